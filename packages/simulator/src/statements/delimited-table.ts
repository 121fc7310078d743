/** The columns of a report in their order: what stands in each cell of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** Writes one line of cells without its line feed. */
export type LineWriter = (cells: readonly string[]) => string;

/** Joins cells with pipes, which cannot be escaped and become blanks inside a cell (docs/wire/statements §4). */
export const pipeLine: LineWriter = (cells) =>
  cells.map((cell) => printable(cell).replaceAll('|', ' ')).join('|');

/** Joins cells with commas; one that holds a comma or a quote is quoted by RFC 4180 (docs/wire/statements §9). */
export const commaLine: LineWriter = (cells) => cells.map(quoted).join(',');

/** The column line and one line a row. */
export function tableLines<Row>(
  line: LineWriter,
  columns: Columns<Row>,
  rows: readonly Row[],
): readonly string[] {
  const writers = Object.values(columns);
  return [line(Object.keys(columns)), ...rows.map((row) => line(writers.map((write) => write(row))))];
}

/** Lines as a file has them, each one ended by a line feed. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function quoted(cell: string): string {
  const text = printable(cell);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line feed or a tab from a shop's free text must not end a line or look like padding. */
function printable(cell: string): string {
  return cell.replace(/\p{Cc}/gu, ' ');
}
