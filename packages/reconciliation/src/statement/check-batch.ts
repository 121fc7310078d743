import { currencyOf } from './currency-cell.ts';
import { decimalText } from './decimal-text.ts';
import type { Defect } from './defect.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { StatementTotal } from './totals.ts';

/** What files that belong together say about each other. */
export interface BatchCheck {
  /**
   * No part is seen to be missing and no sum differs. Where a report has neither summary nor batch file beside it, nothing
   * tells how many parts there are, so that the last one can be missing.
   */
  readonly complete: boolean;
  readonly defects: readonly Defect[];
}

/**
 * Checks statements against each other: parts of a split report are there from 000 without a gap, the details of a
 * batch add up to its summary by type and in total, and a batch file's rows to their settle files. No two files have the
 * same rows. docs/wire/statements §9.1, §11.2.
 *
 * @param statements - opened statements of one merchant and period, in any order.
 */
export function checkBatch(statements: Iterable<{ readonly facts: StatementFacts }>): BatchCheck {
  const files = [...statements].map(({ facts }) => facts);
  const defects = [
    ...checkParts(files),
    ...checkCopies(files),
    ...checkSummaries(files),
    ...checkBatchFiles(files),
  ];
  return { complete: defects.length === 0, defects };
}

function checkParts(files: readonly StatementFacts[]): readonly Defect[] {
  // A day without business has a batch number of zeros, so the files of two such days have one name. docs/wire/statements §3.3
  const isEmptyBatch = ({ rows, fileName }: StatementFacts): boolean =>
    rows === 0 && /^0+$/.test(fileName?.batchId ?? '');
  const reports = groupBy(
    files.filter((file) => file.fileName?.seq !== undefined && !isEmptyBatch(file)),
    ({ name }) => name.replace(/_\d{3}\.csv$/, ''),
  );
  return [...reports].flatMap(([stem, parts]) => {
    const numbers = parts.map((part) => part.fileName?.seq ?? 0).sort((left, right) => left - right);
    const wrong = numbers.findIndex((number, index) => number !== index);
    if (wrong < 0) return [];
    const missing = `${stem}_${String(wrong).padStart(3, '0')}.csv`;
    const isTwice = numbers[wrong] === numbers[wrong - 1];
    const expected = isTwice ? 'each part once' : `${missing}: the parts are numbered from 000 without a gap`;
    return [
      { code: 'FILE_SEQ_GAP', file: `${stem}_${String(numbers[wrong]).padStart(3, '0')}.csv`, expected },
    ];
  });
}

/** Files without rows may be equal: those of two days without business are. */
function checkCopies(files: readonly StatementFacts[]): readonly Defect[] {
  const groups = groupBy(
    files.filter(({ rows }) => rows > 0),
    ({ sha256 }) => sha256,
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    others
      .filter(({ name }) => name !== first?.name)
      .map(({ name }) => ({
        code: 'FILE_REPEATED',
        file: name,
        expected: `other bytes than ${first?.name} has`,
      })),
  );
}

interface Part {
  readonly file: string;
  readonly total: StatementTotal;
}

/** The rows of all files of a report by batch; a row without a batch belongs to that of the file's name. */
function byBatch(files: readonly StatementFacts[], report: StatementFacts['report']): Map<string, Part[]> {
  const parts = files
    .filter((file) => file.report === report)
    .flatMap((file) => file.totals.map((total) => ({ file: file.name, total: withBatch(file, total) })));
  return groupBy(parts, ({ total }) => `${total.batchId}\u0000${total.netCurrency}`);
}

function withBatch(file: StatementFacts, total: StatementTotal): StatementTotal {
  return total.batchId === undefined ? { ...total, batchId: file.fileName?.batchId } : total;
}

function checkSummaries(files: readonly StatementFacts[]): readonly Defect[] {
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
  summary: readonly Part[],
  details: readonly Part[] | undefined,
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

function ofType(parts: readonly Part[], type: string): readonly Part[] {
  return parts.filter(({ total }) => total.printedType.toUpperCase() === type);
}

type SumName = 'net' | 'fee';
const sumWords: Readonly<Record<SumName, string>> = { net: 'settlement', fee: 'fee' };

function compareSums(
  first: Part,
  type: string,
  sums: readonly SumName[],
  summary: readonly Part[],
  details: readonly Part[],
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

function checkBatchFiles(files: readonly StatementFacts[]): readonly Defect[] {
  // One without rows names none of the settle files beside it.
  if (!files.some(({ report }) => report === 'batch')) return [];
  const batches = byBatch(files, 'batch');
  const details = byBatch(
    files.filter(({ family }) => family.startsWith('A')),
    'settlement',
  );
  const unnamed = [...details].flatMap(([key, [part]]) =>
    part === undefined || part.total.batchId === undefined || batches.has(key)
      ? []
      : [fileMissing(part, 'row of the batch file')],
  );
  const differing = [...batches].flatMap(([key, batch]) => {
    const [first] = batch;
    const parts = details.get(key);
    if (first === undefined) return [];
    if (parts === undefined) return [fileMissing(first, 'settle file')];
    return difference(first, 'Settlement', sumOf(batch, 'net'), sumOf(parts, 'net'));
  });
  return [...unnamed, ...differing];
}

/** A row without a sign adds nothing, so that the sums differ and it is seen. */
function sumOf(parts: readonly Part[], name: SumName): bigint {
  return parts.reduce((sum, { total }) => sum + (total[name] ?? 0n), 0n);
}

function difference(
  { file, total }: Part,
  column: string,
  printed: bigint,
  sum: bigint,
  exponent: number = currencyOf(total.netCurrency ?? '')?.exponent ?? 0,
): readonly Defect[] {
  if (printed === sum) return [];
  const expected = `${decimalText(sum, exponent)} ${total.netCurrency ?? ''}, the sum of the details of batch ${total.batchId}`;
  return [{ code: 'SUMMARY_MISMATCH', file, column, printed: decimalText(printed, exponent), expected }];
}

function fileMissing({ file, total }: Part, what: string): Defect {
  const expected = `the ${what} of batch ${total.batchId} in ${total.netCurrency}`;
  return { code: 'FILE_MISSING', file, expected };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
