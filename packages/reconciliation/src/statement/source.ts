import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { StatementError } from '@alipay-intl/core/errors';

/**
 * Where the bytes of a statement come from. They are read twice, so a source can be opened more than once:
 * a file, bytes in memory, or a function that starts a new stream each time.
 */
export type StatementSource =
  | {
      /** Path of a file. Its name takes part in recognition. */
      readonly path: string;
      /** The name that Alipay gave the file, where the file on disk has another. */
      readonly name?: string | undefined;
    }
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; open(): AsyncIterable<Uint8Array> };

/** Reads the bytes of one source once, from its beginning. */
export interface ByteFeed {
  /** Writes the next bytes at an offset of the target; 0 at the end. */
  read(target: Uint8Array, offset: number, length: number): Promise<number>;
  close(): Promise<void>;
}

/** The file name of a source. */
export function nameOf(source: StatementSource): string {
  return source.name ?? ('path' in source ? basename(source.path) : '');
}

/**
 * Opens a source once. What it throws, and a signal that is aborted, becomes an error that names the file.
 *
 * @throws StatementError `ERR_STATEMENT_UNREADABLE`, here and in each call of the feed.
 */
export async function openFeed(source: StatementSource, signal: AbortSignal | undefined): Promise<ByteFeed> {
  const named = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw unreadable(nameOf(source), cause);
    }
  };
  const feed = await named(() => {
    signal?.throwIfAborted();
    return openBytes(source);
  });
  return {
    read: (target, offset, length) =>
      named(() => {
        signal?.throwIfAborted();
        return feed.read(target, offset, length);
      }),
    close: () => named(() => feed.close()),
  };
}

function unreadable(file: string, cause: unknown): StatementError {
  return new StatementError('ERR_STATEMENT_UNREADABLE', {
    what: `The bytes of the statement ${file} could not be read to their end.`,
    money: 'The file says nothing yet.',
    next: 'Look at the cause, and open the file again when it is gone.',
    file,
    cause,
  });
}

async function openBytes(source: StatementSource): Promise<ByteFeed> {
  if ('path' in source) return openFile(source.path);
  return 'bytes' in source ? feedOf([source.bytes]) : feedOf(source.open());
}

async function openFile(path: string): Promise<ByteFeed> {
  const handle = await open(path, 'r');
  return {
    read: async (target, offset, length) => (await handle.read(target, offset, length, null)).bytesRead,
    close: () => handle.close(),
  };
}

function feedOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): ByteFeed {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(target, offset, length) {
      while (rest.length === 0) {
        const next = await iterator.next();
        if (next.done === true) return 0;
        rest = next.value;
      }
      const part = rest.subarray(0, length);
      target.set(part, offset);
      rest = rest.subarray(part.length);
      return part.length;
    },
    async close() {
      await iterator.return?.();
    },
  };
}
