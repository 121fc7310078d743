import { decodeCanonicalBase64 } from './canonical-base64.ts';

/** The only algorithm. It is compared with what the header says, never chosen by it. docs/wire/v1 §2.2. */
export const signatureAlgorithm = 'RSA256';

/** A `Signature` header taken apart. */
export interface SignatureHeader {
  /** Which key pair was used; undefined where the header names none. */
  readonly keyVersion: string | undefined;
  /** The raw signature bytes. */
  readonly signature: Buffer;
}

/** Why a `Signature` header was refused. */
export type SignatureHeaderFault =
  | 'too-long'
  | 'not-name-value-pairs'
  | 'repeated-pair'
  | 'no-algorithm'
  | 'other-algorithm'
  | 'odd-key-version'
  | 'no-signature'
  | 'not-canonical-base64';

/** Either the parts of the header, or what is wrong with it. */
export type ParsedSignatureHeader =
  | { readonly ok: true; readonly header: SignatureHeader }
  | { readonly ok: false; readonly fault: SignatureHeaderFault };

// An 8192-bit signature is 1368 base64 characters, three times that when each were percent-encoded.
const headerLengthMax = 4608;
// A character that should be percent-encoded, or the encoding of one that should not.
const mixedSpelling = /[+/=]|%(?!2[BF]|3D)/i;

/**
 * Writes a `Signature` header: no blanks, base64 percent-encoded in capitals. docs/wire/v1 §1.3, §2.2.
 */
export function formatSignatureHeader(keyVersion: string, signature: Uint8Array): string {
  const base64 = Buffer.from(signature).toString('base64');
  const encoded = base64.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D');
  return `algorithm=${signatureAlgorithm},keyVersion=${keyVersion},signature=${encoded}`;
}

/**
 * Reads a `Signature` header: pairs by name in any order, blanks around them allowed, each split at its first `=`.
 * The signature is canonical base64, plain or percent-encoded as a whole; these two forms and no other.
 * Never throws. docs/wire/v1 §2.2.
 */
export function parseSignatureHeader(text: string): ParsedSignatureHeader {
  if (text.length > headerLengthMax) return refuse('too-long');
  const pairs = readPairs(text);
  if (typeof pairs === 'string') return refuse(pairs);
  const algorithm = pairs.get('algorithm');
  if (algorithm === undefined) return refuse('no-algorithm');
  if (algorithm !== signatureAlgorithm) return refuse('other-algorithm');
  const keyVersion = pairs.get('keyVersion');
  if (keyVersion !== undefined && !/^[\w.-]{1,32}$/.test(keyVersion)) return refuse('odd-key-version');
  const signatureText = pairs.get('signature');
  if (signatureText === undefined || signatureText === '') return refuse('no-signature');
  const signature = decodeSignature(signatureText);
  return signature === undefined
    ? refuse('not-canonical-base64')
    : { ok: true, header: { keyVersion, signature } };
}

function refuse(fault: SignatureHeaderFault): ParsedSignatureHeader {
  return { ok: false, fault };
}

function readPairs(text: string): Map<string, string> | 'not-name-value-pairs' | 'repeated-pair' {
  const pairs = new Map<string, string>();
  for (const part of text.split(',')) {
    const pair = part.trim();
    const equals = pair.indexOf('=');
    if (equals < 1) return 'not-name-value-pairs';
    const name = pair.slice(0, equals);
    if (pairs.has(name)) return 'repeated-pair';
    pairs.set(name, pair.slice(equals + 1));
  }
  return pairs;
}

function decodeSignature(text: string): Buffer | undefined {
  const base64 = text.includes('%') ? decodePercent(text) : text;
  return base64 === undefined ? undefined : decodeCanonicalBase64(base64);
}

function decodePercent(text: string): string | undefined {
  return mixedSpelling.test(text) ? undefined : decodeURIComponent(text);
}
