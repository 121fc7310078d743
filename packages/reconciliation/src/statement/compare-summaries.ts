import type { BatchDefect } from './batch-defect.ts';
import {
  type BatchPart,
  byBatch,
  countDifference,
  difference,
  fileMissing,
  type SumName,
  sumOf,
} from './batch-part.ts';
import type { StatementReport } from './file-name.ts';
import type { StatementFacts } from './statement-facts.ts';

/**
 * The details of a batch add up to its summary by type and in total. docs/wire/statements §9.1.
 *
 * @param written - reports that Alipay writes for the merchant; what is of no other is not missing.
 */
export function compareSummaries(
  files: readonly StatementFacts[],
  written: readonly StatementReport[],
): readonly BatchDefect[] {
  const ofB = files.filter(({ family }) => family.startsWith('B'));
  const summaries = byBatch(ofB, 'summary');
  const details = byBatch(ofB, 'settlement');
  const missing = [...details].flatMap(([key, [part]]) =>
    part === undefined || summaries.has(key) || !written.includes('summary')
      ? []
      : [fileMissing(part, 'summary')],
  );
  const differing = [...summaries].flatMap(([key, summary]) => {
    const parts = details.get(key);
    if (parts !== undefined) return compareWithDetails(summary, parts);
    return written.includes('settlement') ? missingDetails(summary) : [];
  });
  return [...missing, ...differing];
}

function isCounted({ total }: BatchPart): boolean {
  return total.kind !== 'total';
}

function missingDetails(summary: readonly BatchPart[]): readonly BatchDefect[] {
  const [first] = summary;
  const isEmpty = summary.filter(isCounted).every(({ total }) => total.count === 0);
  return first === undefined || isEmpty ? [] : [fileMissing(first, 'details')];
}

function compareWithDetails(
  summary: readonly BatchPart[],
  details: readonly BatchPart[],
): readonly BatchDefect[] {
  const [first] = summary;
  const counted = summary.filter(isCounted);
  if (first === undefined) return [];
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
): readonly BatchDefect[] {
  const printedRows = summary.reduce((sum, { total }) => sum + total.count, 0);
  const rows = details.reduce((sum, { total }) => sum + total.rows, 0);
  return [
    ...countDifference(first, `count of ${type}`, printedRows, rows),
    ...sums.flatMap((name) =>
      difference(first, `${sumWords[name]} of ${type}`, sumOf(summary, name), sumOf(details, name)),
    ),
  ];
}
