import type { Draft } from '../day/draft.ts';
import type { Difference } from './differences.ts';

/**
 * Why a difference in a report can be seen neither from the file nor from its batch; `undefined` where it must be seen.
 * Decided by what the report repeats: which sums, counts and formulas it has, not by what a reader did with it.
 */
export function whyHidden(
  draft: Draft,
  differences: readonly Difference[],
  changes: readonly string[],
): string | undefined {
  const reasons = differences.map((difference) => reasonOf(draft, difference, changes));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join('; ');
}

const anyReport: Partial<Record<Difference, string>> = {
  text: 'free text is in no sum',
  id: 'an id is in no sum; only the ledger knows it',
  time: 'a time is in no sum, and another time of a form that the family prints is as good',
};

function reasonOf(draft: Draft, difference: Difference, changes: readonly string[]): string | undefined {
  const known = anyReport[difference] ?? byReport(draft)[difference];
  const isRecounted = difference.startsWith('rows ') && changes.includes('lines: the count of rows another');
  return known ?? (isRecounted ? 'the count was changed as the rows were' : undefined);
}

/** What each kind of report leaves open beside ids, times and text. */
function byReport(draft: Draft): Partial<Record<Difference, string>> {
  const { family, report } = draft;
  if (report === 'summary') return summary;
  if (report === 'batch') return {};
  if (report === 'settlement' && (family === 'A2' || family === 'A4')) return underBatchFile;
  if (report === 'settlement' && family.startsWith('B')) return underSummary;
  return family === 'A1' && report === 'transaction' ? counted : alone;
}

const zeroLeftOut = 'an amount of zero may be left out';
const typesAlike = 'a type of the same sign or spelling';

const summary: Partial<Record<Difference, string>> = { money: zeroLeftOut, kind: typesAlike };

const underSummary: Partial<Record<Difference, string>> = {
  money: `no sum holds the gross or its rate, and a conversion has a tolerance; ${zeroLeftOut}`,
  currency: 'no sum holds the currency of the gross',
  kind: typesAlike,
};

const underBatchFile: Partial<Record<Difference, string>> = {
  money: `no sum holds yuan or the rate, which have a tolerance and may be empty; ${zeroLeftOut}`,
  currency: 'no column beside it repeats a currency, where the net is zero',
  kind: 'the sum of the nets is the same',
  'rows missing': 'rows that add up to nothing, as a batch file counts no rows',
};

/** In-store transactions: `Total_count` counts the rows. */
const counted = {
  money: 'no sum is over this report, and no formula or a tolerance is over its amounts',
  currency: 'no column beside it repeats the currency',
  kind: 'the amounts of one type are as good under another',
} as const;

const alone: Partial<Record<Difference, string>> = {
  ...counted,
  'rows missing': 'nothing counts the rows of this report',
  'rows more': 'nothing counts the rows of this report',
};
