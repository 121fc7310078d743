import { isAlipayError } from '@alipay-intl/core/errors';
import { checkLedgerRecord } from './check-ledger-record.ts';
import { ledgerChunk, type NumberedRecord } from './ledger-chunk.ts';
import { LedgerFaults, unreadableLedger } from './ledger-faults.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { LedgerTarget } from './ledger-target.ts';
import { repeatedIds } from './repeated-ids.ts';
import { shownValue } from './shown-value.ts';

type ReadRecords = Extract<LedgerSource, { kind: 'records' }>['read'];

const batchRows = 2_048;

/** Loads records one batch after the other; those that cannot be right are left out, and then all of it is refused. */
export async function loadRecords(target: LedgerTarget, read: ReadRecords): Promise<void> {
  const { connection, day, firstId } = target;
  const faults = new LedgerFaults();
  const appender = await connection.createAppender('ledger_rows');
  let rows = 0;
  try {
    for await (const batch of batchesOf(target, read)) {
      const sound: NumberedRecord[] = [];
      for (const record of batch) {
        if (isSound(target, faults, record, rows)) sound.push({ record, rowId: firstId + rows });
        rows += 1;
      }
      if (sound.length > 0) appender.appendDataChunk(ledgerChunk(day, sound));
      target.onRows?.(rows);
    }
  } finally {
    appender.closeSync();
  }
  for (const { kind, ownId, rowIds } of await repeatedIds(target)) {
    const [first = firstId, ...others] = rowIds;
    for (const rowId of others) {
      const message = `the ${kind} ${shownValue(ownId)} is in records[${first - firstId}] already`;
      faults.add(`records[${rowId - firstId}]`, { path: 'ownId', message });
    }
  }
  faults.refuse(day);
}

async function* batchesOf(target: LedgerTarget, read: ReadRecords): AsyncGenerator<readonly unknown[]> {
  let batch: unknown[] = [];
  try {
    for await (const record of read(target.window)) {
      batch.push(record);
      if (batch.length < batchRows) continue;
      target.signal?.throwIfAborted();
      yield batch;
      batch = [];
    }
  } catch (error) {
    target.signal?.throwIfAborted();
    throw isOwnVerdict(error) ? error : unreadableLedger(target.day, 'what reads them threw', error);
  }
  if (batch.length > 0) yield batch;
}

/** What a source of this library has found out itself. */
function isOwnVerdict(error: unknown): boolean {
  return isAlipayError(error) && error.code.startsWith('ERR_LEDGER_');
}

function isSound(
  { nowMs, window }: LedgerTarget,
  faults: LedgerFaults,
  record: unknown,
  index: number,
): record is LedgerRecord {
  const issues = checkLedgerRecord(record, nowMs);
  for (const issue of issues) faults.add(`records[${index}]`, issue);
  if (issues.length > 0) return false;
  const { occurredAtMs } = record as LedgerRecord;
  if (occurredAtMs >= window.fromMs && occurredAtMs < window.toMs) return true;
  const message = `${new Date(occurredAtMs).toISOString()} is outside of the window that was asked for`;
  faults.add(`records[${index}]`, { path: 'occurredAtMs', message });
  return false;
}
