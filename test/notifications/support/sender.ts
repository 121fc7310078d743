import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createKeyRing, type KeyRing } from '@alipay-intl/core/keys';
import type { NotificationRequest } from '@alipay-intl/notify';

export const clientId = 'T_111222333';
export const notifyPath = '/alipay/notify';

/** The pairs of keys of Alipay in these tests, by the version that they are sent under. */
const pairs = { '1': 'alipay', '2': 'alipay-v2' } as const;
export type KeyVersion = keyof typeof pairs;

const keyText = (name: string): string =>
  readFileSync(new URL(`../../vectors/keys/${name}`, import.meta.url), 'utf8');
const privateKeys = new Map<KeyVersion, KeyObject>();

function privateKey(version: KeyVersion): KeyObject {
  const known = privateKeys.get(version) ?? createPrivateKey(keyText(`${pairs[version]}.private.pkcs8.pem`));
  privateKeys.set(version, known);
  return known;
}

/** Alipay's public key of a version. */
export function publicKeyText(version: KeyVersion): string {
  return keyText(`${pairs[version]}.public.spki.pem`);
}

/** A ring with these of Alipay's keys. */
export function ringOf(...versions: readonly KeyVersion[]): Promise<KeyRing> {
  return createKeyRing(
    versions.map((keyVersion) => ({
      keyVersion,
      publicKey: keyText(`${pairs[keyVersion]}.public.spki.pem`),
    })),
  );
}

/** The notification of a payment of 5.99 USD, as bytes. */
export function paidBody(paymentRequestId: string): Buffer {
  return Buffer.from(
    JSON.stringify({
      notifyType: 'PAYMENT_RESULT',
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
      paymentRequestId,
      paymentId: `2026${paymentRequestId}`,
      paymentAmount: { currency: 'USD', value: '599' },
      paymentCreateTime: '2026-11-01T12:00:00+08:00',
      paymentTime: '2026-11-01T12:00:05+08:00',
    }),
  );
}

/** Signs a body as Alipay does, with node:crypto alone. docs/wire/v1 §2.1. */
export function seal(
  body: Buffer,
  keyVersion: KeyVersion = '1',
): NotificationRequest & { readonly body: Buffer } {
  const time = new Date().toISOString();
  const text = Buffer.concat([Buffer.from(`POST ${notifyPath}\n${clientId}.${time}.`), body]);
  const signature = encodeURIComponent(sign('sha256', text, privateKey(keyVersion)).toString('base64'));
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: `algorithm=RSA256,keyVersion=${keyVersion},signature=${signature}`,
  };
  return { method: 'POST', url: notifyPath, headers, body };
}
