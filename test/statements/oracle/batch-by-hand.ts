import type { Made, Report } from '../day/draft.ts';
import type { TrueRecord } from '../day/true-record.ts';

/** A file of a batch as it reads. */
export interface BatchMember {
  readonly made: Made;
  readonly records: readonly TrueRecord[];
}

/** What the files of a settlement say about each other that cannot be. */
export function wrongBatch(members: readonly BatchMember[]): readonly string[] {
  const of = (report: Report): readonly TrueRecord[] =>
    members.filter(({ made }) => made.draft.report === report).flatMap(({ records }) => records);
  const [details, summary, batch] = [of('settlement'), of('summary'), of('batch')];
  const isOfB = members.some(({ made }) => made.draft.family.startsWith('B'));
  if (isOfB && summary.length + details.length > 0) return wrongSummary(details, summary, hasFee(members));
  return members.some(({ made }) => made.draft.report === 'batch') ? wrongSettlebatch(details, batch) : [];
}

/** A summary of B3 may have no fee columns. */
function hasFee(members: readonly BatchMember[]): boolean {
  return members.some(
    ({ made }) => made.draft.report === 'summary' && /fee|commission/i.test(made.draft.columns.join()),
  );
}

function wrongSummary(
  details: readonly TrueRecord[],
  summary: readonly TrueRecord[],
  withFees: boolean,
): readonly string[] {
  const wanted = sums(
    summary.filter(({ kind }) => kind !== 'total'),
    ({ count = 0 }) => count,
    withFees,
  );
  const found = sums(details, () => 1, withFees);
  return wanted === found ? [] : ['summary'];
}

function sums(
  records: readonly TrueRecord[],
  countOf: (record: TrueRecord) => number,
  withFees: boolean,
): string {
  const all = new Map<string, [number, bigint, bigint]>();
  for (const record of records) {
    const key = `${record.printedType.toUpperCase()} ${record.netCurrency} ${record.batchId}`;
    const [count, net, fee] = all.get(key) ?? [0, 0n, 0n];
    all.set(key, [
      count + countOf(record),
      net + (record.net ?? 0n),
      fee + (withFees ? (record.fee ?? 0n) : 0n),
    ]);
  }
  return [...all]
    .map(([key, parts]) => `${key}: ${parts.join(' ')}`)
    .toSorted()
    .join('\n');
}

function wrongSettlebatch(details: readonly TrueRecord[], batch: readonly TrueRecord[]): readonly string[] {
  return batch.every((row) => {
    const own = details.filter(
      ({ batchId, netCurrency }) => batchId === row.batchId && netCurrency === row.netCurrency,
    );
    return own.length > 0 && own.reduce((sum, { net = 0n }) => sum + net, 0n) === row.net;
  }) && details.every(({ batchId }) => batch.some((row) => row.batchId === batchId))
    ? []
    : ['settlebatch'];
}
