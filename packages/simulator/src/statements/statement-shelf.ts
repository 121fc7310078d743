import type { SimulatorClock } from '../clock.ts';

/** Files older than this are gone from the server (docs/wire/statements §2). */
const keptMs = 7 * 24 * 3_600_000;

/** A file as the SFTP server shows it. */
export interface ShelfFile {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Moment of the simulator's clock at which it was put there. */
  readonly modifiedMs: number;
}

/** The published files, in memory. */
export interface StatementShelf {
  /** Puts a file, in the place of one of the same path. */
  put(path: string, bytes: Buffer): void;
  remove(path: string): void;
  find(path: string): ShelfFile | undefined;
  /** All files that are not too old, by path. */
  files(): readonly ShelfFile[];
}

/** Creates an empty {@link StatementShelf}. */
export function createStatementShelf(clock: SimulatorClock): StatementShelf {
  const files = new Map<string, ShelfFile>();
  const drop = (): void => {
    const oldestMs = clock.now() - keptMs;
    for (const { path, modifiedMs } of files.values()) if (modifiedMs < oldestMs) files.delete(path);
  };
  return {
    put: (path, bytes) => {
      files.set(path, { path, bytes, modifiedMs: clock.now() });
    },
    remove: (path) => {
      files.delete(path);
    },
    find: (path) => {
      drop();
      return files.get(path);
    },
    files: () => {
      drop();
      return [...files.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
    },
  };
}
