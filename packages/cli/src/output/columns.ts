// What stands in a statement must not steer a terminal.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Lines of cells under one another, two blanks apart. Columns of the given numbers are aligned to the right. */
export function columns(given: readonly (readonly string[])[], right: readonly number[] = []): string {
  const rows = given.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  const lines = rows.map((row) =>
    row
      .map((cell, index) =>
        right.includes(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** A text without what would steer a terminal. */
export function printable(text: string): string {
  return text.replace(unprintable, '\u{fffd}');
}

/** The same for a text of several lines, which it keeps apart. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
