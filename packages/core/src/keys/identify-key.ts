import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type KeyBytes, readKeyBytes } from './key-text.ts';

/** What a key file turned out to hold. */
export type KeyFinding =
  | { readonly holds: 'private' | 'public'; readonly container: string; readonly key: KeyObject }
  | { readonly holds: 'something-else'; readonly container: string };

type Reader = readonly [
  container: string,
  read: (bytes: KeyBytes, passphrase: string | undefined) => KeyObject,
];

const readers: readonly Reader[] = [
  ['PKCS#8', ({ der }, passphrase) => privateKeyOf(der, 'pkcs8', passphrase)],
  ['PKCS#1', ({ der }) => privateKeyOf(der, 'pkcs1')],
  ['SEC1', ({ der }) => privateKeyOf(der, 'sec1')],
  ['an encrypted PEM block', ({ pem }, passphrase) => encryptedPemKey(pem, passphrase)],
  ['SubjectPublicKeyInfo', ({ der }) => createPublicKey({ key: der, format: 'der', type: 'spki' })],
  ['PKCS#1', ({ der }) => createPublicKey({ key: der, format: 'der', type: 'pkcs1' })],
  ['an X.509 certificate', ({ der }) => new X509Certificate(der).publicKey],
];

/**
 * Says what a key text or file holds by trying each container on its bytes; the PEM label is not believed,
 * because keys with a wrong label over a right body are common.
 *
 * @param passphrase - opens an encrypted private key.
 */
export function identifyKey(input: string | Uint8Array, passphrase?: string): KeyFinding {
  const bytes = readKeyBytes(input);
  if (bytes === undefined) return { holds: 'something-else', container: describeNoBytes(input) };
  for (const [container, read] of readers) {
    const key = attempt(() => read(bytes, passphrase));
    if (key !== undefined) return { holds: key.type === 'private' ? 'private' : 'public', container, key };
  }
  return { holds: 'something-else', container: describeUnreadable(bytes, passphrase) };
}

function privateKeyOf(der: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1', passphrase?: string): KeyObject {
  return createPrivateKey({
    key: der,
    format: 'der',
    type,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
}

function encryptedPemKey(pem: string | undefined, passphrase: string | undefined): KeyObject {
  if (pem === undefined || passphrase === undefined) throw new Error('nothing to decrypt');
  return createPrivateKey({ key: pem, format: 'pem', passphrase });
}

function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function describeNoBytes(input: string | Uint8Array): string {
  return Buffer.from(input).includes('-----BEGIN ')
    ? 'a PEM block that is cut off or damaged'
    : 'neither PEM, nor base64, nor DER';
}

function describeUnreadable(bytes: KeyBytes, passphrase: string | undefined): string {
  const byLabel: Readonly<Record<string, string>> = {
    'OPENSSH PRIVATE KEY': 'an OpenSSH private key (convert it with ssh-keygen -p -m PEM)',
    'CERTIFICATE REQUEST': 'a certificate signing request, which holds no usable key',
  };
  const described = byLabel[bytes.label ?? ''];
  if (described !== undefined) return described;
  if (isEncrypted(bytes)) {
    return passphrase === undefined
      ? 'an encrypted private key (pass its passphrase)'
      : 'an encrypted private key that this passphrase does not open';
  }
  if (isPkcs12(bytes.der))
    return 'a PKCS#12 keystore (open it with readKeystore of @alipay-intl/core/keystore)';
  return 'bytes that are no key, or a damaged one';
}

function isEncrypted({ der, label, pem }: KeyBytes): boolean {
  if (label === 'ENCRYPTED PRIVATE KEY' || pem?.includes('Proc-Type: 4,ENCRYPTED')) return true;
  try {
    createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_MISSING_PASSPHRASE';
  }
}

/** A PKCS#12 file is a SEQUENCE whose first member is the INTEGER 3. */
function isPkcs12(der: Buffer): boolean {
  const lengthBytes = (der[1] ?? 0) & 0x80 ? (der[1] ?? 0) & 0x7f : 0;
  return der.subarray(2 + lengthBytes, 5 + lengthBytes).equals(Buffer.from([0x02, 0x01, 0x03]));
}
