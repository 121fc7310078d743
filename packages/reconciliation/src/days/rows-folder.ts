import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ReconciliationError } from '@alipay-intl/core/errors';
import { codeOf } from '../fetch/fetch-fault.ts';
import { syncFolder } from '../fetch/folder-sync.ts';
import { hashFile } from '../fetch/hash-file.ts';
import type { CarriedRows } from '../match/match-day.ts';

// A name that nobody else uses: the folder may be one that others share, such as /tmp.
const workPrefix = 'alipay-intl-work-';
const leftoverMs = 24 * 3_600_000;
/** Of a file that is copied from another disk at this moment. */
const partSuffix = '.part';

/** A folder for one run, which ends with it. What a killed run has left is removed after a day. */
export async function makeWorkFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, workPrefix));
  const { mtimeMs: diskNowMs } = await stat(folder);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(workPrefix)) continue;
    const path = join(parent, name);
    if (await isLeftover(path, diskNowMs)) await rm(path, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The folder of a day below the folder of the rows, with `/`. Not `day=…`, which readers of Parquet take for a column, and carried rows
 * are of other days.
 */
export function dayFolder(merchant: string, day: string): string {
  return `merchant-${encodeURIComponent(merchant)}/${day}`;
}

/** Where a file that the book refers to is on this machine. */
export function localRows(rowsFolder: string, { path, sha256 }: CarriedRows): CarriedRows {
  return { path: join(rowsFolder, ...path.split('/')), sha256 };
}

/**
 * Brings a file that a match left to its place, whole and durable, under a name that no other run has, so that nothing is ever
 * overwritten.
 *
 * @returns where it is below the folder of the rows.
 */
export async function placeRows(rowsFolder: string, folder: string, rows: CarriedRows): Promise<CarriedRows> {
  const target = join(rowsFolder, ...folder.split('/'));
  await mkdir(target, { recursive: true, mode: 0o700 });
  const name = `${basename(rows.path, '.parquet')}-${randomUUID().slice(0, 8)}.parquet`;
  await moveFile(rows.path, join(target, name));
  await syncFolder(target);
  return { path: `${folder}/${name}`, sha256: rows.sha256 };
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    await copyAcross(from, to);
  }
}

async function copyAcross(from: string, to: string): Promise<void> {
  const part = `${to}${partSuffix}`;
  await copyFile(from, part);
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, to);
}

/**
 * Writes a file of the run that counts anew where it is lost or damaged, from a run with the same inputs.
 *
 * @throws ReconciliationError `ERR_CARRIED_ROWS` where the same inputs gave other bytes, as another version of the engine may write.
 */
export async function restoreRows(
  rowsFolder: string,
  recorded: CarriedRows,
  fresh: CarriedRows,
): Promise<void> {
  const { path, sha256 } = localRows(rowsFolder, recorded);
  const found = await hashFile(path).catch(() => undefined);
  if (found?.sha256 === sha256) return;
  if (fresh.sha256 !== sha256) throw notRestored(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await moveFile(fresh.path, path);
  await syncFolder(dirname(path));
}

function notRestored(path: string): ReconciliationError {
  return new ReconciliationError('ERR_CARRIED_ROWS', {
    what: `The rows ${path} are lost, and comparing the day again does not give the same bytes.`,
    money: 'The result of the day stands; days behind it cannot be compared without these rows.',
    next: 'Bring the file back from a copy, or run the day with the version of the library that wrote it.',
  });
}

/**
 * The files of a day as they are now, below the folder of the rows. What another run is copying at this moment is none of them; what a
 * killed one has left of a copy is, after a day.
 */
export async function listRows(rowsFolder: string, folder: string): Promise<readonly string[]> {
  const local = join(rowsFolder, ...folder.split('/'));
  const { mtimeMs: diskNowMs } = await stat(local);
  const paths: string[] = [];
  for (const name of await readdir(local)) {
    if (!name.endsWith(partSuffix) || (await isLeftover(join(local, name), diskNowMs)))
      paths.push(`${folder}/${name}`);
  }
  return paths;
}

/** By the clock of the disk: by one that is ahead of it, everything would be old, also what belongs to runs under way. */
async function isLeftover(path: string, diskNowMs: number): Promise<boolean> {
  // Another process may have removed it in between.
  const changedAtMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? diskNowMs;
  return diskNowMs - changedAtMs > leftoverMs;
}

/** Removes files of runs that do not count. */
export async function removeRows(rowsFolder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(rowsFolder, ...path.split('/')), { force: true });
}
