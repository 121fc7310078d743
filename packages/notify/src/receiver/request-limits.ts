import { ProtocolError, SignatureError } from '@alipay-intl/core/errors';
import { headerValuesOf, type ReceivedHeaders } from '../received-headers.ts';
import { malformed } from '../refusal.ts';

/** Headers that may stand once. */
const singleHeaders = [
  'client-id',
  'request-time',
  'signature',
  'content-encoding',
  'content-length',
] as const;
/** How long each of them may be. */
const lengthsMax: readonly number[] = [128, 64, 4_096, 64, 16];

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
  const found = headerValuesOf(request.headers, singleHeaders);
  for (let at = 0; at < found.length; at += 1) {
    const values = found[at] ?? [];
    if (values.length > 1) return oddHeader(`repeats its ${singleHeaders[at]} header`);
    const length = values[0]?.length ?? 0;
    if (length > (lengthsMax[at] ?? 0)) return oddHeader(`has an oversized ${singleHeaders[at]} header`);
  }
  const [, , , [encoding] = [], [length] = []] = found;
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') return encoded();
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
