import { OptionError } from '../errors.ts';
import { importPublicKey, type PublicKey, type PublicKeyInput } from './public-key.ts';
import type { SignatureHash } from './signature-hash.ts';

/** One Alipay public key of a ring. */
export interface KeyRingEntry {
  /** The version that Alipay names in its `Signature` header; `1` when left out. */
  readonly keyVersion?: string | undefined;
  /** The key in any form. */
  readonly publicKey: PublicKeyInput;
}

/** The key that matched a signature. */
export interface KeyMatch {
  /** The version under which the key was configured. */
  readonly keyVersion: string;
  /** RFC 7638 thumbprint of the key. */
  readonly thumbprint: string;
  /** `named`: the message named this version. `ring`: it named none, or one that is not configured. */
  readonly foundBy: 'named' | 'ring';
}

/** Several Alipay public keys at once, so that a rotation needs no moment of silence. */
export interface KeyRing {
  /** What is in the ring, safe to print. */
  readonly entries: readonly {
    readonly keyVersion: string;
    readonly thumbprint: string;
    readonly bits: number;
  }[];
  /**
   * Finds the key that made a signature. A configured version is tried alone; a missing or unknown version is
   * tried against all keys. docs/wire/v1 §2.2.
   *
   * @param hash - SHA-256 when left out.
   * @returns the match, or `undefined`. Never throws.
   */
  verify(
    content: Uint8Array,
    signature: Uint8Array,
    keyVersion: string | undefined,
    hash?: SignatureHash,
  ): KeyMatch | undefined;
}

const entriesMax = 16;

/**
 * Imports one or several Alipay public keys. Two keys may share a version while they overlap.
 *
 * @throws OptionError `ERR_KEY_INVALID` for a key that cannot be used; `ERR_OPTION_INVALID` for none or over 16, or
 * for what is no entry or no version.
 */
export async function createKeyRing(input: PublicKeyInput | readonly KeyRingEntry[]): Promise<KeyRing> {
  const configured: readonly KeyRingEntry[] = isEntryList(input) ? input : [{ publicKey: input }];
  if (configured.length === 0 || configured.length > entriesMax) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: `A key ring holds 1 to ${entriesMax} keys, not ${configured.length}.`,
      next: 'Pass the Alipay public keys that are in use now.',
    });
  }
  if (!configured.every((entry) => typeof entry === 'object' && entry !== null)) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'A list of Alipay public keys holds something that is no entry.',
      next: 'Pass entries such as { keyVersion: "1", publicKey }, or one key without a list.',
    });
  }
  if (
    !configured.every(
      ({ keyVersion = '1' }) => /^[\w.-]{1,32}$/.test(keyVersion) && typeof keyVersion === 'string',
    )
  ) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'A keyVersion of the key ring is not text of 1 to 32 letters, digits, dots and dashes.',
      next: 'Write the version as text, such as "1".',
      issues: [{ path: 'keyVersion', message: 'expected text such as "1"' }],
    });
  }
  const keys = await Promise.all(configured.map(importEntry));
  return {
    entries: keys.map(({ keyVersion, key }) => ({ keyVersion, thumbprint: key.thumbprint, bits: key.bits })),
    verify: (content, signature, keyVersion, hash) => {
      const named = keys.filter((entry) => entry.keyVersion === keyVersion);
      const foundBy = named.length > 0 ? 'named' : 'ring';
      const match = (named.length > 0 ? named : keys).find((entry) =>
        entry.key.verify(content, signature, hash),
      );
      return match && { keyVersion: match.keyVersion, thumbprint: match.key.thumbprint, foundBy };
    },
  };
}

function isEntryList(input: PublicKeyInput | readonly KeyRingEntry[]): input is readonly KeyRingEntry[] {
  return Array.isArray(input);
}

async function importEntry({ keyVersion = '1', publicKey }: KeyRingEntry): Promise<{
  readonly keyVersion: string;
  readonly key: PublicKey;
}> {
  return {
    keyVersion,
    key: await importPublicKey(publicKey, `The Alipay public key of version ${keyVersion}`),
  };
}
