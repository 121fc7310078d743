import { createHash, createHmac } from 'node:crypto';
import ssh2 from 'ssh2';

/** A host key with the ways to pin it. */
export interface TestHostKey {
  /** For a server of ssh2 or OpenSSH. */
  readonly privateKey: string;
  /** As `ssh-keygen -lf` prints it; a test compares. */
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicLine: string;
}

/** The kinds of host keys; `ecdsa` alone has 256 bits. */
export type TestKeyKind = 'ed25519' | 'ecdsa' | 'ecdsa-384' | 'ecdsa-521' | 'rsa';

/** A new host key. */
export function makeHostKey(kind: TestKeyKind = 'ed25519'): TestHostKey {
  const { private: privateKey, public: publicLine } = makeKeyPair(kind);
  const [, base64 = ''] = publicLine.split(' ');
  const digest = createHash('sha256').update(base64, 'base64').digest('base64');
  return { privateKey, publicLine: publicLine.trim(), fingerprint: `SHA256:${digest.replace('=', '')}` };
}

function makeKeyPair(kind: TestKeyKind): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  const { generateKeyPairSync, parseKey } = ssh2.utils;
  if (kind === 'ed25519') {
    // One in two hundred cannot be read by ssh2 itself.
    for (;;) {
      const pair = generateKeyPairSync('ed25519');
      if (!(parseKey(pair.private) instanceof Error)) return pair;
    }
  }
  if (kind === 'rsa') return generateKeyPairSync('rsa', { bits: 2048 });
  if (kind === 'ecdsa') return generateKeyPairSync('ecdsa', { bits: 256 });
  return generateKeyPairSync('ecdsa', { bits: kind === 'ecdsa-384' ? 384 : 521 });
}

/** A key for logging in. */
export function makeLoginKey(): { readonly privateKey: string; readonly publicLine: string } {
  return makeHostKey();
}

/** A name as `ssh-keygen -H` writes it into `known_hosts`. */
export function hashedName(name: string): string {
  const salt = Buffer.alloc(20, 7);
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}
