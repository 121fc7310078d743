import { type BatchPart, byBatch, difference, fileMissing, type SumName, sumOf } from './batch-part.ts';
import type { Defect } from './defect.ts';
import type { StatementFacts } from './statement-facts.ts';

/** The details of a batch add up to its summary by type and in total. docs/wire/statements §9.1. */
export function compareSummaries(files: readonly StatementFacts[]): readonly Defect[] {
  const ofB = files.filter(({ family }) => family.startsWith('B'));
  const summaries = byBatch(ofB, 'summary');
  const details = byBatch(ofB, 'settlement');
  const missing = [...details].flatMap(([key, [part]]) =>
    part === undefined || summaries.has(key) ? [] : [fileMissing(part, 'summary')],
  );
  const differing = [...summaries].flatMap(([key, summary]) => compareWithDetails(summary, details.get(key)));
  return [...missing, ...differing];
}

function compareWithDetails(
  summary: readonly BatchPart[],
  details: readonly BatchPart[] | undefined,
): readonly Defect[] {
  const [first] = summary;
  const counted = summary.filter(({ total }) => total.kind !== 'total');
  if (first === undefined || (details === undefined && counted.every(({ total }) => total.count === 0)))
    return [];
  if (details === undefined) return [fileMissing(first, 'details')];
  // A summary of B3 has no fees (docs/wire/statements §9.4), which is not the same as fees of 0.
  const haveFees = [...summary, ...details].every(({ total }) => total.fee !== undefined);
  const sums: readonly SumName[] = haveFees ? ['net', 'fee'] : ['net'];
  const types = new Set([...counted, ...details].map(({ total }) => total.printedType.toUpperCase()));
  const byType = [...types].flatMap((type) =>
    compareSums(first, type, sums, ofType(counted, type), ofType(details, type)),
  );
  const totals = summary.filter(({ total }) => total.kind === 'total');
  return [...byType, ...(totals.length === 0 ? [] : compareSums(first, 'TOTAL', sums, totals, details))];
}

function ofType(parts: readonly BatchPart[], type: string): readonly BatchPart[] {
  return parts.filter(({ total }) => total.printedType.toUpperCase() === type);
}

const sumWords: Readonly<Record<SumName, string>> = { net: 'settlement', fee: 'fee' };

function compareSums(
  first: BatchPart,
  type: string,
  sums: readonly SumName[],
  summary: readonly BatchPart[],
  details: readonly BatchPart[],
): readonly Defect[] {
  const printedRows = summary.reduce((sum, { total }) => sum + total.count, 0);
  const rows = details.reduce((sum, { total }) => sum + total.rows, 0);
  return [
    ...difference(first, `count of ${type}`, BigInt(printedRows), BigInt(rows), 0),
    ...sums.flatMap((name) =>
      difference(first, `${sumWords[name]} of ${type}`, sumOf(summary, name), sumOf(details, name)),
    ),
  ];
}
