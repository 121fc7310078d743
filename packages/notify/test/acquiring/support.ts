import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { createKeyRing } from '@alipay-intl/core';
import {
  type AcceptedAcquiringNotification,
  type AcquiringVerifierOptions,
  createAcquiringVerifier,
  type NotificationVerifier,
  type RefusedNotification,
} from '@alipay-intl/notify';
import { notifyPath, publicPem, vectorText } from '../support/sender.ts';

export const clientId = '2110000000000000044';
export const merchantId = '2188000000000000023';
export const notifyFunction = 'alipay.intl.acquiring.offline.notify.pay';

export type AcquiringVerifier = NotificationVerifier<AcceptedAcquiringNotification>;
type Members = Readonly<Record<string, unknown>>;

const keys = new Map<string, KeyObject>();

function privateKey(pair: string): KeyObject {
  const known = keys.get(pair) ?? createPrivateKey(vectorText(`keys/${pair}.private.pkcs8.pem`));
  keys.set(pair, known);
  return known;
}

/** A verifier of the merchant of these tests, who knows Alipay's key. */
export async function createVerifier(
  changes: Partial<AcquiringVerifierOptions> = {},
): Promise<AcquiringVerifier> {
  return createAcquiringVerifier({
    clientId,
    keyRing: await createKeyRing(publicPem('alipay')),
    privateKey: vectorText('keys/merchant.private.pkcs8.pem'),
    clock: { now: () => Date.parse('2026-11-01T12:00:00+08:00') },
    ...changes,
  });
}

export interface Sealing {
  readonly head?: Members;
  readonly pair?: string;
  readonly hash?: 'sha256' | 'sha1';
  readonly outer?: 'request' | 'response';
  readonly write?: (request: { readonly head: Members; readonly body: unknown }) => string;
  readonly wrap?: (content: string, signature: string) => string;
}

/** Signs a notification as Alipay does, with node:crypto alone, after docs/wire/acquiring §4.1 and §11. */
export function seal(body: unknown, sealing: Sealing = {}): Buffer {
  const { pair = 'alipay', hash = 'sha256', outer = 'request', write = JSON.stringify } = sealing;
  const head = {
    version: '2.0.4',
    function: notifyFunction,
    clientId,
    reqTime: '2026-11-01T12:00:00+08:00',
    reqMsgId: 'message_1',
    reserve: '{}',
    ...sealing.head,
  };
  const content = write({ head, body });
  const signature = sign(hash, Buffer.from(content), privateKey(pair)).toString('base64');
  const wrap = sealing.wrap ?? ((inner, text) => `{"${outer}":${inner},"signature":"${text}"}`);
  return Buffer.from(wrap(content, signature));
}

export function infoOf(resultCode: string, resultStatus: string) {
  return { resultStatus, resultCodeId: '99999999', resultCode, resultMsg: 'text' };
}

/** The usual notification of a payment, with some members changed. */
export function paidBody(changes: object = {}) {
  return {
    resultInfo: infoOf('SUCCESS', 'S'),
    merchantId,
    acquirementId: '2015032412007101547201352747',
    merchantTransId: '51051001000000000002',
    orderAmount: { currency: 'USD', value: '599' },
    payAmount: { currency: 'CNY', value: '4253' },
    paymentTime: '2026-11-01T11:59:58+08:00',
    ...changes,
  };
}

/** Has a verifier judge bytes as they would arrive. */
export function verify(
  verifier: AcquiringVerifier,
  body: Uint8Array,
  method = 'POST',
): AcceptedAcquiringNotification | RefusedNotification {
  return verifier.verify({ method, url: notifyPath, headers: [], body });
}

/** The acceptance, or a failure with the refusal in it. */
export function expectAccepted(
  verified: AcceptedAcquiringNotification | RefusedNotification,
): AcceptedAcquiringNotification {
  if (verified.accepted) return verified;
  throw new Error('expected it to be accepted', { cause: verified.error });
}

/** The code of the refusal, or a failure. */
export function refusalOf(verified: AcceptedAcquiringNotification | RefusedNotification): string {
  if (verified.accepted) throw new Error(`expected a refusal, got ${verified.notification.kind}`);
  return verified.error.code;
}
