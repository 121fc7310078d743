import { PassThrough } from 'node:stream';
import type SftpClient from 'ssh2-sftp-client';
import { fetchFault } from './fetch-fault.ts';
import { printable } from './printable.ts';

/** A range of a file of the server. */
export interface FileRange {
  /** Where to begin. */
  readonly offset: number;
  /** Size of the whole file, as the server said it. */
  readonly bytes: number;
}

/** Takes a piece of a file; the next one follows when it resolves. */
export type TakePiece = (piece: Buffer) => Promise<void>;

/** `get`, with the last argument that its types do not know. */
export interface FileGetter {
  get(
    path: string,
    sink: NodeJS.WritableStream,
    options: SftpClient.TransferOptions,
    isListening: boolean,
  ): Promise<unknown>;
}

interface Segment {
  readonly start: number;
  /** The last byte. `undefined` for the last segment, which is read until the server says that it has ended. */
  readonly end: number | undefined;
}

const segmentBytes = 2 * 1024 * 1024;
// One read at a time waits for its answer, so a far server is read at several places at once.
const segmentsAtOnce = 4;
// As much as OpenSSH gives in one answer.
const readBytes = 256 * 1024;

/**
 * Gives the pieces of a file in order, to its end.
 *
 * @throws what `take` and the client throw, and FetchError `ERR_SFTP_INCOMPLETE` where the file ends before its end.
 */
export async function receiveFile(
  client: FileGetter,
  path: string,
  range: FileRange,
  take: TakePiece,
): Promise<void> {
  const waiting = segmentsOf(range);
  const begun: { readonly segment: Segment; readonly stream: PassThrough }[] = [];
  try {
    for (;;) {
      for (const segment of waiting.splice(0, segmentsAtOnce - begun.length)) {
        begun.push({ segment, stream: readSegment(client, path, segment) });
      }
      const [first] = begun;
      if (first === undefined) return;
      await takeSegment(first.segment, first.stream, path, take);
      begun.shift();
    }
  } finally {
    for (const { stream } of begun) stream.destroy(new Error('the rest is not needed'));
  }
}

async function takeSegment(
  { start, end }: Segment,
  stream: PassThrough,
  path: string,
  take: TakePiece,
): Promise<void> {
  let position = start;
  for await (const piece of stream) {
    position += piece.length;
    await take(piece);
  }
  // What follows would be put in the wrong place.
  if (end === undefined || position === end + 1) return;
  const file = printable(path);
  throw fetchFault('ERR_SFTP_INCOMPLETE', `${file} ended after ${position} bytes, before its end.`, { file });
}

function readSegment(client: FileGetter, path: string, { start, end }: Segment): PassThrough {
  const stream = new PassThrough({ highWaterMark: segmentBytes });
  // Whoever reads it is told; until then nobody listens.
  stream.on('error', () => undefined);
  // Typed apart, because the types of `get` know less than ssh2 reads.
  const readStreamOptions = {
    start,
    highWaterMark: readBytes,
    encoding: null,
    ...(end === undefined ? {} : { end }),
  };
  client.get(path, stream, { readStreamOptions }, false).catch((error: unknown) => {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return stream;
}

function segmentsOf({ offset, bytes }: FileRange): Segment[] {
  const segments: Segment[] = [];
  let start = offset;
  for (; bytes - start > segmentBytes; start += segmentBytes)
    segments.push({ start, end: start + segmentBytes - 1 });
  return [...segments, { start, end: undefined }];
}
