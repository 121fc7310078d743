import type { DuckDBConnection } from '@duckdb/node-api';
import type { CurrencyTotals, HourVolume } from './day-result.ts';
import type { DayShape } from './day-shape.ts';
import { readSql } from './run-sql.ts';

const totals = `select currency, sum(ledger) as ledger, sum(transactions) as transactions, sum(settled_gross) as settled_gross,
  sum(fee) as fee, sum(net) as net
from (
  select currency, sum(gross) as ledger, 0 as transactions, 0 as settled_gross, 0 as fee, 0 as net
  from ledger_rows where not carried and status = 'succeeded' group by all
  union all
  select currency, 0, sum(gross), 0, 0, 0 from transaction_rows
  where not carried and kind not in ('authorization', 'total', 'failed') group by all
  union all
  select currency, 0, 0, sum(gross), 0, 0 from settlement_rows
  where not carried and kind not in ('authorization', 'total', 'failed') group by all
  union all
  select net_currency, 0, 0, 0, sum(fee), sum(net) from settlement_rows
  where not carried and kind not in ('authorization', 'total', 'failed') group by all
) where currency is not null group by all order by currency`;

const hours = `select ((occurred_ms + 28800000) // 3600000 % 24)::integer as hour, currency,
  count(*) filter (kind = 'payment') as payments, count(*) filter (kind = 'refund') as refunds,
  sum(gross) filter (kind = 'payment') as paid, sum(gross) filter (kind = 'refund') as refunded
from transaction_rows
where not carried and kind in ('payment', 'refund') and occurred_ms is not null and currency is not null
group by all order by all`;

const pairCounts = `select rule, count(*) as pairs from (select rule from pairs union all select rule from settled) group by all order by rule`;

const shiftedCount = `select count(*) as pairs
from pairs join ledger_rows l on l.row_id = ledger_row join transaction_rows t on t.row_id = transaction_row where l.day <> t.day`;

interface TotalRow {
  readonly currency: string;
  readonly ledger: bigint | null;
  readonly transactions: bigint | null;
  readonly settled_gross: bigint | null;
  readonly fee: bigint | null;
  readonly net: bigint | null;
}

/** Totals that a reader of the report looks for first. */
export async function readTotals(connection: DuckDBConnection): Promise<readonly CurrencyTotals[]> {
  const rows = await readSql<TotalRow>(connection, totals);
  return rows.map(({ currency, ledger, transactions, settled_gross, fee, net }) => ({
    currency,
    ledger: ledger ?? 0n,
    transactions: transactions ?? 0n,
    settledGross: settled_gross ?? 0n,
    fee: fee ?? 0n,
    net: net ?? 0n,
  }));
}

interface HourRow {
  readonly hour: number;
  readonly currency: string;
  readonly payments: bigint;
  readonly refunds: bigint;
  readonly paid: bigint | null;
  readonly refunded: bigint | null;
}

/** Payments and refunds of the transaction files by the hour in UTC+8. */
export async function readHours(connection: DuckDBConnection): Promise<readonly HourVolume[]> {
  const rows = await readSql<HourRow>(connection, hours);
  return rows.map(({ hour, currency, payments, refunds, paid, refunded }) => ({
    ...{ hour, currency, payments: Number(payments), refunds: Number(refunds) },
    paid: paid ?? 0n,
    refunded: refunded ?? 0n,
  }));
}

/** How pairs were found. */
export async function readPairs(
  connection: DuckDBConnection,
  { hasCarried }: DayShape,
  withinTolerance: number,
): Promise<Readonly<Record<string, number>>> {
  const rows = await readSql<{ rule: string; pairs: bigint }>(connection, pairCounts);
  // Rows of one day only can be on both sides of midnight where some were carried.
  const [shifted] = hasCarried ? await readSql<{ pairs: bigint }>(connection, shiftedCount) : [];
  const others = { 'timing-shifted': Number(shifted?.pairs ?? 0n), 'within-tolerance': withinTolerance };
  return Object.fromEntries([
    ...rows.map(({ rule, pairs }) => [rule, Number(pairs)] as const),
    ...Object.entries(others).filter(([, count]) => count > 0),
  ]);
}
