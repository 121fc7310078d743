import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ReconciliationError } from '@alipay-intl/core/errors';
import type { DayEntry } from '@alipay-intl/reconciliation/match';
import { fileNotWritten } from './file-not-written.ts';
import { fileMode, placeWhole } from './write-whole.ts';

/** A day in the folder of a warehouse. `same`: it was there already. */
export interface ExportedDay {
  readonly merchant: string;
  readonly day: string;
  readonly run: number;
  readonly kind: 'written' | 'same';
  readonly path: string;
  readonly sha256: string;
}

/**
 * Puts the rows of the run of a day that counts into the folder of a warehouse, in the place of those of an earlier run. The file is a
 * hard link where the disk is the same, else a copy; it appears whole or not at all.
 *
 * @throws ReconciliationError `ERR_CARRIED_ROWS` where the rows are not there, or are not those that were written.
 * @throws FetchError `ERR_FILE_WRITE` for the disk.
 */
export async function exportDay(
  { merchant, day, run, rows }: DayEntry,
  rowsFolder: string,
  to: string,
  signal: AbortSignal,
): Promise<ExportedDay> {
  const path = join(to, `merchant=${merchant}`, `day=${day}`, 'rows.parquet');
  const told = { merchant, day, run, path, sha256: rows.sha256 };
  const there = await digestOf(path, signal, (cause) => fileNotWritten(path, cause));
  if (there === rows.sha256) return { ...told, kind: 'same' };
  const source = join(rowsFolder, rows.path);
  const otherRowsOf = (cause?: unknown): ReconciliationError => otherRows(source, { merchant, day }, cause);
  if ((await digestOf(source, signal, otherRowsOf)) !== rows.sha256) throw otherRowsOf();
  await placeWhole(path, (beside) => linkOrCopy(source, beside));
  return { ...told, kind: 'written' };
}

/** SHA-256 of a file, or `undefined` where there is none. Throws what `toldAs` makes of a fault of the disk. */
async function digestOf(
  path: string,
  signal: AbortSignal,
  toldAs: (cause: unknown) => Error,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Uint8Array);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw signal.aborted ? error : toldAs(error);
  }
  return hash.digest('hex');
}

/** A link, where the disk is the same and the file our own, else a copy. */
async function linkOrCopy(source: string, to: string): Promise<void> {
  try {
    await link(source, to);
    await chmod(to, fileMode);
  } catch {
    // Another disk, one without hard links, or somebody else's file.
    await rm(to, { force: true });
    await copyFile(source, to, constants.COPYFILE_EXCL);
    await chmod(to, fileMode);
  }
}

function otherRows(
  path: string,
  { merchant, day }: Pick<DayEntry, 'merchant' | 'day'>,
  cause: unknown,
): ReconciliationError {
  return new ReconciliationError('ERR_CARRIED_ROWS', {
    what: `The rows of ${merchant} of ${day} are not there, or not those that were written: ${path}.`,
    money: 'Nothing of this day was exported.',
    next: 'Bring the folder of the rows back from a copy, or reconcile the day again.',
    cause,
  });
}
