import { createKeyRing, type KeyRing, type KeyRingEntry } from '../keys/key-ring.ts';
import { importPrivateKey, type PrivateKey, type PrivateKeyInput } from '../keys/private-key.ts';
import type { PublicKeyInput } from '../keys/public-key.ts';
import { keyError } from '../keys/rsa-rule.ts';

/**
 * Imports the keys of a gateway, once.
 *
 * @throws OptionError `ERR_KEY_INVALID`, also where the merchant's own public key was configured as Alipay's.
 */
export async function importGatewayKeys(settings: {
  readonly privateKey: PrivateKeyInput;
  readonly privateKeyPassphrase?: string | undefined;
  readonly alipayPublicKeys: PublicKeyInput | readonly KeyRingEntry[];
}): Promise<{ readonly privateKey: PrivateKey; readonly keyRing: KeyRing }> {
  const privateKey = await importPrivateKey(settings.privateKey, {
    passphrase: settings.privateKeyPassphrase,
    whose: 'privateKey',
  });
  const keyRing = await createKeyRing(settings.alipayPublicKeys);
  const isOwnKey = keyRing.entries.some((entry) => entry.thumbprint === privateKey.thumbprint);
  if (!isOwnKey) return { privateKey, keyRing };
  throw keyError(
    'alipayPublicKeys holds your own public key.',
    'The dashboard shows the Alipay public key after yours was uploaded; copy that one.',
  );
}
