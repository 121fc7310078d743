/** A range of a file of the server. */
export interface FileRange {
  /** Where to begin. */
  readonly offset: number;
  /** Size of the whole file, as the server said it. */
  readonly bytes: number;
}

/** Takes a piece of a file; it is used again when that resolves. */
export type TakePiece = (piece: Buffer) => Promise<void>;

/** What ssh2 offers for reading a file. */
export interface FileReader {
  open(path: string, flags: 'r', done: (error: Error | undefined, handle: Buffer) => void): void;
  read(
    handle: Buffer,
    into: Buffer,
    at: number,
    length: number,
    position: number,
    done: (error: Error | undefined, bytesRead: number) => void,
  ): void;
  close(handle: Buffer, done: () => void): void;
}

/** A stretch of the file, and the reads that fill it. */
interface Block {
  readonly piece: Buffer;
  readonly filled: Promise<Filled>;
}

/** What arrived of a stretch before its first missing byte, and why no more did; without an error the file ends there. */
interface Filled {
  readonly length: number;
  readonly error?: unknown;
}

// As much as any server gives at once. Of more than it thinks a server gives, ssh2 reads one part after the other.
const readBytes = 31 * 1024;
const blockBytes = 8 * readBytes;
// Together some 2 MiB are on their way, all that a channel of ssh2 lets through, so that a far server is not waited for at every read.
const blocksAtOnce = 8;

/**
 * Gives the pieces of a file in order, to its end. Where the server has more than the size, one more byte is given.
 *
 * @throws what `take` and the reader throw.
 */
export async function receiveFile(
  reader: FileReader,
  path: string,
  range: FileRange,
  take: TakePiece,
): Promise<void> {
  const handle = await openFile(reader, path);
  try {
    await receiveBlocks((piece, position) => fillBlock(reader, handle, piece, position), range, take);
  } finally {
    reader.close(handle, () => undefined);
  }
}

type Fill = (piece: Buffer, position: number) => Promise<Filled>;

async function receiveBlocks(fill: Fill, { offset, bytes }: FileRange, take: TakePiece): Promise<void> {
  const begun: Block[] = [];
  let position = offset;
  const begin = (buffer: Buffer): void => {
    // Behind the last byte one more is asked for, to hear that there is none.
    const piece = buffer.subarray(0, Math.max(1, bytes - position));
    begun.push({ piece, filled: fill(piece, position) });
    position += piece.length;
  };
  while (position <= bytes && begun.length < blocksAtOnce) {
    begin(Buffer.allocUnsafeSlow(Math.max(1, Math.min(blockBytes, bytes - position))));
  }
  for (let block = begun.shift(); block !== undefined; block = begun.shift()) {
    const { piece, filled } = block;
    const { length, error } = await filled;
    // Also of a connection that was lost: the next one goes on behind what has arrived.
    if (length > 0) await take(piece.subarray(0, length));
    if (error !== undefined) throw error;
    // What follows would be put in the wrong place.
    if (length < piece.length) return;
    if (position <= bytes) begin(piece);
  }
}

/** Fills a piece by reads that are on their way together. Never rejects. */
async function fillBlock(
  reader: FileReader,
  handle: Buffer,
  piece: Buffer,
  position: number,
): Promise<Filled> {
  const reads: Promise<Filled>[] = [];
  for (let at = 0; at < piece.length; at += readBytes) {
    reads.push(readFully(reader, handle, piece.subarray(at, at + readBytes), position + at));
  }
  let length = 0;
  for (const [index, read] of (await Promise.all(reads)).entries()) {
    length += read.length;
    if (length < Math.min((index + 1) * readBytes, piece.length)) return { length, error: read.error };
  }
  return { length };
}

/** A server may give less than it is asked for; nothing means the end. Never rejects. */
async function readFully(
  reader: FileReader,
  handle: Buffer,
  into: Buffer,
  position: number,
): Promise<Filled> {
  let length = 0;
  while (length < into.length) {
    const part = await readOnce(reader, handle, into.subarray(length), position + length);
    length += part.length;
    if (part.length === 0) return { length, error: part.error };
  }
  return { length };
}

function readOnce(reader: FileReader, handle: Buffer, into: Buffer, position: number): Promise<Filled> {
  return new Promise((resolve) => {
    reader.read(handle, into, 0, into.length, position, (error, bytesRead) => {
      resolve(error ? { length: 0, error } : { length: bytesRead });
    });
  });
}

function openFile(reader: FileReader, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    reader.open(path, 'r', (error, handle) => {
      if (error) reject(error);
      else resolve(handle);
    });
  });
}
