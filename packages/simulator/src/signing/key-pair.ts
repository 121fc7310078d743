import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { SimulatorError } from '../simulator-error.ts';

/** An RSA key pair as PEM text: PKCS#8 for the private half, SubjectPublicKeyInfo for the public one. */
export interface KeyPairPem {
  readonly privateKey: string;
  readonly publicKey: string;
}

const rsaForm = {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

const generateInBackground = promisify(generateKeyPair);

/** Makes an RSA-2048 key pair without blocking (docs/wire/v1 §2.3). */
export async function generateRsaKeyPair(): Promise<KeyPairPem> {
  return await generateInBackground('rsa', rsaForm);
}

/** Makes an RSA-2048 key pair at once, blocking for some tens of milliseconds. */
export function generateRsaKeyPairSync(): KeyPairPem {
  return generateKeyPairSync('rsa', rsaForm);
}

/** Reads a private key in PEM; the error names the option and never quotes the key. */
export function readPrivateKey(optionName: string, pem: string): KeyObject {
  return readRsaKey(optionName, () => createPrivateKey(pem));
}

/** Reads a public key in PEM; the error names the option. */
export function readPublicKey(optionName: string, pem: string): KeyObject {
  return readRsaKey(optionName, () => createPublicKey(pem));
}

/** Public half of a private key, as SubjectPublicKeyInfo PEM. */
export function publicPemOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

function readRsaKey(optionName: string, read: () => KeyObject): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    key = undefined;
  }
  if (key?.asymmetricKeyType === 'rsa') return key;
  throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', `${optionName} must be an RSA key in PEM form`);
}
