import forge from 'node-forge';
import { keyError } from './keys/rsa-rule.ts';

/** What a PKCS#12 keystore holds. */
export interface Keystore {
  /** The private key as PKCS#8 PEM, ready for `privateKey`. */
  readonly privateKey: string;
  /** The certificates as PEM, in the order of the file. */
  readonly certificates: readonly string[];
}

/**
 * Opens a PKCS#12 keystore (`.p12`, `.pfx`). node-forge only unpacks the container here; it never signs or verifies.
 *
 * @param bytes - the file.
 * @param password - opens it; an empty text for a keystore without one.
 * @throws OptionError `ERR_KEY_INVALID` where it is no keystore, the password is wrong, or it holds no RSA private key.
 */
export function readKeystore(bytes: Uint8Array, password: string): Keystore {
  const bags = openBags(bytes, password);
  const keyBag = bags.find((bag) => bag.key !== undefined && bag.key !== null);
  if (keyBag?.key === undefined || keyBag.key === null) {
    throw keyError(
      'The keystore holds no RSA private key.',
      'Export the key pair, not only the certificate.',
    );
  }
  const { pki } = forge;
  return {
    privateKey: pki.privateKeyInfoToPem(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(keyBag.key))),
    certificates: bags.flatMap((bag) => (bag.cert ? [pki.certificateToPem(bag.cert)] : [])),
  };
}

function openBags(bytes: Uint8Array, password: string): readonly forge.pkcs12.Bag[] {
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
    return forge.pkcs12.pkcs12FromAsn1(asn1, password).safeContents.flatMap((contents) => contents.safeBags);
  } catch {
    throw keyError(
      'The keystore cannot be opened: the password is wrong, or this is not a PKCS#12 file.',
      'Check the password with: openssl pkcs12 -info -noout -in FILE.',
    );
  }
}
