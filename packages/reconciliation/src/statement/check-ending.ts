import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

/** Checks that the file is whole: its trailer, its count of rows, its last line. */
export function checkEnding(
  { findings, reading, name }: Judgement,
  body: NonNullable<Reading['body']>,
): void {
  const { opening, rows } = body;
  const { trailer } = opening.layout;
  const line = rows.line;
  if (trailer === 'end' && !rows.hasEnd) {
    findings.add({ code: 'FILE_TRUNCATED', line, expected: '<END> as the last line' });
  }
  const printedRows = opening.preamble?.rows;
  if (printedRows !== undefined && printedRows !== rows.rows) {
    const isShort = rows.rows < printedRows;
    findings.add({
      code: isShort ? 'FILE_TRUNCATED' : 'ROW_COUNT_MISMATCH',
      line: 1,
      column: 'Total_count',
      printed: String(printedRows),
      expected: `${rows.rows}, as many rows as follow`,
    });
  }
  if (reading.lastLineIsOpen && !rows.hasEnd && trailer !== 'end') {
    findings.add({
      code: 'LAST_LINE_UNFINISHED',
      line,
      expected: 'a line end, without which the row may be cut off',
    });
  }
  const batchId = name?.batchId;
  const other = rows.totals.list().find((total) => total.batchId !== undefined && total.batchId !== batchId);
  if (batchId !== undefined && other !== undefined) {
    findings.warn('NAME_DIFFERS', `batch ${other.batchId?.slice(0, 64)} in the file`);
  }
  if (rows.rows === 0) findings.warn('FILE_EMPTY_OK', 'no rows', opening.columnLine);
}
