import { posix } from 'node:path';

/** A file of a server in memory. */
export interface RemoteFile {
  readonly bytes: Buffer;
  readonly modifiedAtMs: number;
  /** What the server claims, where it is not the truth. */
  readonly claimedBytes?: number | undefined;
  /** A mode other than that of a plain file. */
  readonly mode?: number | undefined;
}

export const plainMode = 0o100644;
export const linkMode = 0o120777;
export const directoryMode = 0o040755;

/** Files by their path; names are what a server says, and may be anything. */
export class RemoteFiles {
  readonly #files = new Map<string, RemoteFile>();
  readonly #listings = new Map<string, string[]>();

  put(directory: string, name: string, bytes: Buffer | string, more: Partial<RemoteFile> = {}): void {
    const names = this.#listings.get(directory) ?? [];
    if (!names.includes(name)) names.push(name);
    this.#listings.set(directory, names);
    this.#files.set(posix.join(directory, name), {
      bytes: Buffer.from(bytes),
      modifiedAtMs: Date.UTC(2026, 10, 22, 1, 30),
      ...more,
    });
  }

  /** Lists many names at once; they all have the same bytes. */
  putMany(directory: string, names: readonly string[], bytes: string): void {
    const listed = this.#listings.get(directory) ?? [];
    this.#listings.set(directory, [...listed, ...names]);
    const file = { bytes: Buffer.from(bytes), modifiedAtMs: Date.UTC(2026, 10, 22, 1, 30) };
    for (const name of names) this.#files.set(posix.join(directory, name), file);
  }

  remove(directory: string, name: string): void {
    const names = this.#listings.get(directory) ?? [];
    this.#listings.set(
      directory,
      names.filter((one) => one !== name),
    );
    this.#files.delete(posix.join(directory, name));
  }

  list(directory: string): readonly string[] | undefined {
    return this.#listings.get(directory);
  }

  get(path: string): RemoteFile | undefined {
    return this.#files.get(posix.normalize(path));
  }
}
