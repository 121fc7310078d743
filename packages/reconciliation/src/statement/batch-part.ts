import type { BatchDefect } from './batch-defect.ts';
import { currencyOf } from './currency-cell.ts';
import { decimalText } from './decimal-text.ts';
import { groupBy } from './group-by.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { StatementTotal } from './totals.ts';

/** What one file says of one batch, type and currency. */
export interface BatchPart {
  readonly file: string;
  readonly total: StatementTotal;
}

/** What is compared: the settled money and its fees. */
export type SumName = 'net' | 'fee';

/** The rows of all files of a report by batch; a row without a batch belongs to that of the file's name. */
export function byBatch(
  files: readonly StatementFacts[],
  report: StatementFacts['report'],
): Map<string, readonly BatchPart[]> {
  const parts = files
    .filter((file) => file.report === report)
    .flatMap((file) => file.totals.map((total) => ({ file: file.name, total: withBatch(file, total) })));
  return groupBy(parts, ({ total }) => `${total.batchId}\u0000${total.netCurrency}`);
}

function withBatch(file: StatementFacts, total: StatementTotal): StatementTotal {
  return total.batchId === undefined ? { ...total, batchId: file.fileName?.batchId } : total;
}

/** The sum of parts. A row without a sign adds nothing, so that the sums differ and it is seen. */
export function sumOf(parts: readonly BatchPart[], name: SumName): bigint {
  return parts.reduce((sum, { total }) => sum + (total[name] ?? 0n), 0n);
}

/** The defect of a printed sum of money that is not the sum of its details. */
export function difference(
  part: BatchPart,
  column: string,
  printed: bigint,
  sum: bigint,
): readonly BatchDefect[] {
  if (printed === sum) return [];
  const exponent = currencyOf(part.total.netCurrency ?? '')?.exponent ?? 0;
  const defect = mismatch(part, column, decimalText(printed, exponent), decimalText(sum, exponent));
  return [{ ...defect, sums: { printed, expected: sum } }];
}

/** The defect of a printed number of rows that is not that of its details. */
export function countDifference(
  part: BatchPart,
  column: string,
  printed: number,
  rows: number,
): readonly BatchDefect[] {
  return printed === rows ? [] : [mismatch(part, column, `${printed}`, `${rows}`)];
}

function mismatch({ file, total }: BatchPart, column: string, printed: string, sum: string): BatchDefect {
  const { netCurrency: currency, batchId } = total;
  const expected = `${sum} ${currency ?? ''}, the sum of the details of batch ${batchId}`;
  return { code: 'SUMMARY_MISMATCH', file, column, printed, expected, currency };
}

/** The defect of a part whose counterpart was not given. */
export function fileMissing({ file, total }: BatchPart, what: string): BatchDefect {
  const expected = `the ${what} of batch ${total.batchId} in ${total.netCurrency}`;
  return { code: 'FILE_MISSING', file, expected, currency: total.netCurrency };
}
