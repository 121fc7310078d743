// What a spreadsheet may take for the begin of a formula or of a command, in full width, too. An apostrophe is among them, so that one
// that was there before can be told from one that was put there, and a quote, behind which some look for a formula.
const dangers = '[=+\\-@\\t\\r\\n\\0\'"＝＋－＠]';
// Spreadsheets of some countries separate by semicolons, and split a line of commas in the middle of a cell.
const separators = '[,;|\\t\\r\\n]';
const anyStart = new RegExp(`(?<=^|${separators})(?=${dangers})`, 'gu');
const innerStart = new RegExp(`(?<=${separators})(?=${dangers})`, 'gu');

/** Most cells: nothing in them is looked at twice. */
const harmless = /^[0-9A-Za-z][0-9A-Za-z_ .:-]*$/;

/** A text from outside: harmless wherever a spreadsheet lets a cell begin, be its separator a comma or not. */
export function textCell(text: string | undefined): string {
  if (text === undefined) return '""';
  return harmless.test(text) ? `"${text}"` : quoted(text.replace(anyStart, "'"));
}

/** An id: a text that a spreadsheet must not take for a number, a date or a formula. Its apostrophe is always there. */
export function idCell(id: string | undefined): string {
  if (id === undefined || id === '') return quoted('');
  return quoted(`'${id.replace(innerStart, "'")}`);
}

/** What this library wrote itself from numbers: digits, a sign, a point. */
export function numberCell(value: number | bigint | string | undefined): string {
  return quoted(String(value ?? ''));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
