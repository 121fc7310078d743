import type { AcceptedNotification, NotificationVerifier } from '@alipay-intl/notify';
import { acknowledgement } from '@alipay-intl/notify';
import { clientId, notifyPath, paidBody } from '../support/sender.ts';

/** Believes everything, where the price of signatures is not the question. */
export const trustingVerifier: NotificationVerifier<AcceptedNotification> = {
  acknowledge: () => acknowledgement('received'),
  decline: () => acknowledgement('not-processed'),
  verify: ({ body }) => {
    const members = JSON.parse(Buffer.from(body).toString('utf8'));
    return {
      accepted: true,
      notification: { ...members, kind: 'paid', body: members },
      verifiedBy: { keyVersion: '1', thumbprint: '', foundBy: 'named' },
      sentAtMs: Date.now(),
      signedWithQuery: false,
    };
  },
};

/** A request that only such a verifier takes. */
export function unsealed(payment: string): {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
} {
  return {
    method: 'POST',
    url: notifyPath,
    headers: { 'client-id': clientId, signature: 'none' },
    body: paidBody(payment),
  };
}
