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
  readonly filled: Promise<number>;
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

type Fill = (piece: Buffer, position: number) => Promise<number>;

async function receiveBlocks(fill: Fill, { offset, bytes }: FileRange, take: TakePiece): Promise<void> {
  const begun: Block[] = [];
  let position = offset;
  const begin = (buffer: Buffer): void => {
    // Behind the last byte one more is asked for, to hear that there is none.
    const piece = buffer.subarray(0, Math.max(1, bytes - position));
    const filled = fill(piece, position);
    filled.catch(() => undefined);
    begun.push({ piece, filled });
    position += piece.length;
  };
  while (position <= bytes && begun.length < blocksAtOnce) {
    begin(Buffer.allocUnsafeSlow(Math.max(1, Math.min(blockBytes, bytes - position))));
  }
  for (let block = begun.shift(); block !== undefined; block = begun.shift()) {
    const { piece, filled } = block;
    const length = await filled;
    if (length > 0) await take(piece.subarray(0, length));
    // What follows would be put in the wrong place.
    if (length < piece.length) return;
    if (position <= bytes) begin(piece);
  }
}

/** Fills a piece by reads that are on their way together. Resolves with the bytes before the first that is missing. */
async function fillBlock(
  reader: FileReader,
  handle: Buffer,
  piece: Buffer,
  position: number,
): Promise<number> {
  const reads: Promise<number>[] = [];
  for (let at = 0; at < piece.length; at += readBytes) {
    reads.push(readFully(reader, handle, piece.subarray(at, at + readBytes), position + at));
  }
  let length = 0;
  for (const [index, count] of (await Promise.all(reads)).entries()) {
    length += count;
    if (length < Math.min((index + 1) * readBytes, piece.length)) break;
  }
  return length;
}

/** A server may give less than it is asked for; nothing means the end. */
async function readFully(
  reader: FileReader,
  handle: Buffer,
  into: Buffer,
  position: number,
): Promise<number> {
  let length = 0;
  while (length < into.length) {
    const count = await new Promise<number>((resolve, reject) => {
      reader.read(handle, into, length, into.length - length, position + length, (error, bytesRead) => {
        if (error) reject(error);
        else resolve(bytesRead);
      });
    });
    if (count === 0) break;
    length += count;
  }
  return length;
}

function openFile(reader: FileReader, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    reader.open(path, 'r', (error, handle) => {
      if (error) reject(error);
      else resolve(handle);
    });
  });
}
