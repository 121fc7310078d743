/** Breaks a text at blanks into lines, each behind an indent; a word that is too long has a line of its own. */
export function wrapText(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}

/** A column of a table; numbers stand on the right. */
export interface TextColumn {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Writes rows under each other, or, where the terminal is too narrow, each cell on a line of its own. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const widths = columns.map(({ name }, at) =>
    Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const needed = widths.reduce((sum, one) => sum + one + 2, 0);
  if (needed > width) return rows.flatMap((row) => listOf(columns, row, width));
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ isNumber }, at) => {
        const [cell = '', size = 0] = [cells[at], widths[at]];
        return isNumber ? cell.padStart(size) : cell.padEnd(size);
      })
      .join('  ')
      .trimEnd();
  return [columns.map(({ name }) => name), ...rows].map((cells) => `  ${lineOf(cells)}`);
}

function listOf(
  columns: readonly TextColumn[],
  [first = '', ...rest]: readonly string[],
  width: number,
): readonly string[] {
  const lines = rest
    .map((cell, at) => `${columns[at + 1]?.name ?? ''}: ${cell}`)
    .filter((line) => !line.endsWith(': '));
  return [...wrapText(first, width, '  '), ...lines.flatMap((line) => wrapText(line, width, '    '))];
}
