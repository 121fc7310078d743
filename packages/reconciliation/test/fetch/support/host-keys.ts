import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';

/** A host key with the ways to pin it. */
export interface TestHostKey {
  /** For a server of ssh2 or OpenSSH. */
  readonly privateKey: string;
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicLine: string;
}

const parameters = {
  ed25519: [],
  ecdsa: ['-b', '256'],
  rsa: ['-b', '2048'],
} as const;

/** Makes a key with ssh-keygen, so that its fingerprint is not of our own making. */
export function makeHostKey(
  folder: string,
  type: keyof typeof parameters,
  name = type as string,
): TestHostKey {
  const path = join(folder, `${name}_key`);
  execFileSync('ssh-keygen', ['-q', '-t', type, ...parameters[type], '-N', '', '-C', '', '-f', path]);
  const [, fingerprint = ''] = execFileSync('ssh-keygen', ['-lf', `${path}.pub`], { encoding: 'utf8' }).split(
    ' ',
  );
  return {
    privateKey: readFileSync(path, 'utf8'),
    publicLine: readFileSync(`${path}.pub`, 'utf8').trim(),
    fingerprint,
  };
}

/** A key for logging in. */
export function makeLoginKey(): { readonly privateKey: string; readonly publicLine: string } {
  const { private: privateKey, public: publicLine } = ssh2.utils.generateKeyPairSync('ed25519');
  return { privateKey, publicLine };
}
