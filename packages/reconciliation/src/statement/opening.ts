import { type ColumnPlan, planColumns } from './column-plan.ts';
import type { Delimiter } from './delimiter.ts';
import type { StatementName } from './file-name.ts';
import type { Layout } from './layout.ts';
import { isPreamble, type Preamble, readPreamble } from './preamble.ts';
import { chooseLayout, delimiterOf, recogniseColumns } from './recognise.ts';
import { type LineWindow, RowCursor } from './row-cursor.ts';
import { rowsDayOf } from './row-day.ts';
import { shownColumns } from './shown-columns.ts';

/** The beginning of a file: what its first lines say about the rest. */
export interface Opening {
  readonly layout: Layout;
  readonly columns: ColumnPlan;
  /** `undefined` where there is none or it is damaged. */
  readonly preamble: Preamble | undefined;
  readonly hasPreambleLine: boolean;
  /** The day that all rows must have, as `YYYY-MM-DD`. */
  readonly rowsDay: string | undefined;
  /** How many rows come before the records. */
  readonly rowsBefore: number;
  readonly columnLine: number;
  readonly delimiter: Delimiter;
}

/** An opening, or why there is none: the file is empty, or no layout has such a column line. */
export type OpeningResult = Opening | 'empty' | { readonly columnLine: string };

/** Reads the first lines of the first block, without moving the window. */
export function readOpening(
  window: LineWindow,
  name: StatementName | undefined,
  recordBytesMax: number,
): OpeningResult {
  const text = window.bytes.toString(
    'utf8',
    window.start,
    Math.min(window.end, window.start + 2 * recordBytesMax),
  );
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first] = lines;
  if (first === undefined) return 'empty';
  const hasPreambleLine = isPreamble(first);
  const columnLine = hasPreambleLine ? lines[1] : first;
  if (columnLine === undefined) return 'empty';
  const delimiter = delimiterOf(columnLine);
  const cursor = new RowCursor({ ...viewOf(window), isLast: true }, delimiter, recordBytesMax);
  const rowsBefore = hasPreambleLine ? 2 : 1;
  for (let row = 0; row < rowsBefore; row++) cursor.advance();
  const names = cellsOf(cursor);
  if (names.at(-1) === '') names.pop();
  const columnLineNumber = cursor.line;
  const candidates = cursor.fault === undefined ? recogniseColumns(names, delimiter, name) : [];
  const layout = chooseLayout(candidates, firstRowOf(cursor, names, candidates[0]));
  if (layout === undefined) return { columnLine: shownColumns(columnLine, delimiter) };
  const preamble = hasPreambleLine ? readPreamble(first) : undefined;
  return {
    layout,
    columns: planColumns(names, layout),
    preamble,
    hasPreambleLine,
    rowsDay: rowsDayOf(layout, preamble, name),
    rowsBefore,
    columnLine: columnLineNumber,
    delimiter,
  };
}

function viewOf({ bytes, start, end }: LineWindow): Omit<LineWindow, 'isLast'> {
  return { bytes, start, end };
}

function cellsOf({ bytes, starts, ends, count }: RowCursor): string[] {
  return Array.from({ length: count }, (_, index) => bytes.toString('utf8', starts[index], ends[index]));
}

function firstRowOf(
  cursor: RowCursor,
  names: readonly string[],
  layout: Layout | undefined,
): Parameters<typeof chooseLayout>[1] {
  if (layout === undefined || !cursor.advance() || cursor.count < names.length) return undefined;
  const { places } = planColumns(names, layout);
  const cells = cellsOf(cursor);
  // One value more than names: the empty fifth column of AlipayHK comes before both.
  const shift = cells.length > names.length && cells[4] === '' ? 1 : 0;
  const status = cells[places.status + shift] ?? '';
  return { type: cells[places.type + shift] ?? '', isSettled: /^(?:l|settled)$/i.test(status) };
}
