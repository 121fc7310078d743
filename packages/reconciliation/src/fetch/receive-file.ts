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
  /** What it thinks that the server gives for one read; of more it reads one part after the other. Not of its documented interface. */
  readonly _maxReadLen?: unknown;
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

// As much as any server gives for one read.
const readBytesLeast = 31 * 1024;
// As much as OpenSSH gives. Large reads halve the work of both sides.
const blockBytes = 8 * readBytesLeast;
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
  const reading: Reading = { reader, handle, readBytes: readBytesLeast };
  const fill: Fill = (piece, position) => {
    const filled = fillBlock(reading, piece, position);
    // Only the first block is read in small reads, so that a line that breaks again and again comes further each time.
    if (position === range.offset) reading.readBytes = readBytesOf(reader);
    return filled;
  };
  try {
    await receiveBlocks(fill, range, take);
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

/** A file that is open on the server. */
interface Reading {
  readonly reader: FileReader;
  readonly handle: Buffer;
  /** How much one read asks for. */
  readBytes: number;
}

function readBytesOf({ _maxReadLen: most }: FileReader): number {
  return typeof most === 'number' && most > readBytesLeast ? Math.min(most, blockBytes) : readBytesLeast;
}

/** Fills a piece by reads that are on their way together. Never rejects. */
async function fillBlock(reading: Reading, piece: Buffer, position: number): Promise<Filled> {
  const { readBytes } = reading;
  const reads: Promise<Filled>[] = [];
  for (let at = 0; at < piece.length; at += readBytes) {
    reads.push(readFully(reading, piece.subarray(at, at + readBytes), position + at));
  }
  let length = 0;
  for (const [index, read] of (await Promise.all(reads)).entries()) {
    length += read.length;
    if (length < Math.min((index + 1) * readBytes, piece.length)) return { length, error: read.error };
  }
  return { length };
}

/** A server may give less than it is asked for; nothing means the end. Never rejects. */
async function readFully(reading: Reading, into: Buffer, position: number): Promise<Filled> {
  let length = 0;
  while (length < into.length) {
    const part = await readOnce(reading, into.subarray(length), position + length);
    length += part.length;
    if (part.length === 0) return { length, error: part.error };
    // It gives no more at once, and the rest is waited for; the next reads ask for what it gives.
    if (length < into.length)
      reading.readBytes = Math.max(readBytesLeast, Math.min(reading.readBytes, part.length));
  }
  return { length };
}

function readOnce({ reader, handle }: Reading, into: Buffer, position: number): Promise<Filled> {
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
