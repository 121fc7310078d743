import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReconciliationError } from '@alipay-intl/core/errors';
import { type LedgerRecord, ledgerFromCsv } from '@alipay-intl/reconciliation/match';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { type LoadedLedger, loadLedger } from '../../src/ledger/load-ledger.ts';
import { ledgerTable } from '../../src/match/tables.ts';

export const day = '2026-11-20';
/** The first instant of the day in UTC+8. */
export const dayMs: number = Date.UTC(2026, 10, 19, 16);
/** Some time after the day. */
export const nowMs: number = dayMs + 2 * 86_400_000;

export const header =
  'kind,ownId,providerId,originalOwnId,originalProviderId,status,currency,amount,occurredAt';

/** A database with the table of own books. */
export async function openBooks(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  await connection.run(ledgerTable);
  return connection;
}

/** The rows that were loaded, by kind and own id. */
export async function rowsOf(connection: DuckDBConnection): Promise<readonly Record<string, unknown>[]> {
  const rows = await connection.runAndReadAll('select * from ledger_rows order by kind, own_id, row_id');
  return rows.getRowObjectsJS();
}

/** A file of a test; gone at its end. */
export function writeCsv(content: string | Uint8Array, name = 'books.csv'): string {
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-books-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export function loadCsvFile(connection: DuckDBConnection, path: string): Promise<LoadedLedger> {
  return loadLedger(
    connection,
    ledgerFromCsv(() => path),
    day,
    { nowMs },
  );
}

export function payment(ownId: string, changes: Partial<LedgerRecord> = {}): LedgerRecord {
  const amount = { currency: 'USD', value: '1999' };
  return { kind: 'payment', ownId, status: 'succeeded', amount, occurredAtMs: dayMs, ...changes };
}

/** Places and messages of a refusal. */
export async function issuesOf(loading: Promise<unknown>): Promise<readonly string[]> {
  try {
    await loading;
  } catch (error) {
    const { code, issues } = error as ReconciliationError;
    if (code !== 'ERR_LEDGER_INVALID') throw error;
    return issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}
