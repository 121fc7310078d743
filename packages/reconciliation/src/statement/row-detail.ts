import { hideBuyerData } from './buyer-data.ts';
import type { Opening } from './opening.ts';
import { RowCursor } from './row-cursor.ts';
import { RowMoney } from './row-money.ts';
import { type RowPlan, RowReader } from './row-reader.ts';
import { alignRow } from './row-shape.ts';
import type { StatementFee } from './statement-fee.ts';

/** What a record reads only when asked. Amounts are in the smallest unit; `NaN` stands for none. */
export interface RowDetail {
  readonly grossCny: number;
  readonly netCny: number;
  readonly distributed: number;
  readonly fees: readonly StatementFee[];
  readonly status: string | undefined;
  readonly rate: string | undefined;
  readonly batchId: string | undefined;
  readonly count: number | undefined;
  readonly remark: string | undefined;
  readonly cells: readonly string[];
  readonly printed: Readonly<Record<string, string>>;
}

/** Makes what reads rows again from their texts, with the same cursor and reader that checked them: one for all records. */
export function createDetailReader(plan: RowPlan, opening: Opening): (text: string) => RowDetail {
  const window = { bytes: Buffer.alloc(0), start: 0, end: 0, isLast: true };
  // The row was within the limit when it was checked.
  const cursor = new RowCursor(window, opening.delimiter, Number.MAX_SAFE_INTEGER);
  const row = new RowReader(plan, cursor);
  const money = new RowMoney(row);
  return (text) => {
    window.bytes = Buffer.from(`${text}\n`, 'utf8');
    window.start = 0;
    window.end = window.bytes.length;
    cursor.advance();
    alignRow(cursor, opening);
    row.read();
    row.readChecked();
    money.take();
    return detailOf(plan, row, money);
  };
}

function detailOf(plan: RowPlan, row: RowReader, money: RowMoney): RowDetail {
  const { places, names } = plan.columns;
  const cells = names.map((_, index) => row.text(index) ?? '');
  const printed: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) printed[name] = cells[index] ?? '';
  hideBuyerData(cells, printed);
  return {
    grossCny: money.grossCny,
    netCny: money.netCny,
    distributed: money.distributed,
    fees: row.fees(),
    status: row.text(places.status),
    rate: row.text(places.rate),
    batchId: row.text(places.batchId),
    count: Number.isNaN(row.count) ? undefined : row.count,
    remark: row.text(places.remark),
    cells,
    printed,
  };
}
