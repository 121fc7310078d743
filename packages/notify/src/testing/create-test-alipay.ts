import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type AcquiringDialect,
  type AcquiringDialectName,
  acquiringDialects,
} from '@alipay-intl/core/dialects';
import { OptionError } from '@alipay-intl/core/errors';
import { createKeyRing, importPrivateKey, type KeyRing } from '@alipay-intl/core/keys';
import { type Clock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { idOption, pathOption, portOption } from '../option-parts.ts';
import { signAcquiring, signV1, type TestRequest, type TestSigning } from './sign-test-notification.ts';
import type { TestNotification } from './test-notification.ts';

/** Settings of {@link createTestAlipay}. */
export interface TestAlipayOptions {
  /** The client id that your code under test is configured with. */
  readonly clientId: string;
  /** The path of your notification URL, without query. */
  readonly path: string;
  /** The dialect of the acquiring family that your code under test is configured with. Default `public-2.0.4`. */
  readonly dialect?: AcquiringDialectName | AcquiringDialect | undefined;
  /** When notifications are signed. Default: this machine's time. */
  readonly clock?: Clock | undefined;
}

/** An Alipay of your own tests. Its key is made anew each time and never leaves the process. */
export interface TestAlipay {
  /** For `createNotificationVerifier` and `createAcquiringVerifier` in a test. Its only key has the version `TEST-ONLY`. */
  readonly testKeyRing: KeyRing;
  /** The same key in PEM, for code under test that reads it from its configuration. */
  readonly testPublicKey: string;
  /**
   * Signs a notification of either family as Alipay does.
   *
   * @throws OptionError `ERR_OPTION_INVALID` naming each setting, `ERR_TIMESTAMP_INVALID` for `at`.
   */
  signTestNotification(notification: TestNotification, signing?: TestSigning): Promise<TestRequest>;
}

/** Where a log or a receipt names the key of a notification, it says what it is. */
const testKeyVersion = 'TEST-ONLY';

const testOptions = z.strictObject({
  clientId: idOption,
  path: pathOption,
  dialect: z.union([z.enum(['public-2.0.4', 'public-2.0.2', 'hk-2.0.0']), portOption]).optional(),
  clock: portOption.optional(),
});

/**
 * Makes an Alipay for your own tests: a fresh key pair that signs notifications. FOR TESTS ONLY: whoever trusts its key
 * believes what a test says about money. So there is no fixed key that could find its way into a configuration, the private key
 * cannot be read, and it refuses to work where `NODE_ENV` is `production`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, or where `NODE_ENV` is `production`.
 */
export async function createTestAlipay(options: TestAlipayOptions): Promise<TestAlipay> {
  refuseProduction();
  checkInput(testOptions, options, { code: 'ERR_OPTION_INVALID', name: 'test Alipay' });
  const { clientId, path, clock = systemClock, dialect: given = 'public-2.0.4' } = options;
  const dialect = typeof given === 'string' ? acquiringDialects[given] : given;
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const privateKey = await importPrivateKey(pair.privateKey);
  const testPublicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const sender = { clientId, path, clock, dialect, privateKey, keyVersion: testKeyVersion };
  return {
    testKeyRing: await createKeyRing([{ keyVersion: testKeyVersion, publicKey: testPublicKey }]),
    testPublicKey,
    signTestNotification: (notification, signing = {}) =>
      notification.family === 'v1'
        ? signV1(sender, notification.body, signing)
        : signAcquiring(sender, notification, signing),
  };
}

/**
 * A fresh private key in PEM, for the merchant of your tests: `createAcquiringVerifier` signs its acknowledgements with one.
 * FOR TESTS ONLY.
 *
 * @throws OptionError `ERR_OPTION_INVALID` where `NODE_ENV` is `production`.
 */
export async function createTestMerchantKey(): Promise<string> {
  refuseProduction();
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function refuseProduction(): void {
  if (process.env['NODE_ENV'] !== 'production') return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: 'The test kit was used where NODE_ENV is production.',
    money: 'Nothing was signed.',
    next: 'Import @alipay-intl/notify/testing in tests only.',
  });
}
