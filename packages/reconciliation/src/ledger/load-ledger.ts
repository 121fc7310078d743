import { hash } from 'node:crypto';
import { OptionError } from '@alipay-intl/core/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays, isCalendarDay, startOfDay } from '../fetch/calendar-day.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { LedgerLoading, LedgerTarget } from './ledger-target.ts';
import { loadCsv } from './load-csv.ts';
import { loadRecords } from './load-records.ts';

/** Own books that were loaded. */
export interface LoadedLedger {
  readonly rows: number;
  /** Over the rows, whatever their order. */
  readonly sha256: string;
}

/**
 * Loads one day of UTC+8 of a merchant's own books into the table `ledger_rows`, which must be there: all of the day, or nothing.
 *
 * @throws ReconciliationError `ERR_LEDGER_INVALID` with everything that cannot be right; `ERR_LEDGER_UNREADABLE`.
 * @throws OptionError `ERR_OPTION_INVALID` for a day that is none.
 */
export async function loadLedger(
  connection: DuckDBConnection,
  source: LedgerSource,
  day: string,
  options: LedgerLoading,
): Promise<LoadedLedger> {
  if (!isCalendarDay(day)) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The day of own books is not a day of the calendar.',
      next: 'Pass it as YYYY-MM-DD.',
    });
  }
  options.signal?.throwIfAborted();
  const window = { fromMs: startOfDay(day), toMs: startOfDay(addDays(day, 1)) };
  // Carried rows have ids below zero.
  const firstId = await numberOf(
    connection,
    'select greatest(coalesce(max(row_id) + 1, 0), 0) from ledger_rows',
  );
  const target: LedgerTarget = { ...options, connection, day, window, firstId };
  try {
    if (source.kind === 'csv') await loadCsv(target, source.pathOf);
    else await loadRecords(target, source.read);
  } catch (error) {
    await connection.run(`delete from ledger_rows where row_id >= ${firstId}`);
    throw error;
  }
  return await digestOf(connection, firstId);
}

/**
 * The sum of digests does not depend on the order of the rows, and needs neither sorting nor memory. It tells that books have
 * changed; it does not withstand somebody who makes up rows until the sum fits.
 */
async function digestOf(connection: DuckDBConnection, firstId: number): Promise<LoadedLedger> {
  const result = await connection.runAndReadAll(`
    select count(*)::varchar, coalesce(sum(md5_number_lower(concat(
      kind, chr(31), own_id, chr(31), provider_id, chr(31), original_own_id, chr(31), original_provider_id, chr(31),
      status, chr(31), currency, chr(31), gross, chr(31), occurred_ms
    ))), 0)::varchar
    from ledger_rows where row_id >= ${firstId}`);
  const [rows = '0', sum = '0'] = (result.getRowsJson()[0] ?? []).map(String);
  return { rows: Number(rows), sha256: hash('sha256', `ledger-1 ${rows} ${sum}`, 'hex') };
}

async function numberOf(connection: DuckDBConnection, sql: string): Promise<number> {
  const result = await connection.runAndReadAll(sql);
  return Number(result.getRows()[0]?.[0]);
}
