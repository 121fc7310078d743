import { type KeyObject, sign, verify } from 'node:crypto';
import type { Dialect } from './dialect.ts';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Signs the exact text of the envelope's inner object (docs/wire/acquiring §4.1). */
export function signContent(hash: Dialect['hash'], content: string, key: KeyObject): Buffer {
  return sign(hash, Buffer.from(content, 'utf8'), key);
}

/** Checks a signature over the exact text of the envelope's inner object. */
export function isSignedBy(
  key: KeyObject,
  hash: Dialect['hash'],
  content: string,
  signature: string,
): boolean {
  const bytes = decodeSignature(signature, (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  return bytes !== undefined && verify(hash, Buffer.from(content, 'utf8'), key, bytes);
}

/** Encodes a signature in base64, `times` times over. */
export function encodeSignature(signature: Uint8Array, times: number): string {
  let bytes = Buffer.from(signature);
  for (let round = 1; round < times; round += 1) bytes = Buffer.from(bytes.toString('base64'), 'latin1');
  return bytes.toString('base64');
}

/** Decodes once, and once more when that gives base64 text of the right length (docs/wire/acquiring §4.3). */
function decodeSignature(text: string, length: number): Buffer | undefined {
  const once = decodeBase64(text);
  if (once === undefined || once.length === length) return once;
  const twice = decodeBase64(once.toString('latin1'));
  return twice?.length === length ? twice : undefined;
}

function decodeBase64(text: string): Buffer | undefined {
  return text !== '' && base64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
