import { columnKey } from './column-roles.ts';
import type { Delimiter } from './delimiter.ts';
import type { StatementName } from './file-name.ts';
import type { Layout } from './layout.ts';
import { layouts } from './layouts.ts';

/** The character that separates the cells of a line: the one of the two that it has more of. */
export function delimiterOf(line: string): Delimiter {
  return line.split('|').length > line.split(',').length ? '|' : ',';
}

/**
 * The layouts that have such columns, most likely first. The column line decides, as names are shared by families and
 * can be customised; the name only orders what the columns leave open. docs/wire/statements §1.
 */
export function recogniseColumns(
  columns: readonly string[],
  delimiter: Delimiter,
  name: StatementName | undefined,
): readonly Layout[] {
  const keys = new Set(columns.map(columnKey));
  const fitting = layouts.filter(
    (layout) =>
      layout.delimiter === delimiter &&
      layout.tells.every((column) => keys.has(columnKey(column))) &&
      !layout.lacks?.some((column) => keys.has(columnKey(column))),
  );
  const named = fitting.filter((layout) => layout.report === name?.report);
  return named.length > 0 ? named : fitting;
}

/** What the first row tells where columns alone leave more than one layout. */
export interface FirstRow {
  readonly type: string;
  readonly isSettled: boolean;
}

/** Chooses between layouts with the same columns by the first row, where there is one. */
export function chooseLayout(candidates: readonly Layout[], row: FirstRow | undefined): Layout | undefined {
  if (row === undefined) return candidates[0];
  const typed = candidates.filter((layout) => layout.types?.test(row.type) ?? true);
  const report = row.isSettled ? 'settlement' : 'transaction';
  return typed.find((layout) => layout.report === report) ?? typed[0] ?? candidates[0];
}
