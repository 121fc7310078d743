import { isCell } from './cell-bytes.ts';
import { readCurrencyCell } from './currency-cell.ts';
import type { Findings } from './defect.ts';
import type { Opening } from './opening.ts';
import type { RowCursor } from './row-cursor.ts';

/**
 * Brings the cells of a row under the columns, where a family is known to print one more; otherwise a row has as many
 * cells as there are columns. docs/wire/statements §6.1, §9.2.
 *
 * @param findings - where defects and warnings go; left out where the row was checked before.
 * @returns `false` for a row that cannot be read.
 */
export function alignRow(cursor: RowCursor, opening: Opening, findings?: Findings): boolean {
  const { count, fault, line } = cursor;
  const { family } = opening.layout;
  if (family === 'B3' || family === 'B4') emptyNulls(cursor);
  const columns = opening.columns.names.length;
  if (count === columns && fault === undefined) return true;
  if (fault === undefined && count > columns) {
    if (family === 'A4' || family === 'A5') {
      if (dropFifthCell(cursor, opening)) return true;
    } else if (isEmptyFrom(cursor, columns)) {
      findings?.warn('SURPLUS_CELL', 'empty cells after the last column', line);
      return true;
    }
  }
  const code = fault === 'long' ? 'LINE_TOO_LONG' : 'ROW_MALFORMED';
  findings?.add({ code, line, expected: expectedShape(cursor, columns) });
  return false;
}

/** Alipay's own tool reads these cells as blank. docs/wire/statements §9.4. */
const nulls: readonly Buffer[] = [Buffer.from('null'), Buffer.from('None')];

function emptyNulls(cursor: RowCursor): void {
  const { starts, ends, count } = cursor;
  for (let index = 0; index < count; index++) {
    const start = starts[index] as number;
    if ((ends[index] as number) - start !== 4) continue;
    for (const printed of nulls) if (isCell(cursor, index, printed)) ends[index] = start;
  }
}

function expectedShape({ fault, count }: RowCursor, columns: number): string {
  if (fault === 'quote') return 'quotes in pairs around a whole cell, by RFC 4180';
  if (fault === 'long') return 'a line within the limit; lineBytesMax sets it';
  if (fault === 'control') return 'no control characters';
  return `${columns} cells, as the column line has; the row has ${fault === 'cells' ? 'over 512' : count}`;
}

/** The column without a name that AlipayHK prints fifth: accepted only where it brings a currency under `Currency`. */
function dropFifthCell(cursor: RowCursor, { columns }: Opening): boolean {
  const { starts, ends, bytes, count } = cursor;
  const place = columns.places.currency;
  if (count !== columns.names.length + 1 || place < 4 || starts[4] !== ends[4]) return false;
  const currency = readCurrencyCell(bytes, starts[place + 1] as number, ends[place + 1] as number);
  if (currency === undefined) return false;
  starts.copyWithin(4, 5, count);
  ends.copyWithin(4, 5, count);
  cursor.count--;
  return true;
}

function isEmptyFrom({ starts, ends, count }: RowCursor, from: number): boolean {
  for (let index = from; index < count; index++) if (starts[index] !== ends[index]) return false;
  return true;
}
