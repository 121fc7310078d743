import type { DuckDBConnection } from '@duckdb/node-api';
import { startOfDay } from '../fetch/calendar-day.ts';
import type { SideCounts } from './assert-written.ts';
import type { BatchAccount } from './batch-account.ts';
import { readSql, runSql } from './run-sql.ts';

/* `payout` for a batch with the sum of its files; `received` for what the bank has recorded, `settled_ms` being the day that is given with it. */
const table = `create table batch_accounts (
  side varchar not null,
  day varchar not null,
  batch_id varchar not null,
  net_currency varchar not null,
  net bigint,
  settled_ms bigint
)`;

/** Batches as a file of carried rows has them. */
export const carriedBatches = 'select * from batch_accounts order by all';

const settledDay = `strftime(make_timestamp((settled_ms + 28800000) * 1000), '%Y-%m-%d')`;
const readBatches = `select side, day, batch_id as "batchId", net_currency as currency, net as value, ${settledDay} as settled
from carried where side in ('payout', 'received') order by side, day, batch_id, net_currency, settled_ms`;

interface BatchRow extends Pick<BatchAccount, 'day' | 'batchId' | 'currency'> {
  readonly side: 'payout' | 'received';
  readonly value: bigint | null;
  readonly settled: string | null;
}

/** Reads the batches of a file of carried rows, which is in the table `carried`. */
export async function loadBatches(connection: DuckDBConnection): Promise<readonly BatchAccount[]> {
  const accounts = new Map<string, BatchAccount & { readonly received: Map<string, bigint> }>();
  for (const { side, day, batchId, currency, value, settled } of await readSql<BatchRow>(
    connection,
    readBatches,
  )) {
    const key = JSON.stringify([day, batchId, currency]);
    if (side === 'received') accounts.get(key)?.received.set(settled ?? day, value ?? 0n);
    else {
      const settledOn = value === null ? undefined : (settled ?? day);
      accounts.set(key, {
        ...{ day, batchId, currency, total: value ?? undefined, settledOn },
        received: new Map(),
      });
    }
  }
  return [...accounts.values()];
}

/** Stores batches for the file of carried rows. */
export async function storeBatches(
  connection: DuckDBConnection,
  accounts: readonly BatchAccount[],
): Promise<void> {
  await runSql(connection, table);
  const appender = await connection.createAppender('batch_accounts');
  const append = (side: string, account: BatchAccount, net: bigint | undefined, settled?: string): void => {
    for (const text of [side, account.day, account.batchId, account.currency]) appender.appendVarchar(text);
    if (net === undefined) appender.appendNull();
    else appender.appendBigInt(net);
    if (settled === undefined) appender.appendNull();
    else appender.appendBigInt(BigInt(startOfDay(settled)));
    appender.endRow();
  };
  for (const account of accounts) {
    append('payout', account, account.total, account.settledOn);
    for (const [day, value] of account.received) append('received', account, value, day);
  }
  appender.closeSync();
}

/** How many rows of a file of carried rows batches are. */
export function countBatches(accounts: readonly BatchAccount[]): SideCounts {
  const received = accounts.reduce((count, account) => count + account.received.size, 0);
  return { payout: accounts.length, received };
}
