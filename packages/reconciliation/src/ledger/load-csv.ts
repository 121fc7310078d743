import { resolve } from 'node:path';
import { readCsvHeader } from './csv-header.ts';
import { csvRows, loadCsvSql } from './csv-sql.ts';
import { findCsvFaults } from './find-csv-faults.ts';
import { LedgerFaults, unreadableLedger } from './ledger-faults.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { LedgerTarget } from './ledger-target.ts';
import { repeatedIds } from './repeated-ids.ts';

type PathOf = Extract<LedgerSource, { kind: 'csv' }>['pathOf'];

/** Loads the rows of a day from a CSV file: the engine reads and checks it, and only a file with faults is read again by line. */
export async function loadCsv(target: LedgerTarget, pathOf: PathOf): Promise<void> {
  const { connection, day, signal } = target;
  const path = pathFor(day, pathOf);
  const faults = new LedgerFaults();
  const columns = await readCsvHeader(path, faults).catch((error: unknown) => {
    throw unreadableLedger(day, 'the CSV file cannot be opened', error);
  });
  if (columns === undefined) return faults.refuse(day);
  signal?.throwIfAborted();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const { rowsChanged } = await connection.run(loadCsvSql(csvRows(path, columns), target));
    target.onRows?.(rowsChanged);
  } catch (error) {
    signal?.throwIfAborted();
    await findCsvFaults(target, { path, columns, repeated: [], failure: error }, faults);
    return faults.refuse(day);
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
  signal?.throwIfAborted();
  const repeated = await repeatedIds(target);
  if (repeated.length > 0)
    await findCsvFaults(target, { path, columns, repeated, failure: undefined }, faults);
  faults.refuse(day);
}

function pathFor(day: string, pathOf: PathOf): string {
  try {
    // Absolute, so that the engine takes it for no address.
    return resolve(pathOf(day));
  } catch (error) {
    throw unreadableLedger(day, 'no CSV file was named', error);
  }
}
