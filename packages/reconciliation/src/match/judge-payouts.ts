import { dueDayOf } from '../days/settlement-due.ts';
import { addDays, startOfDay } from '../fetch/calendar-day.ts';
import { statementReports } from '../statement/file-name.ts';
import type { AwaitedPayout } from './awaited-payout.ts';
import { batchKey, batchTotals } from './batch-totals.ts';
import type { Break, ClosedBreak } from './break.ts';
import type { ContractTerms, Payout } from './contract-terms.ts';
import { graceDaysDefault, keptDays } from './day-terms.ts';
import { fileBreakId } from './file-break-id.ts';
import type { DayInputs } from './match-day.ts';

/** What became of the batches that a payout is compared with. */
export interface PayoutJudgement {
  readonly breaks: readonly Break[];
  /** Batches of earlier days that the bank has recorded now. */
  readonly closed: readonly ClosedBreak[];
  /** Batches that the next day goes on waiting for. */
  readonly awaited: readonly AwaitedPayout[];
}

/**
 * Compares batches with what the bank received. A batch that the bank has not recorded waits one working day and the days of grace; then it
 * is open. What earlier days wait for is ended by a payout that is given for their day, which is then compared again, or for this one.
 */
export function judgePayouts(inputs: DayInputs, earlier: readonly AwaitedPayout[]): PayoutJudgement {
  const { day, payouts = [], statements, reports = statementReports } = inputs;
  const received = receivedOf(payouts);
  const facts = statements.map(({ statement }) => statement.facts);
  const totals = inputs.payouts === undefined ? new Map<string, bigint>() : batchTotals(facts);
  const ofToday = [...totals].map(([key, total]) => ({ ...batchOfKey(key), day, total }));
  const ofEarlier = earlier.filter(({ batchId, currency }) => !totals.has(batchKey(batchId, currency)));
  const batches = [...ofEarlier, ...ofToday];
  const known = new Set(batches.map(({ batchId, currency }) => batchKey(batchId, currency)));
  // Without settlement files nothing can explain a payout.
  const isExplained = (key: string): boolean => known.has(key) || !reports.includes('settlement');
  const unexplained = [...received].filter(([key]) => !isExplained(key));
  const judged = batches.map((batch) => ({
    batch,
    payout: received.get(batchKey(batch.batchId, batch.currency)),
  }));
  return {
    breaks: [
      ...judged.flatMap(({ batch, payout }) => batchBreak(inputs, batch, payout)),
      ...unexplained.map(([key, payout]) => payoutBreak(inputs, { ...batchOfKey(key), day, payout })),
    ],
    closed: judged.flatMap(({ batch, payout }) =>
      batch.day < day && batch.total === payout ? [endOf(inputs, batch)] : [],
    ),
    awaited: judged
      .filter(({ batch, payout }) => payout === undefined && batch.total !== 0n && isKept(batch, day))
      .map(({ batch }) => batch),
  };
}

function receivedOf(payouts: readonly Payout[]): ReadonlyMap<string, bigint> {
  const received = new Map<string, bigint>();
  for (const { batchId, currency, value } of payouts) {
    const key = batchKey(batchId, currency);
    received.set(key, (received.get(key) ?? 0n) + value);
  }
  return received;
}

function batchOfKey(key: string): Pick<AwaitedPayout, 'batchId' | 'currency'> {
  const [batchId, currency] = JSON.parse(key) as [string, string];
  return { batchId, currency };
}

const isKept = ({ day }: AwaitedPayout, today: string): boolean => day >= addDays(today, -keptDays);

function batchBreak(inputs: DayInputs, batch: AwaitedPayout, payout: bigint | undefined): readonly Break[] {
  const { total } = batch;
  if (total === payout || (payout === undefined && total === 0n)) return [];
  const dueDay = payoutDueDay(batch.day, inputs.terms);
  const difference = payout === undefined ? undefined : payout - total;
  return [
    {
      ...breakOf(inputs.merchant, batch),
      // The bank may take days.
      standing: payout === undefined && inputs.day <= dueDay ? 'waiting' : 'open',
      dueDay: payout === undefined ? dueDay : undefined,
      difference,
      atStake: magnitude(difference ?? total),
      facts: {
        batch: batch.batchId,
        settled: String(total),
        ...(payout === undefined ? {} : { received: String(payout) }),
      },
    },
  ];
}

/** The working day behind the settlement, and the days of grace. */
function payoutDueDay(day: string, { graceDays = graceDaysDefault, isWorkingDay }: ContractTerms): string {
  return dueDayOf(day, { kind: 'daily', workingDays: 1 }, graceDays, isWorkingDay);
}

/** A payout that no file explains cannot be right. */
function payoutBreak(
  { merchant }: DayInputs,
  one: Omit<AwaitedPayout, 'total'> & { readonly payout: bigint },
): Break {
  return {
    ...breakOf(merchant, one),
    ...{ standing: 'open', dueDay: undefined, difference: undefined, atStake: magnitude(one.payout) },
    facts: { batch: one.batchId, received: String(one.payout) },
  };
}

type PayoutPart = Omit<Break, 'standing' | 'dueDay' | 'difference' | 'atStake' | 'facts'>;

function breakOf(merchant: string, { day, batchId, currency }: Omit<AwaitedPayout, 'total'>): PayoutPart {
  return {
    id: idOf(merchant, { day, batchId, currency }),
    ...{ kind: 'SUMMARY_MISMATCH', question: 'sums-agree', day, currency, file: undefined },
    ...{ ledger: undefined, transaction: undefined, settlement: undefined },
    rule: 'payout of a batch against its settlement files',
  };
}

function idOf(merchant: string, { day, batchId, currency }: Omit<AwaitedPayout, 'total'>): string {
  return fileBreakId([merchant, 'sums-agree', 'payouts', day, currency, batchId, null, 0]);
}

function endOf({ merchant, day }: DayInputs, batch: AwaitedPayout): ClosedBreak {
  const days = (startOfDay(day) - startOfDay(batch.day)) / 86_400_000;
  return { id: idOf(merchant, batch), reason: `paid ${days} ${days === 1 ? 'day' : 'days'} later` };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
