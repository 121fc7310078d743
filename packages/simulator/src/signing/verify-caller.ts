import { verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isRequestTime } from '../iso-time.ts';
import { type GatewayResult, illegalParameter, resultOf } from '../payments/result.ts';
import type { KeyRing } from './key-ring.ts';
import { parseSignatureHeader } from './signature-header.ts';
import { joinSignedText } from './signed-text.ts';

/** What is needed to check who called. */
export interface CallerCheck {
  readonly keys: KeyRing;
  readonly clientId: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/**
 * Checks client id, time and signature of a call, over the bytes that came in (docs/wire/v1 §1.3, §2).
 * Returns `undefined` when the caller is the merchant, else the refusal.
 */
export function refuseCaller(check: CallerCheck): GatewayResult | undefined {
  const clientId = headerText(check.headers, 'client-id');
  const time = headerText(check.headers, 'request-time');
  if (clientId === undefined) return illegalParameter('Client-Id', 'is missing');
  if (clientId !== check.clientId) return resultOf('CLIENT_INVALID');
  if (time === undefined) return illegalParameter('Request-Time', 'is missing');
  if (!isRequestTime(time)) return illegalParameter('Request-Time', 'has no documented form');
  const header = parseSignatureHeader(headerText(check.headers, 'signature') ?? '');
  if (header?.algorithm !== 'RSA256') return resultOf('INVALID_SIGNATURE');
  const { keys } = check;
  if (header.keyVersion !== undefined && header.keyVersion !== keys.merchantKeyVersion)
    return resultOf('KEY_NOT_FOUND');
  const text = joinSignedText({ method: check.method, path: check.path, clientId, time, body: check.body });
  const isGenuine = verify('sha256', text, keys.merchantPublicKey, header.signature);
  return isGenuine ? undefined : resultOf('INVALID_SIGNATURE');
}

function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
