import type { IncomingMessage } from 'node:http';
import { OptionError, ProtocolError } from '@alipay-intl/core/errors';

/** Where body parsers leave what they have read. */
export interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** A Node request, perhaps one that a body parser has been at. */
export type MaybeParsedRequest = IncomingMessage & ParsedBody;

/** Bytes of a notification at most, unless set otherwise. */
const bodyBytesMaxDefault = 262_144;

/** Milliseconds in which the body of a notification must arrive, unless set otherwise. */
const bodyTimeoutMsDefault = 10_000;

/** What a body may take. */
export interface BodyLimits {
  readonly bodyBytesMax?: number | undefined;
  readonly bodyTimeoutMs?: number | undefined;
}

/**
 * The raw bytes of a request: those that a parser kept as a Buffer, or read from the socket, up to a size and a time.
 *
 * @param parsed - where a parser may have left the bytes besides the request itself.
 * @throws OptionError `ERR_BODY_CONSUMED` where a parser has consumed them; ProtocolError `ERR_NOTIFICATION_TOO_LARGE`,
 * or `ERR_NOTIFICATION_MALFORMED` for a body that took too long.
 */
export async function readRawBody(
  request: MaybeParsedRequest,
  limits: BodyLimits,
  parsed: ParsedBody = request,
): Promise<Uint8Array> {
  const candidates = [request.rawBody, request.body, parsed.rawBody, parsed.body];
  const kept = candidates.find((candidate) => candidate instanceof Uint8Array);
  if (kept !== undefined) return kept as Uint8Array;
  if (request.readableDidRead || request.readableEnded) throw consumedError();
  const { bodyBytesMax = bodyBytesMaxDefault, bodyTimeoutMs = bodyTimeoutMsDefault } = limits;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlowError(bodyTimeoutMs)), bodyTimeoutMs);
  });
  try {
    return await Promise.race([readAll(request, bodyBytesMax), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A late body is read on here until its connection closes, so that the refusal can still be written to it. */
async function readAll(request: IncomingMessage, bodyBytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > bodyBytesMax) throw tooLargeError(bodyBytesMax);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** @throws OptionError `ERR_BODY_CONSUMED` for a body that is not bytes any more. */
export function assertBytes(body: unknown): asserts body is Uint8Array {
  if (!(body instanceof Uint8Array)) throw consumedError();
}

function consumedError(): OptionError {
  return new OptionError('ERR_BODY_CONSUMED', {
    what: 'A body parser consumed the notification before it could be verified: the signature covers the raw bytes.',
    money: 'The notification was not acknowledged, so Alipay will send it again.',
    next: 'Mount the notification route before express.json() or koa-bodyparser, or give that route express.raw({ type: "*/*" }).',
  });
}

function tooLargeError(bytesMax: number): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_TOO_LARGE', {
    what: `The notification is larger than ${bytesMax} bytes.`,
    money: 'It proves nothing about the money.',
    next: 'Raise bodyBytesMax if Alipay really sends such notifications.',
  });
}

function tooSlowError(milliseconds: number): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_TOO_SLOW', {
    what: `The body of the notification did not arrive within ${milliseconds} ms.`,
    money: 'It proves nothing about the money.',
    next: 'Look at who sends it; raise bodyTimeoutMs if Alipay really sends so slowly.',
  });
}
