import { columnKey, columnRole, feeColumn } from './column-roles.ts';
import type { Delimiter } from './delimiter.ts';
import { layouts } from './layouts.ts';

const lineMax = 500;
const known: ReadonlySet<string> = new Set(
  layouts.flatMap(({ required, optional }) => [...required, ...optional].map(columnKey)),
);

/** One cell of data, such as the type `Refund`, can be the name of a column; two are chance no more. */
const namesLeast = 2;
const nameOfNoPage = /^[A-Za-z]+(?:_[A-Za-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/;

/**
 * What may be shown of a line that was taken for column names: names of columns. All else is left out, as the line may be a
 * row, whose cells tell who bought what.
 */
export function shownColumns(line: string, delimiter: Delimiter): string {
  const cells = line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim());
  const keys = cells.map(columnKey);
  const isHead = new Set(keys.filter(isKnown)).size >= namesLeast;
  const isShown = (cell: string, index: number): boolean =>
    isKnown(keys[index] ?? '') || (isHead && nameOfNoPage.test(cell));
  return cells
    .map((cell, index) => (cell === '' || isShown(cell, index) ? cell : '…'))
    .join(delimiter)
    .slice(0, lineMax);
}

function isKnown(key: string): boolean {
  return known.has(key) || columnRole(key) !== undefined || feeColumn(key)?.isKnown === true;
}
