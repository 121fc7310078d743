import { createPublicKey, KeyObject, verify, type webcrypto } from 'node:crypto';
import { types } from 'node:util';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { identifyKey } from './identify-key.ts';
import { assertUsableRsa, keyError } from './rsa-rule.ts';
import type { SignatureHash } from './signature-hash.ts';

/**
 * A public key in any form: SPKI PEM or bare base64 of it, PKCS#1, DER, an X.509 certificate, a JWK,
 * a `KeyObject`, a `CryptoKey`.
 */
export type PublicKeyInput = string | Uint8Array | KeyObject | webcrypto.CryptoKey | JWK;

/** An imported RSA public key that verifies RSASSA-PKCS1-v1_5, and nothing else. */
export interface PublicKey {
  /** RFC 7638 thumbprint (SHA-256, base64url): a name for the key that is safe to print. */
  readonly thumbprint: string;
  /** Modulus length in bits. */
  readonly bits: number;
  /**
   * Whether the signature over the content was made with the private half of this key. Never throws.
   *
   * @param hash - SHA-256 when left out.
   */
  verify(content: Uint8Array, signature: Uint8Array, hash?: SignatureHash): boolean;
}

/**
 * Imports a public key once; the result verifies at full speed.
 *
 * @param input - see {@link PublicKeyInput}.
 * @param whose - how messages name the key, for instance `alipayPublicKey`.
 * @throws OptionError `ERR_KEY_INVALID`, saying what the bytes are: a private key, EC, under 2048 bits…
 */
export async function importPublicKey(input: PublicKeyInput, whose = 'The public key'): Promise<PublicKey> {
  const key = await publicKeyObject(input, whose);
  assertUsableRsa(key, whose);
  const thumbprint = await thumbprintOf(key);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return {
    thumbprint,
    bits,
    verify: (content, signature, hash = 'sha256') => verify(hash, content, key, signature),
  };
}

/** RFC 7638 thumbprint of the public half of an RSA key. */
export function thumbprintOf(key: KeyObject): Promise<string> {
  const publicHalf = key.type === 'private' ? createPublicKey(key) : key;
  return calculateJwkThumbprint(publicHalf.export({ format: 'jwk' }) as JWK);
}

async function publicKeyObject(input: PublicKeyInput, whose: string): Promise<KeyObject> {
  const key = await readInput(input, whose);
  if (key.type === 'public') return key;
  throw keyError(
    `${whose} is a ${key.type} key.`,
    'Put the public half here; if this is your own key, it belongs in privateKey.',
  );
}

async function readInput(input: PublicKeyInput, whose: string): Promise<KeyObject> {
  if (typeof input === 'string' || input instanceof Uint8Array) {
    const found = identifyKey(input);
    if (found.holds !== 'something-else') return found.key;
    throw keyError(
      `${whose} cannot be read: it holds ${found.container}.`,
      'Copy the Alipay public key from the dashboard, as PEM or as one line of base64.',
    );
  }
  return keyObjectOf(input, whose);
}

/** Takes a key that is already an object: `KeyObject`, `CryptoKey` or JWK. */
export async function keyObjectOf(
  input: KeyObject | webcrypto.CryptoKey | JWK,
  whose: string,
): Promise<KeyObject> {
  if (input instanceof KeyObject) return input;
  if (types.isCryptoKey(input)) return KeyObject.from(input);
  try {
    const imported = await importJWK({ ...input, ext: true }, 'RS256');
    if (imported instanceof Uint8Array) throw keyError(`${whose} is a symmetric key.`, 'Use an RSA key.');
    return KeyObject.from(imported as webcrypto.CryptoKey);
  } catch (cause) {
    throw keyError(`${whose} is not a JSON Web Key of an RSA key.`, 'Pass a JWK with "kty": "RSA".', cause);
  }
}
