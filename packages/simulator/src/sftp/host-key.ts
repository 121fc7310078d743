import { createHash } from 'node:crypto';
import type { utils } from 'ssh2';
import { SimulatorError } from '../simulator-error.ts';
import { makeKeyPair } from './make-key-pair.ts';

/** A host key in the forms in which it is needed. */
export interface HostKey {
  readonly privateKey: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** Key type and base64, as in `known_hosts`. */
  readonly publicKey: string;
}

/** Reads a private host key, or makes one. Throws `ERR_SIMULATOR_OPTION_INVALID`. */
export function openHostKey(tools: typeof utils, given?: string): HostKey {
  const privateKey = given ?? makeKeyPair(tools).private;
  const key = tools.parseKey(privateKey);
  if (key instanceof Error || !key.isPrivateKey()) {
    throw new SimulatorError(
      'ERR_SIMULATOR_OPTION_INVALID',
      'sftp.hostKey must be a private key without passphrase',
    );
  }
  const bytes = key.getPublicSSH();
  const digest = createHash('sha256').update(bytes).digest('base64').replaceAll('=', '');
  return {
    privateKey,
    fingerprint: `SHA256:${digest}`,
    publicKey: `${key.type} ${bytes.toString('base64')}`,
  };
}
