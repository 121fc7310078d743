import type { Money } from '../payments/money.ts';
import { sumOf } from './amount-print.ts';
import type { StatementRow } from './statement-row.ts';

/** Sums over the rows of one type in a batch, or over all of them. */
export interface SummaryLine {
  readonly type: string;
  readonly count: number;
  readonly net: Money;
  readonly fee: Money;
  readonly first: StatementRow;
}

const kinds = ['payment', 'refund', 'cancel'] as const;

/** A line for each type that occurs, without the total. */
export function summaryLines(rows: readonly StatementRow[]): readonly SummaryLine[] {
  return kinds.flatMap((kind) =>
    lineOver(
      kind.toUpperCase(),
      rows.filter((row) => row.kind === kind),
    ),
  );
}

/** The line over all rows; none when there are no rows. */
export function totalLine(rows: readonly StatementRow[]): readonly SummaryLine[] {
  return lineOver('TOTAL', rows);
}

function lineOver(type: string, rows: readonly StatementRow[]): readonly SummaryLine[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { currency } = first.net;
  const net = sumOf(
    currency,
    rows.map((row) => row.net),
  );
  const fee = sumOf(
    currency,
    rows.map((row) => row.fee),
  );
  return [{ type, count: rows.length, net, fee, first }];
}
