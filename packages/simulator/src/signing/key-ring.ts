import type { KeyObject } from 'node:crypto';
import type { MerchantOptions } from '../options.ts';
import { SimulatorError } from '../simulator-error.ts';
import {
  generateRsaKeyPair,
  generateRsaKeyPairSync,
  publicPemOf,
  readPrivateKey,
  readPublicKey,
} from './key-pair.ts';

/** The keys of both sides: what the merchant signs with is checked, what Alipay signs with is held. */
export interface KeyRing {
  readonly merchantPublicKey: KeyObject;
  readonly merchantPublicPem: string;
  /** Present only when the simulator made the merchant's pair itself. */
  readonly merchantPrivatePem: string | undefined;
  readonly merchantKeyVersion: string;
  alipayPrivateKey(): KeyObject;
  alipayPublicPem(): string;
  alipayKeyVersion(): string;
  /** A key that nobody trusts, for the faults that need one; made when first asked for. */
  foreignPrivateKey(): Promise<KeyObject>;
  /** Replaces Alipay's key and returns the new public half in PEM. */
  rotateAlipayKey(keyVersion: string): string;
}

interface AlipayKey {
  readonly privateKey: KeyObject;
  readonly publicPem: string;
  readonly keyVersion: string;
}

/** Reads the keys that were given and makes those that were not (docs/wire/v1 §2.3). */
export async function createKeyRing(options: MerchantOptions): Promise<KeyRing> {
  const keyVersion = options.keyVersion ?? '1';
  assertKeyVersion(keyVersion);
  const [merchant, alipayPem] = await Promise.all([
    options.merchantPublicKey === undefined ? generateRsaKeyPair() : undefined,
    options.alipayPrivateKey ?? generateRsaKeyPair().then((pair) => pair.privateKey),
  ]);
  const merchantPublicPem = merchant?.publicKey ?? options.merchantPublicKey ?? '';
  let alipay = toAlipayKey(alipayPem, keyVersion);
  let foreign: Promise<KeyObject> | undefined;
  return {
    merchantPublicKey: readPublicKey('merchant.merchantPublicKey', merchantPublicPem),
    merchantPublicPem,
    merchantPrivatePem: merchant?.privateKey,
    merchantKeyVersion: keyVersion,
    alipayPrivateKey: () => alipay.privateKey,
    alipayPublicPem: () => alipay.publicPem,
    alipayKeyVersion: () => alipay.keyVersion,
    foreignPrivateKey: () => {
      foreign ??= generateRsaKeyPair().then((pair) => readPrivateKey('foreign key', pair.privateKey));
      return foreign;
    },
    rotateAlipayKey: (newVersion) => {
      assertKeyVersion(newVersion);
      alipay = toAlipayKey(generateRsaKeyPairSync().privateKey, newVersion);
      return alipay.publicPem;
    },
  };
}

/** The version is written into a header between commas, so only digits and letters can be taken. */
function assertKeyVersion(keyVersion: string): void {
  if (/^[A-Za-z0-9]{1,16}$/.test(keyVersion)) return;
  throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', 'keyVersion must be 1 to 16 letters or digits');
}

function toAlipayKey(privatePem: string, keyVersion: string): AlipayKey {
  const privateKey = readPrivateKey('merchant.alipayPrivateKey', privatePem);
  return { privateKey, publicPem: publicPemOf(privateKey), keyVersion };
}
