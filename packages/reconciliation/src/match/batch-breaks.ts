import { createHash } from 'node:crypto';
import { checkBatch } from '../statement/check-batch.ts';
import type { Defect } from '../statement/defect.ts';
import type { StatementFacts } from '../statement/statement-facts.ts';
import type { Break } from './break.ts';
import type { BreakKind, BreakQuestion } from './break-kind.ts';
import { batchOf } from './load-statements.ts';
import type { DayInputs } from './match-day.ts';

/** Comparison 3: what the files of the day say about each other, and batches against what the bank received. docs/wire/statements §11.2 */
export function batchBreaks(inputs: DayInputs): readonly Break[] {
  const files = inputs.statements.map(({ statement }) => statement);
  const { defects } = checkBatch(files);
  return [
    ...defects.map((defect, at) => defectBreak(inputs, defect, occurrenceOf(defects, at))),
    ...payoutBreaks(
      inputs,
      files.map(({ facts }) => facts),
    ),
  ];
}

/** Defects of the same file and code are told apart by what they expect. */
function occurrenceOf(defects: readonly Defect[], at: number): string {
  const { expected = '' } = defects[at] ?? {};
  return expected.replaceAll(/-?\d+(?:\.\d+)?/g, '#');
}

const kindOf: Readonly<Partial<Record<Defect['code'], BreakKind>>> = {
  FILE_SEQ_GAP: 'FILE_SEQ_GAP',
  FILE_MISSING: 'FILE_MISSING',
  // Two names, one content: what one of them should hold is missing.
  FILE_REPEATED: 'FILE_MISSING',
};

function defectBreak({ merchant, day, statements }: DayInputs, defect: Defect, occurrence: string): Break {
  const name = defect.file ?? '';
  const facts = statements.find(({ statement }) => statement.facts.name === name)?.statement.facts;
  const kind = kindOf[defect.code] ?? 'SUMMARY_MISMATCH';
  const question: BreakQuestion = kind === 'SUMMARY_MISMATCH' ? 'sums-agree' : 'file-whole';
  const { currency, atStake, difference } = moneyOf(defect, facts);
  return {
    ...noSides,
    id: breakId([merchant, question, 'files', day, defect.code, name, null, occurrence]),
    ...{ kind, question, standing: 'open', day, dueDay: undefined, currency, atStake, difference },
    rule: kind === 'SUMMARY_MISMATCH' ? 'details of a batch against their sums' : 'files of a batch',
    file: { name, sha256: facts?.sha256, defects: [defect] },
    facts: { finding: defect.code },
  };
}

const noSides = { ledger: undefined, transaction: undefined, settlement: undefined } as const;

/** The sums that differ are digits in the text of the defect: what is printed, and what it should be. */
function moneyOf(
  { printed, expected, column = '' }: Defect,
  facts: StatementFacts | undefined,
): Pick<Break, 'currency' | 'atStake' | 'difference'> {
  const [currency, ...others] = new Set(facts?.totals.flatMap(({ netCurrency }) => netCurrency ?? []));
  const [is, should] = [printed, expected].map((text) => /-?\d+/.exec(text ?? '')?.[0]);
  const isMoney = !column.startsWith('count') && is !== undefined && should !== undefined;
  if (!isMoney || others.length > 0) return { currency, atStake: 0n, difference: undefined };
  const difference = BigInt(is) - BigInt(should);
  return { currency, atStake: difference < 0n ? -difference : difference, difference };
}

/** What the details of each batch add up to, by batch and currency. */
function batchTotals(files: readonly StatementFacts[]): ReadonlyMap<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const facts of files) {
    if (facts.report !== 'settlement') continue;
    for (const { batchId, kind, netCurrency, net } of facts.totals) {
      if (kind === 'total' || netCurrency === undefined || net === undefined) continue;
      const key = JSON.stringify([batchId ?? batchOf(facts) ?? '', netCurrency]);
      totals.set(key, (totals.get(key) ?? 0n) + net);
    }
  }
  return totals;
}

function payoutBreaks(
  { merchant, day, payouts }: DayInputs,
  files: readonly StatementFacts[],
): readonly Break[] {
  if (payouts === undefined) return [];
  const received = new Map<string, bigint>();
  for (const { batchId, currency, value } of payouts) {
    const key = JSON.stringify([batchId, currency]);
    received.set(key, (received.get(key) ?? 0n) + value);
  }
  const totals = batchTotals(files);
  return [...new Set([...totals.keys(), ...received.keys()])].flatMap((key) => {
    const [batchId, currency] = JSON.parse(key) as [string, string];
    const total = totals.get(key);
    const payout = received.get(key);
    if (total === payout || (payout === undefined && total === 0n)) return [];
    const difference = total === undefined || payout === undefined ? undefined : payout - total;
    return [
      {
        ...noSides,
        id: breakId([merchant, 'sums-agree', 'payouts', day, currency, batchId, null, 0]),
        ...({
          kind: 'SUMMARY_MISMATCH',
          question: 'sums-agree',
          day,
          dueDay: undefined,
          currency,
          difference,
        } as const),
        // The bank may take days; a payout that no file explains cannot be right.
        standing: payout === undefined ? ('waiting' as const) : ('open' as const),
        rule: 'payout of a batch against its settlement files',
        atStake: magnitude(difference ?? total ?? payout ?? 0n),
        file: undefined,
        facts: {
          batch: batchId,
          ...(total === undefined ? {} : { settled: String(total) }),
          ...(payout === undefined ? {} : { received: String(payout) }),
        },
      },
    ];
  });
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** As the ids of breaks about rows. */
function breakId(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}
