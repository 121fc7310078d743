import { createHash, type Hash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault, onDisk } from './file-fault.ts';
import { hashPrefix, openPlainFile } from './hash-file.ts';

/** Names of unfinished files: hidden, and none that a statement has. */
export const partName: RegExp = /^\.(?<name>.+)\.(?<id>[0-9a-f]{16})\.(?<kind>part|note)$/;

const syncBytes = 16 * 1024 * 1024;

/**
 * A file that is being received. Only its writer knows its name, so two processes never write into the same; it becomes visible
 * by being linked under its real name.
 */
export class PartFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash;
  #bytes: number;
  #writing: Promise<void> = Promise.resolve();
  /** Bytes behind which it was synced, or is. */
  #syncedBytes: number;
  #isSyncing = false;
  #syncing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle, hash: Hash, bytes: number) {
    this.path = path;
    this.#file = file;
    this.#hash = hash;
    this.#bytes = bytes;
    this.#syncedBytes = bytes;
  }

  /** @throws FetchError `ERR_FILE_WRITE`. */
  static async create(folder: string, name: string): Promise<PartFile> {
    const path = join(folder, `.${name}.${randomBytes(8).toString('hex')}.part`);
    const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
    return await onDisk(path, async () => {
      const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, 0o600);
      return new PartFile(path, file, createHash('sha256'), 0);
    });
  }

  /** Takes up an earlier part whose first bytes still have this hash; else it is removed and there is none. */
  static async resume(path: string, bytes: number, sha256: string): Promise<PartFile | undefined> {
    const file = await openPlainFile(path, constants.O_RDWR).catch(() => undefined);
    if (file === undefined) return undefined;
    return await onDisk(path, async () => {
      const hash = createHash('sha256');
      const found = await hashPrefix(file, bytes, hash);
      const part = new PartFile(path, file, hash, bytes);
      if (found === bytes && part.sha256() === sha256) {
        await file.truncate(bytes);
        return part;
      }
      await part.discard();
      return undefined;
    });
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** SHA-256 of the bytes so far, in hex. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** One write at a time. @throws FetchError `ERR_FILE_WRITE`. */
  async write(bytes: Uint8Array): Promise<void> {
    const writing = this.#append(bytes);
    this.#writing = writing.catch(() => undefined);
    await writing;
  }

  /** Resolves when the write that is under way is over, however it ended. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #append(bytes: Uint8Array): Promise<void> {
    const writing = this.#writeAll(bytes);
    // Beside the write, which another thread does. Where that fails, the part is of no use anyway.
    this.#hash.update(bytes);
    await writing;
    this.#bytes += bytes.length;
    this.#syncBehind();
  }

  /** Makes what has come durable while more comes, so that the end of a large file is not waited for. */
  #syncBehind(): void {
    if (this.#isSyncing || this.#bytes - this.#syncedBytes < syncBytes) return;
    this.#isSyncing = true;
    this.#syncedBytes = this.#bytes;
    // The system tells a fault once: where it does so here, closing fails with it.
    this.#syncing = this.#syncing.then(async () => {
      await this.#file.datasync();
      this.#isSyncing = false;
    });
    this.#syncing.catch(() => undefined);
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#bytes + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw fileFault(this.path, error);
    }
  }

  /** Makes its bytes durable and lets it go; the file stays. */
  async close(): Promise<void> {
    await onDisk(this.path, async () => {
      try {
        await this.#syncing;
        await this.#file.sync();
      } finally {
        await this.#file.close();
      }
    });
  }

  /** Lets it go and removes it. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}
