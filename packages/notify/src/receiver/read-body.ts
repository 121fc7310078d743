import { type AlipayError, isAlipayError, ProtocolError } from '@alipay-intl/core/errors';
import { assertBytes, consumedError } from '../consumed-body.ts';
import { tooLarge } from './request-limits.ts';

/** What a body may take. */
export interface BodyLimits {
  readonly bodyBytesMax: number;
  readonly bodyTimeoutMs: number;
}

/**
 * Reads a body up to a size and a time. Never holds more than the limit and one chunk. What has arrived is there at once.
 *
 * @returns the bytes, or ProtocolError `ERR_NOTIFICATION_TOO_LARGE`, `ERR_NOTIFICATION_TOO_SLOW`; OptionError `ERR_BODY_CONSUMED`
 * for what is neither bytes nor a stream of bytes.
 */
export function readBody(
  body: Uint8Array | AsyncIterable<Uint8Array> | undefined,
  limits: BodyLimits,
): Uint8Array | AlipayError | Promise<Uint8Array | AlipayError> {
  if (body instanceof Uint8Array) {
    return body.length > limits.bodyBytesMax ? tooLarge(limits.bodyBytesMax) : body;
  }
  return isStream(body) ? readStream(body, limits) : consumedError();
}

async function readStream(
  body: AsyncIterable<Uint8Array>,
  { bodyBytesMax, bodyTimeoutMs }: BodyLimits,
): Promise<Uint8Array | AlipayError> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow(`did not arrive within ${bodyTimeoutMs} ms`)), bodyTimeoutMs);
  });
  try {
    return await Promise.race([readAll(body, bodyBytesMax), late]);
  } catch (error) {
    if (isAlipayError(error)) return error;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** A late body is read on here until its connection closes, so that the refusal can still be written to it. */
async function readAll(body: AsyncIterable<Uint8Array>, bodyBytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      assertBytes(chunk);
      size += chunk.length;
      if (size > bodyBytesMax) throw tooLarge(bodyBytesMax);
      chunks.push(chunk);
    }
  } catch (error) {
    if (isAlipayError(error)) throw error;
    throw tooSlow('broke off', error);
  }
  return Buffer.concat(chunks);
}

function tooSlow(what: string, cause?: unknown): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_TOO_SLOW', {
    what: `The body of the notification ${what}.`,
    money: 'It proves nothing about the money.',
    next: 'Look at who sends it; raise bodyTimeoutMs if Alipay really sends so slowly.',
    cause,
  });
}
