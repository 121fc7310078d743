import { createHash } from 'node:crypto';
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

/** A new host key. */
export function makeHostKey(type: 'ed25519' | 'ecdsa' | 'rsa' = 'ed25519'): TestHostKey {
  const { private: privateKey, public: publicLine } =
    type === 'rsa'
      ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 })
      : type === 'ecdsa'
        ? ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 })
        : ssh2.utils.generateKeyPairSync('ed25519');
  const [, base64 = ''] = publicLine.split(' ');
  const digest = createHash('sha256').update(base64, 'base64').digest('base64');
  return { privateKey, publicLine: publicLine.trim(), fingerprint: `SHA256:${digest.replace('=', '')}` };
}

/** A key for logging in. */
export function makeLoginKey(): { readonly privateKey: string; readonly publicLine: string } {
  return makeHostKey();
}
