import type { KeyRing } from '../keys/key-ring.ts';
import type { MessageToVerify } from './header-signature.ts';
import { parseSignatureHeader } from './signature-header.ts';
import { type SignedParts, signedContent } from './signed-content.ts';

/** A likely reason why a signature does not match. */
export interface SignatureHint {
  /** The part of the message that is most likely wrong. */
  readonly part: 'path' | 'client id' | 'time' | 'body' | 'key';
  /** What to look at, in one sentence. */
  readonly hint: string;
}

interface Variant extends SignatureHint {
  readonly parts?: Partial<SignedParts>;
  readonly body?: Uint8Array;
}

/**
 * Tries the usual mistakes on a message whose signature does not match, and says which one would make it match.
 * For humans at a desk: it runs up to a dozen verifications, so do not call it for every bad message of a stranger.
 *
 * @param ownPublicKey - the merchant's own key as a ring, to notice that it was configured as Alipay's.
 * @returns the first hint that explains the mismatch, or the general one.
 */
export function explainSignature(
  message: MessageToVerify,
  keyRing: KeyRing,
  ownPublicKey?: KeyRing,
): SignatureHint {
  const header = parseSignatureHeader(message.signature ?? '');
  const { method, path, clientId = '', time = '' } = message;
  if (clientId !== message.expectedClientId) {
    return { part: 'client id', hint: 'The header names another client id than the configured one.' };
  }
  if (!header.ok) return { part: 'key', hint: 'The Signature header itself is malformed.' };
  const { signature, keyVersion } = header.header;
  const parts = { method, path, clientId, time };
  const matches = (ring: KeyRing, variant: Variant): boolean =>
    ring.verify(
      signedContent({ ...parts, ...variant.parts }, variant.body ?? message.body),
      signature,
      keyVersion,
    ) !== undefined;
  const variant = variantsOf(message).find((candidate) => matches(keyRing, candidate));
  if (variant !== undefined) return { part: variant.part, hint: variant.hint };
  if (ownPublicKey !== undefined && matches(ownPublicKey, { part: 'key', hint: '' })) {
    return { part: 'key', hint: 'It matches your own key: the sender signed with your private key.' };
  }
  return {
    part: 'key',
    hint: 'The Alipay public key is not the right one for this client id and environment, or else the body was changed or re-serialised on the way.',
  };
}

function variantsOf({ path, time = '', body }: MessageToVerify): readonly Variant[] {
  return [...pathVariants(path), ...timeVariants(time), ...bodyVariants(body)];
}

function pathVariants(path: string): readonly Variant[] {
  const hint = 'The path that was signed differs from the path given here';
  const withoutQuery = path.split('?')[0] ?? path;
  return [
    { part: 'path', parts: { path: withoutQuery }, hint: `${hint}: it was signed without the query.` },
    {
      part: 'path',
      parts: { path: withoutQuery.endsWith('/') ? withoutQuery.slice(0, -1) : `${withoutQuery}/` },
      hint: `${hint} by its last slash.`,
    },
    {
      part: 'path',
      parts: { path: path.replace('/ams/sandbox/api/', '/ams/api/') },
      hint: `${hint}: sandbox path.`,
    },
    {
      part: 'path',
      parts: { path: path.replace('/ams/api/', '/ams/sandbox/api/') },
      hint: `${hint}: sandbox path.`,
    },
  ];
}

function timeVariants(time: string): readonly Variant[] {
  const hint = 'The time was signed without its fraction of a second.';
  return [{ part: 'time', parts: { time: time.replace(/\.\d+/, '') }, hint }];
}

function bodyVariants(body: Uint8Array): readonly Variant[] {
  const text = Buffer.from(body).toString('utf8');
  const variant = (changed: string, hint: string): Variant => ({
    part: 'body',
    body: Buffer.from(changed),
    hint,
  });
  return [
    variant(text.replaceAll('\r\n', '\n'), 'Line ends of the body were changed to CRLF on the way.'),
    variant(text.replaceAll('\n', '\r\n'), 'Line ends of the body were changed to LF on the way.'),
    variant(text.trim(), 'Blanks or line ends were added around the body.'),
    variant(reserialised(text), 'The body was parsed and written again; pass the raw bytes.'),
  ];
}

function reserialised(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
