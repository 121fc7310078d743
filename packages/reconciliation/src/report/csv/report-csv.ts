import type { Break } from '../../match/break.ts';
import { explainBreak } from '../explain-break.ts';
import { listedBreaks } from '../listed-breaks.ts';
import type { ReportInput } from '../report-input.ts';
import { breakColumns } from './break-columns.ts';
import { textCell } from './csv-cell.ts';

const byteOrderMark = '\ufeff';
const lineEnd = '\r\n';

/**
 * Writes the breaks as CSV for a spreadsheet, `docs/report.md`: UTF-8 with a byte order mark, CRLF, every cell quoted. No text from
 * outside can become a formula: an apostrophe stands before what could, and before every id, so that it keeps its digits.
 *
 * @throws OptionError `ERR_CURRENCY_UNKNOWN` where a result names a currency that ISO 4217 does not have.
 */
export function reportCsv(input: ReportInput): string {
  const names = breakColumns.map(([name]) => textCell(name));
  const lines = listedBreaks(input).map((found) => lineOf(found, input.notes));
  return `${byteOrderMark}${[names.join(','), ...lines].join(lineEnd)}${lineEnd}`;
}

function lineOf(found: Break, notes: ReportInput['notes']): string {
  const row = { found, note: notes?.get(found.id), words: explainBreak(found) };
  return breakColumns.map(([, cell]) => cell(row)).join(',');
}
