import { randomUUID } from 'node:crypto';
import type { AcquiringDialect } from '@alipay-intl/core/dialects';
import type { PrivateKey } from '@alipay-intl/core/keys';
import { type JsonObject, sealEnvelope, signMessage } from '@alipay-intl/core/signing';
import { type Clock, formatTimestamp } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { TestNotification } from './test-notification.ts';

/** How one test notification is signed. */
export interface TestSigning {
  /** When, in epoch milliseconds. Default: the clock's now. */
  readonly at?: number | undefined;
  /** Query of the URL, such as `?shop=1`. It is part of what v1 signs. Default: none. */
  readonly query?: string | undefined;
  /** `reqMsgId` of the acquiring family. Default: a new one for each delivery. */
  readonly reqMsgId?: string | undefined;
}

/**
 * A signed notification: for `receiver.receive(request)`, for `fetch(origin + request.url, request)`, or for `http.request` with
 * its `method` and `headers` and then `end(request.body)`.
 */
export interface TestRequest {
  readonly method: 'POST';
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Who signs. */
export interface TestSender {
  readonly clientId: string;
  readonly path: string;
  readonly clock: Clock;
  readonly dialect: AcquiringDialect;
  readonly privateKey: PrivateKey;
  readonly keyVersion: string;
}

const signingOptions = z.strictObject({
  at: z.number().optional(),
  query: z
    .string()
    .regex(/^\?[\x21-\x7e]*$/, 'expected a query such as ?shop=1')
    .optional(),
  reqMsgId: z.string().min(1).max(64).optional(),
});

/** Signs a body with the headers of v1. docs/wire/v1 §2.5, §6.1. */
export async function signV1(
  { clientId, path, clock, privateKey, keyVersion }: TestSender,
  content: JsonObject,
  signing: TestSigning,
): Promise<TestRequest> {
  const { at = clock.now(), query = '' } = checkSigning(signing);
  const body = bytesOf(JSON.stringify(content));
  const url = path + query;
  const time = formatTimestamp(at);
  const signature = await signMessage(
    { method: 'POST', path: url, clientId, time, body },
    { privateKey, keyVersion },
  );
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature,
  };
  return { method: 'POST', url, headers, body };
}

/** Seals a body into the envelope of the acquiring family. docs/wire/acquiring §11. */
export async function signAcquiring(
  { clientId, path, clock, dialect, privateKey }: TestSender,
  notification: Extract<TestNotification, { readonly family: 'acquiring' }>,
  signing: TestSigning,
): Promise<TestRequest> {
  const { at = clock.now(), query = '', reqMsgId = randomUUID() } = checkSigning(signing);
  const { version, hash } = dialect;
  const reqTime = formatTimestamp(at, 'UTC+8');
  const head = { version, function: notification.function, clientId, reqTime, reqMsgId, reserve: '{}' };
  const content = JSON.stringify({ head, body: notification.body });
  const sealed = await sealEnvelope('request', bytesOf(content), { privateKey, hash });
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  return { method: 'POST', url: path + query, headers, body: new Uint8Array(sealed) };
}

function checkSigning(signing: TestSigning): TestSigning {
  return checkInput(signingOptions, signing, { code: 'ERR_OPTION_INVALID', name: 'signing' });
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
