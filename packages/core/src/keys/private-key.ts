import type { KeyObject, webcrypto } from 'node:crypto';
import type { JWK } from 'jose';
import { OptionError } from '../errors.ts';
import { identifyKey } from './identify-key.ts';
import { importPublicKey, keyObjectOf, type PublicKeyInput, thumbprintOf } from './public-key.ts';
import { assertUsableRsa, keyError } from './rsa-rule.ts';
import { createSignLane } from './sign-lane.ts';
import type { SignatureHash } from './signature-hash.ts';

/** Signs elsewhere, in a KMS or an HSM, so that the private key never enters this process. */
export interface ExternalSigner {
  /**
   * Signs the bytes with RSASSA-PKCS1-v1_5 and the hash (hashing included) and returns the raw signature.
   * It is called once for each request; a rejection stops the call before anything is sent.
   *
   * @param hash - `sha256`, but for the one dialect of the acquiring family that wants `sha1`.
   */
  sign(content: Uint8Array, hash: SignatureHash): Promise<Uint8Array> | Uint8Array;
  /** The public half. When given, every signature is checked before it is used. */
  readonly publicKey?: PublicKeyInput | undefined;
}

/**
 * A private key in any form: PKCS#8 or PKCS#1, as PEM, bare base64 or DER; a JWK; a `KeyObject`; a `CryptoKey`;
 * or an {@link ExternalSigner}.
 */
export type PrivateKeyInput = string | Uint8Array | KeyObject | webcrypto.CryptoKey | JWK | ExternalSigner;

/** An imported private key that signs RSASSA-PKCS1-v1_5. It prints nothing of the key. */
export interface PrivateKey {
  /** RFC 7638 thumbprint of the public half; undefined for an external signer without `publicKey`. */
  readonly thumbprint: string | undefined;
  /**
   * Signs the bytes.
   *
   * @param hash - SHA-256 when left out.
   * @throws OptionError `ERR_SIGNING_FAILED` where an external signer fails or returns something else.
   */
  sign(content: Uint8Array, hash?: SignatureHash): Promise<Uint8Array>;
}

/** Settings of {@link importPrivateKey}. */
export interface PrivateKeyOptions {
  /** Opens an encrypted key. */
  readonly passphrase?: string | undefined;
  /** How messages name the key. */
  readonly whose?: string | undefined;
}

/**
 * Imports a private key once; the result signs at full speed.
 *
 * @throws OptionError `ERR_KEY_INVALID`, saying what the bytes are: a public key, EC, encrypted, under 2048 bits…
 */
export async function importPrivateKey(
  input: PrivateKeyInput,
  options: PrivateKeyOptions = {},
): Promise<PrivateKey> {
  const whose = options.whose ?? 'The private key';
  if (isExternalSigner(input)) return externalKey(input);
  const key = await privateKeyObject(input, whose, options.passphrase);
  assertUsableRsa(key, whose);
  const lane = createSignLane(key);
  return { thumbprint: await thumbprintOf(key), sign: (content, hash = 'sha256') => lane(content, hash) };
}

function isExternalSigner(input: PrivateKeyInput): input is ExternalSigner {
  return typeof input === 'object' && input !== null && 'sign' in input && typeof input.sign === 'function';
}

async function privateKeyObject(
  input: Exclude<PrivateKeyInput, ExternalSigner>,
  whose: string,
  passphrase: string | undefined,
): Promise<KeyObject> {
  const key =
    typeof input === 'string' || input instanceof Uint8Array
      ? readText(input, whose, passphrase)
      : await keyObjectOf(input, whose);
  if (key.type === 'private') return key;
  throw keyError(
    `${whose} is a ${key.type} key.`,
    'Put your private key here; the Alipay public key belongs in alipayPublicKeys.',
  );
}

function readText(input: string | Uint8Array, whose: string, passphrase: string | undefined): KeyObject {
  const found = identifyKey(input, passphrase);
  if (found.holds !== 'something-else') return found.key;
  throw keyError(
    `${whose} cannot be read: it holds ${found.container}.`,
    'Pass an RSA private key as PKCS#8 or PKCS#1, in PEM or as one line of base64.',
  );
}

async function externalKey(signer: ExternalSigner): Promise<PrivateKey> {
  const publicKey =
    signer.publicKey === undefined
      ? undefined
      : await importPublicKey(signer.publicKey, 'publicKey of the signer');
  return {
    thumbprint: publicKey?.thumbprint,
    async sign(content, hash = 'sha256') {
      const signature = assertSignature(await callSigner(signer, content, hash));
      if (publicKey?.verify(content, signature, hash) === false) throw mismatchError();
      return signature;
    },
  };
}

async function callSigner(
  signer: ExternalSigner,
  content: Uint8Array,
  hash: SignatureHash,
): Promise<Uint8Array> {
  try {
    return await signer.sign(content, hash);
  } catch (cause) {
    throw signingError('The external signer failed.', 'Look at the cause, then try again.', cause);
  }
}

function assertSignature(signature: Uint8Array): Uint8Array {
  if (signature instanceof Uint8Array && signature.length >= 256) return signature;
  throw signingError(
    'The external signer did not return an RSA signature.',
    'Return its raw bytes, not text.',
  );
}

function mismatchError(): OptionError {
  return signingError(
    'The external signature does not match its public key.',
    'Sign the bytes with RSASSA-PKCS1-v1_5 and the hash that is asked for, hashing included.',
  );
}

function signingError(what: string, next: string, cause?: unknown): OptionError {
  const money = 'Nothing was sent, so this call moved no money.';
  return new OptionError('ERR_SIGNING_FAILED', {
    what,
    money,
    next,
    ...(cause === undefined ? {} : { cause }),
  });
}
