import { constants } from 'node:fs';
import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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
const leftoverMs = 24 * 3_600_000;

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
 * The part to receive a file into: one that was left behind for the very same file, or a new one. Removes what others left behind
 * more than a day ago, by the clock of the disk.
 *
 * @throws FetchError `ERR_FILE_WRITE`.
 */
export async function findPart(folder: string, name: string, origin: PartOrigin): Promise<PartFile> {
  const fresh = await PartFile.create(folder, name);
  const diskNowMs = (await stat(fresh.path)).mtimeMs;
  for (const entry of await readdir(folder)) {
    const parts = partName.exec(entry)?.groups;
    if (parts === undefined) continue;
    const path = join(folder, entry);
    if (path === fresh.path) continue;
    if (parts['kind'] === 'note' && parts['name'] === name) {
      const left = await takeUp(path, origin);
      if (left !== undefined) {
        await fresh.discard();
        return left;
      }
    }
    await removeLeftover(path, diskNowMs);
  }
  return fresh;
}

/** Takes a part by its note. Only one of several processes can remove the note, and that one gets the part. */
async function takeUp(notePath: string, origin: PartOrigin): Promise<PartFile | undefined> {
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

async function removeLeftover(path: string, diskNowMs: number): Promise<void> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: diskNowMs }));
  if (diskNowMs - mtimeMs > leftoverMs) await rm(path, { force: true }).catch(() => undefined);
}
