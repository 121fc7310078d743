import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayBalances, Disposition, RowSum, SideBalance } from './day-result.ts';
import { readSql } from './run-sql.ts';

interface SumRow {
  readonly carried: boolean;
  readonly disposition: Disposition;
  readonly currency: string | null;
  readonly rows: bigint;
  readonly money: bigint | null;
}

interface SideSource {
  readonly rows: string;
  readonly fates: string;
  readonly currency: 'currency' | 'net_currency';
  readonly money: 'gross' | 'net';
}

const sides: Readonly<Record<keyof DayBalances, SideSource>> = {
  ledger: { rows: 'ledger_rows', fates: 'ledger_fates', currency: 'currency', money: 'gross' },
  transactions: {
    rows: 'transaction_rows',
    fates: 'transaction_fates',
    currency: 'currency',
    money: 'gross',
  },
  unsettled: { rows: 'awaiting', fates: 'awaiting_fates', currency: 'currency', money: 'gross' },
  settlements: { rows: 'settlement_rows', fates: 'settlement_fates', currency: 'net_currency', money: 'net' },
};

/** Adds up what went in and what became of it, by two queries that share no join, for each side. */
export async function readBalances(connection: DuckDBConnection): Promise<DayBalances> {
  return {
    ledger: await readSide(connection, sides.ledger),
    transactions: await readSide(connection, sides.transactions),
    unsettled: await readSide(connection, sides.unsettled),
    settlements: await readSide(connection, sides.settlements),
  };
}

async function readSide(connection: DuckDBConnection, side: SideSource): Promise<SideBalance> {
  const { rows, fates, currency, money } = side;
  const came = await readSql<Omit<SumRow, 'disposition'>>(
    connection,
    `select carried, ${currency} as currency, count(*) as rows, sum(${money}) as money from ${rows} group by all order by all`,
  );
  const went = await readSql<Omit<SumRow, 'carried'>>(
    connection,
    `select disposition, ${currency} as currency, count(*) as rows, sum(${money}) as money
from ${rows} join ${fates} using (row_id) group by all order by all`,
  );
  const dispositions = [...new Set(went.map(({ disposition }) => disposition))];
  return {
    added: sumOf(came.filter(({ carried }) => !carried)),
    carriedIn: sumOf(came.filter(({ carried }) => carried)),
    by: Object.fromEntries(
      dispositions.map((one) => [one, sumOf(went.filter(({ disposition }) => disposition === one))]),
    ),
  };
}

/** Sums of rows by currency; rows without money count as rows. */
function sumOf(
  parts: readonly {
    readonly rows: bigint;
    readonly currency: string | null;
    readonly money: bigint | null;
  }[],
): RowSum {
  const money: Record<string, bigint> = {};
  for (const part of parts) {
    if (part.currency !== null && part.money !== null)
      money[part.currency] = (money[part.currency] ?? 0n) + part.money;
  }
  return { rows: Number(parts.reduce((sum, part) => sum + part.rows, 0n)), money };
}
