import type { IncomingMessage } from 'node:http';

/** Where body parsers leave what they have read. */
export interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** A Node request, perhaps one that a body parser has been at. */
export type MaybeParsedRequest = IncomingMessage & ParsedBody;

/**
 * The raw bytes of a request where a parser kept them as a Buffer or where all have arrived, else its stream; `undefined` where a
 * parser has consumed them.
 *
 * @param parsed - where a parser may have left the bytes besides the request itself.
 */
export async function nodeBody(
  request: MaybeParsedRequest,
  parsed: ParsedBody = request,
): Promise<Uint8Array | AsyncIterable<Uint8Array> | undefined> {
  const kept = keptBy(request) ?? keptBy(parsed);
  if (kept !== undefined) return kept;
  if (request.readableDidRead || request.readableEnded) return undefined;
  // What came together with the head is there once Node has parsed all that the socket gave, and that is one turn of it.
  if (!request.complete) await undefined;
  if (!request.complete) await new Promise((resolve) => setImmediate(resolve));
  return arrivedBody(request) ?? request;
}

function keptBy({ rawBody, body }: ParsedBody): Uint8Array | undefined {
  if (rawBody instanceof Uint8Array) return rawBody;
  return body instanceof Uint8Array ? body : undefined;
}

/** A body that has arrived as a whole needs no iteration over a stream, which costs as much as the RSA. */
function arrivedBody(request: IncomingMessage): Uint8Array | undefined {
  const isUntouched = request.readableFlowing === null && request.readableEncoding === null;
  if (!request.complete || request.destroyed || !isUntouched) return undefined;
  const bytes: Uint8Array | null = request.read();
  return bytes ?? undefined;
}
