import { balancesAgree } from './balance-check.ts';
import { isFileBreak } from './explain-break.ts';
import { earlierBreaks } from './listed-breaks.ts';
import { type Money, moneyListText } from './money-text.ts';
import type { ReportInput } from './report-input.ts';
import { type CountNow, countsNow, type StandingNow } from './standing-now.ts';
import { sumByCurrency } from './sums.ts';

/**
 * How a day stands when the report is written. Beside the states of a run: `closed-by-people`, where somebody has explained every
 * break, and `unbalanced`, where the balances do not add up, so that nothing else may be believed.
 */
export type VerdictState = 'closed' | 'closed-by-people' | 'waiting' | 'open' | 'not-yet-due' | 'unbalanced';

/** What a reader wants to know first. */
export interface Verdict {
  readonly state: VerdictState;
  /** A word or two. */
  readonly headline: string;
  readonly sentence: string;
  readonly open: number;
  readonly waiting: number;
  /** Breaks that were explained since the run, by somebody or by a later run. */
  readonly explained: number;
  /** Of the open breaks, by currency. */
  readonly atStake: readonly Money[];
  /** Open breaks of earlier days, which are beside the verdict on this one. */
  readonly earlierOpen: number;
  readonly earlierAtStake: readonly Money[];
  /** What to do next, the first thing first. */
  readonly next: readonly string[];
}

interface VerdictWords {
  readonly headline: string;
  readonly sentence: (numbers: Numbers) => string;
  readonly next: (numbers: Numbers) => readonly string[];
}

type Numbers = Pick<Verdict, 'open' | 'waiting' | 'explained'> & {
  readonly missingFiles: number;
  readonly openFiles: number;
};

const words: Readonly<Record<VerdictState, VerdictWords>> = {
  closed: {
    headline: 'Closed',
    sentence: () => 'Own books and Alipay agree on every row.',
    next: () => ['This day needs nothing more: file this report.'],
  },
  'closed-by-people': {
    headline: 'Closed',
    sentence: ({ explained }) => `Every break has been explained: ${explained} of ${explained}.`,
    next: () => ['This day needs nothing more: file this report with the reasons.'],
  },
  waiting: {
    headline: 'In order so far',
    sentence: ({ waiting }) =>
      `Everything that was due at the time of this run agrees. ${counted(waiting, 'row was', 'rows were')} not due then.`,
    next: () => ['Nothing today. The next days close what waits, or report it as overdue.'],
  },
  open: {
    headline: 'Not closed',
    sentence: ({ open }) => `${counted(open, 'break needs', 'breaks need')} somebody to look.`,
    next: ({ openFiles }) => [
      ...(openFiles > 0
        ? ['Look at the files first: one that is missing or refused makes breaks of its rows.']
        : []),
      `${openFiles > 0 ? 'Then go' : 'Go'} through the open breaks, the largest amount first. Each says what to do.`,
      'Close each one with a reason, or correct own books or fetch the file and run the day again.',
    ],
  },
  'not-yet-due': {
    headline: 'Not compared yet',
    sentence: ({ missingFiles }) => `${counted(missingFiles, 'file is', 'files are')} still to come.`,
    next: () => ['Run the day again when the files are due.'],
  },
  unbalanced: {
    headline: 'Do not use this result',
    sentence: () => 'The balances do not add up, so rows or money are missing from it.',
    next: () => [
      'Run the day again. If this stays, report it to the makers of this library; close nothing before.',
    ],
  },
};

/** Says how the day stands, from the run and from what later runs and people have said since. */
export function verdictOf(input: ReportInput): Verdict {
  const counts = countsNow(input);
  const numbers = {
    open: rowsOf(counts, ['open']),
    waiting: rowsOf(counts, ['waiting']),
    explained: rowsOf(counts, ['closed-by-person', 'closed-by-run']),
    missingFiles: input.result.missingFiles.length,
    openFiles: rowsOf(
      counts.filter(({ kind }) => isFileBreak(kind)),
      ['open'],
    ),
  };
  const state = stateOf(input, numbers);
  const { headline, sentence, next } = words[state];
  const { open, waiting, explained } = numbers;
  const earlier = earlierBreaks(input);
  return {
    state,
    headline,
    sentence: sentence(numbers),
    open,
    waiting,
    explained,
    atStake: atStakeOf(counts, 'open'),
    earlierOpen: earlier.length,
    earlierAtStake: nonZero(earlier),
    next: [
      ...next(numbers),
      ...(earlier.length > 0
        ? ['Look at the open breaks of earlier days, too; they stand behind those of this one.']
        : []),
    ],
  };
}

/** What is at stake in the breaks of one standing, by currency; currencies in which it is nothing are left out. */
export function atStakeOf(counts: readonly CountNow[], standing: StandingNow): readonly Money[] {
  return nonZero(counts.filter((count) => count.standing === standing));
}

/** What is at stake in open breaks, for people. */
export function stakeWords(open: number, atStake: readonly Money[]): string {
  if (open === 0) return 'none';
  return atStake.length === 0 ? 'no amount that can be named' : moneyListText(atStake);
}

/** Says that breaks of earlier days are open, too; nothing where none is. */
export function earlierWords({ earlierOpen }: Verdict): string | undefined {
  if (earlierOpen === 0) return undefined;
  return `${counted(earlierOpen, 'break of an earlier day is', 'breaks of earlier days are')} still open.`;
}

/** A number and what is counted: `1 row is`, `2,000 rows are`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function nonZero(
  list: readonly { readonly currency: string | undefined; readonly atStake: bigint }[],
): readonly Money[] {
  const sums = sumByCurrency(list.map(({ currency, atStake }) => ({ currency, value: atStake })));
  return sums.filter(({ value }) => value !== 0n);
}

function stateOf({ result }: ReportInput, { open, waiting, explained }: Numbers): VerdictState {
  if (!balancesAgree(result.balances)) return 'unbalanced';
  if (result.state === 'not-yet-due') return 'not-yet-due';
  // A run that calls its day open or waiting is never overruled by a count, only by what was said since.
  if (open > 0 || (result.state === 'open' && explained === 0)) return 'open';
  if (waiting > 0 || (result.state === 'waiting' && explained === 0)) return 'waiting';
  return explained > 0 ? 'closed-by-people' : 'closed';
}

function rowsOf(counts: readonly CountNow[], standings: readonly StandingNow[]): number {
  return counts
    .filter(({ standing }) => standings.includes(standing))
    .reduce((sum, { rows }) => sum + rows, 0);
}
