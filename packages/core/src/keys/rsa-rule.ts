import type { KeyObject } from 'node:crypto';
import { OptionError } from '../errors.ts';

const bitsMin = 2048;
const exponentMin = 65537n;

/** The error for a key that cannot be used: what the bytes are, and what to do. */
export function keyError(what: string, next: string, cause?: unknown): OptionError {
  return new OptionError('ERR_KEY_INVALID', { what, next, ...(cause === undefined ? {} : { cause }) });
}

/**
 * Lets through RSA keys of at least 2048 bits with an odd exponent of at least 65537: the one algorithm of the
 * protocol is RSASSA-PKCS1-v1_5 with SHA-256. docs/wire/v1 §2.2, §2.3.
 *
 * @throws OptionError `ERR_KEY_INVALID`.
 */
export function assertUsableRsa(key: KeyObject, whose: string): void {
  const type = key.asymmetricKeyType ?? key.type;
  if (type !== 'rsa') {
    throw keyError(`${whose} is of type ${type}, not RSA.`, 'Use an RSA key: openssl genrsa 2048.');
  }
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < bitsMin) {
    throw keyError(`${whose} has ${modulusLength} bits.`, `Use an RSA key of at least ${bitsMin} bits.`);
  }
  if (publicExponent < exponentMin || publicExponent % 2n === 0n) {
    throw keyError(
      `${whose} has the public exponent ${publicExponent}.`,
      'Use an RSA key with exponent 65537.',
    );
  }
}
