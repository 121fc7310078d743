import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { wrongPlace } from './file-fault.ts';

/** Opens a plain file of ours; a link in its place is refused. */
export async function openPlainFile(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NOFOLLOW);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw wrongPlace(path, 'file');
}

/** Takes the first bytes of a file into a hash. Resolves with their number, which is less where the file is shorter. */
export async function hashPrefix(file: FileHandle, bytes: number, hash: Hash): Promise<number> {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  let position = 0;
  while (position < bytes) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, bytes - position), position);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return position;
}

/** SHA-256 of a plain file, in hex, and its size. */
export async function hashFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const file = await openPlainFile(path, constants.O_RDONLY);
  try {
    const hash = createHash('sha256');
    const bytes = await hashPrefix(file, Number.POSITIVE_INFINITY, hash);
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await file.close();
  }
}
