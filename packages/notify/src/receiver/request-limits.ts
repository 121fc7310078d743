import { ProtocolError, SignatureError } from '@alipay-intl/core/errors';
import { headerValues, type ReceivedHeaders } from '../received-headers.ts';
import { malformed } from '../refusal.ts';

/** Headers that may stand once, and how long each may be. */
const singleHeaders = {
  'client-id': 128,
  'request-time': 64,
  signature: 4_096,
  'content-encoding': 64,
  'content-length': 16,
} as const;

/**
 * Looks at method and headers before any byte of the body is read.
 *
 * @returns the reason to refuse the request, or `undefined`.
 */
export function refuseHead(
  request: { readonly method: string; readonly headers: ReceivedHeaders },
  bodyBytesMax: number,
): ProtocolError | SignatureError | undefined {
  if (request.method !== 'POST') return malformed('A notification is a POST request.');
  for (const [name, lengthMax] of Object.entries(singleHeaders)) {
    const values = headerValues(request.headers, name);
    if (values.length > 1) return oddHeader(`repeats its ${name} header`);
    if ((values[0]?.length ?? 0) > lengthMax) return oddHeader(`has an oversized ${name} header`);
  }
  const [encoding] = headerValues(request.headers, 'content-encoding');
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') return encoded();
  const [length] = headerValues(request.headers, 'content-length');
  return length !== undefined && Number(length) > bodyBytesMax ? tooLarge(bodyBytesMax) : undefined;
}

/** The body is larger than the limit. */
export function tooLarge(bodyBytesMax: number): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_TOO_LARGE', {
    what: `The notification is larger than ${bodyBytesMax} bytes.`,
    money: 'It proves nothing about the money.',
    next: 'Raise bodyBytesMax if Alipay really sends such notifications.',
  });
}

function oddHeader(what: string): SignatureError {
  return new SignatureError('ERR_SIGNATURE_MALFORMED', {
    what: `The notification ${what}.`,
    money: 'It proves nothing about the money.',
    next: 'Do not believe it.',
  });
}

function encoded(): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_ENCODED', {
    what: 'The notification has a Content-Encoding, which Alipay does not send.',
    money: 'It proves nothing about the money.',
    next: 'Look for a proxy that compresses requests.',
  });
}
