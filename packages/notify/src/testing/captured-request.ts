import { inspect } from 'node:util';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { headerValues } from '../received-headers.ts';
import { readBody } from '../receiver/read-body.ts';
import type { NotificationRequest } from '../receiver/receive-request.ts';

/**
 * A request that was kept to be looked at or replayed; `JSON.stringify` writes it, `JSON.parse` reads it. It is a genuine message
 * with buyer data in it: keep the file where you keep such data. `util.inspect` does not print its body.
 */
export interface CapturedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  /** Those that decide whether it is believed, each as name and value; no cookie and no token. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The raw bytes. */
  readonly bodyBase64: string;
  /** When it arrived, in epoch milliseconds. */
  readonly capturedAtMs: number;
}

const keptHeaders = [
  'client-id',
  'request-time',
  'signature',
  'content-type',
  'content-encoding',
  'content-length',
  'tracerid',
] as const;

const limits = { bodyBytesMax: 67_108_864, bodyTimeoutMs: 10_000 };

const schema: z.ZodType<CapturedRequest> = z.strictObject({
  method: z.string().max(16),
  url: z.string().max(8_192),
  headers: z.array(z.tuple([z.string().max(64), z.string().max(16_384)])).max(64),
  bodyBase64: z.base64().max(Math.ceil(limits.bodyBytesMax / 3) * 4),
  capturedAtMs: z.int().min(0),
});

/**
 * Keeps a request as it arrived, believed or not. Give the body's bytes, so that the receiver can read them as well: a stream is
 * consumed. A Fetch `Request` is copied.
 *
 * @param capturedAtMs - when it arrived, in epoch milliseconds. Default: now.
 * @throws ProtocolError `ERR_NOTIFICATION_TOO_LARGE`, `ERR_NOTIFICATION_TOO_SLOW` for a stream over 64 MiB or 10 seconds.
 * @example
 * const captured = await captureRequest({ method: 'POST', url: request.url, headers: request.rawHeaders, body });
 * await writeFile('captured.json', JSON.stringify(captured));
 */
export async function captureRequest(
  request: NotificationRequest | Request,
  capturedAtMs: number = Date.now(),
): Promise<CapturedRequest> {
  const isFetch = request instanceof Request;
  const bytes = isFetch
    ? new Uint8Array(await request.clone().arrayBuffer())
    : await readBody(request.body, limits);
  if (bytes instanceof Error) throw bytes;
  return printWithoutBody({
    method: request.method,
    url: isFetch ? pathAndQueryOf(request.url) : request.url,
    headers: keptHeaders.flatMap((name) =>
      headerValues(request.headers, name).map((value) => [name, value] as const),
    ),
    bodyBase64: Buffer.from(bytes).toString('base64'),
    capturedAtMs,
  });
}

/**
 * Checks what was read from a file.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each member.
 */
export function checkCaptured(captured: CapturedRequest): CapturedRequest {
  return checkInput(schema, captured, { code: 'ERR_OPTION_INVALID', name: 'captured request' });
}

/** The request as it arrived, for a receiver. */
export function requestOf({ method, url, headers, bodyBase64 }: CapturedRequest): NotificationRequest {
  return { method, url, headers: headers.flat(), body: Buffer.from(bodyBase64, 'base64') };
}

function pathAndQueryOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function printWithoutBody(captured: CapturedRequest): CapturedRequest {
  const { bodyBase64, headers, ...facts } = captured;
  const names = headers.map(([name]) => name);
  const shown = { ...facts, headers: names, bodyBase64: `[${bodyBase64.length} characters]` };
  return Object.defineProperty(captured, inspect.custom, { value: () => shown });
}
