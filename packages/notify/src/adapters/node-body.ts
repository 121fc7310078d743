import type { IncomingMessage } from 'node:http';
import { consumedError } from '../consumed-body.ts';

/** Where body parsers leave what they have read. */
export interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** A Node request, perhaps one that a body parser has been at. */
export type MaybeParsedRequest = IncomingMessage & ParsedBody;

/**
 * The raw bytes of a request where a parser kept them as a Buffer, else its stream.
 *
 * @param parsed - where a parser may have left the bytes besides the request itself.
 * @throws OptionError `ERR_BODY_CONSUMED` where a parser has consumed them.
 */
export function nodeBody(
  request: MaybeParsedRequest,
  parsed: ParsedBody = request,
): Uint8Array | AsyncIterable<Uint8Array> {
  const candidates = [request.rawBody, request.body, parsed.rawBody, parsed.body];
  const kept = candidates.find((candidate) => candidate instanceof Uint8Array);
  if (kept !== undefined) return kept as Uint8Array;
  if (request.readableDidRead || request.readableEnded) throw consumedError();
  return request;
}
