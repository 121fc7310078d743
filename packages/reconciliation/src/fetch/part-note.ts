import { constants } from 'node:fs';
import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { retentionDays } from './availability-rules.ts';
import { onDisk } from './file-fault.ts';
import { openPlainFile } from './hash-file.ts';
import { PartFile, partName } from './part-file.ts';

/** Which file of the server a part is of. All of it must agree for a download to go on. */
export interface PartOrigin {
  readonly remotePath: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

const noteSchema = z.strictObject({
  remotePath: z.string(),
  bytes: z.int().nonnegative(),
  modifiedAtMs: z.number(),
  receivedBytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const noteBytesMax = 16_384;
const dayMs = 24 * 3_600_000;
const leftoverMs = dayMs;
const notedMs = retentionDays.lost * dayMs;

/** Leaves a part behind with a note, so that a later download of the same file goes on with it. Never throws. */
export async function leavePart(part: PartFile, origin: PartOrigin): Promise<void> {
  await part.settled();
  const { bytes: receivedBytes } = part;
  if (receivedBytes === 0) return part.discard();
  const note = { ...origin, receivedBytes, sha256: part.sha256() };
  const path = part.path.replace(/part$/, 'note');
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  try {
    await part.close();
    const file = await openPlainFile(path, O_CREAT | O_EXCL | O_WRONLY);
    try {
      await file.chmod(0o600);
      await file.writeFile(JSON.stringify(note));
    } finally {
      await file.close();
    }
  } catch {
    // What cannot be taken up again is fetched again from its beginning.
    await rm(path, { force: true }).catch(() => undefined);
    await part.discard();
  }
}

/**
 * The notes that parts were left behind with in a folder, by the name of the file. What was left without one more than a day ago is
 * removed, and what has one when the server no longer keeps the file; by the clock of the disk.
 *
 * @throws FetchError `ERR_FILE_WRITE`.
 */
export async function findNotes(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const entries = (await onDisk(folder, () => readdir(folder))).filter((entry) => partName.test(entry));
  const notes = new Map<string, string[]>();
  if (entries.length === 0) return notes;
  const diskNowMs = await diskTime(folder);
  const all = new Set(entries);
  for (const entry of entries) {
    const { name = '', kind } = partName.exec(entry)?.groups ?? {};
    const path = join(folder, entry);
    if (kind === 'note') notes.set(name, [...(notes.get(name) ?? []), path]);
    const isNoted = kind === 'note' || all.has(entry.replace(/part$/, 'note'));
    await removeLeftover(path, diskNowMs - (isNoted ? notedMs : leftoverMs));
  }
  return notes;
}

/** What the disk says that it is now. */
async function diskTime(folder: string): Promise<number> {
  const probe = await PartFile.create(folder, 'time');
  const { mtimeMs } = await onDisk(probe.path, () => stat(probe.path));
  await probe.discard();
  return mtimeMs;
}

/** Takes a part by its note. Only one of several processes can remove the note, and that one gets the part. */
export async function takeUp(notePath: string, origin: PartOrigin): Promise<PartFile | undefined> {
  try {
    const note = await readNote(notePath);
    const isSame =
      note?.remotePath === origin.remotePath &&
      note.bytes === origin.bytes &&
      note.modifiedAtMs === origin.modifiedAtMs;
    const partPath = notePath.replace(/note$/, 'part');
    await unlink(notePath);
    if (note !== undefined && isSame) return await PartFile.resume(partPath, note.receivedBytes, note.sha256);
    await rm(partPath, { force: true });
  } catch {
    // Another process was quicker, or the disk fails, which the new part will tell.
  }
  return undefined;
}

async function readNote(path: string): Promise<z.infer<typeof noteSchema> | undefined> {
  const file = await openPlainFile(path, constants.O_RDONLY);
  try {
    if ((await file.stat()).size > noteBytesMax) return undefined;
    return noteSchema.safeParse(parsed(await file.readFile('utf8'))).data;
  } finally {
    await file.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function removeLeftover(path: string, beforeMs: number): Promise<void> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: beforeMs }));
  if (mtimeMs < beforeMs) await rm(path, { force: true }).catch(() => undefined);
}
