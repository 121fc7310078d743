import { type AcquiringDialectName, acquiringDialects, createKeyRing } from '@alipay-intl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicPem, vectorText } from '../support/sender.ts';
import {
  type AcquiringVerifier,
  clientId,
  createVerifier,
  expectAccepted,
  refusalOf,
  verify,
} from './support.ts';

interface Vector {
  readonly name: string;
  readonly direction: 'request' | 'response' | 'notification' | 'acknowledgement';
  readonly dialect: AcquiringDialectName;
  readonly hash: 'sha256' | 'sha1';
  readonly key: string;
  readonly outerKey: string;
  readonly contentBase64: string;
  readonly envelopeBase64: string;
  readonly expect: 'accept' | 'refuse';
  readonly reason?: string;
  readonly signatureMatches: boolean;
}

const vectors = JSON.parse(vectorText('envelopes.json')) as readonly Vector[];
const notifications = vectors.filter(({ direction }) => direction === 'notification');
const accepted = notifications.filter((vector) => vector.expect === 'accept');
const refused = notifications.filter((vector) => vector.expect === 'refuse');

const verifiers = new Map<string, AcquiringVerifier>();
const settingOf = ({ dialect, hash, key }: Vector): string => `${dialect} ${hash} ${key}`;

beforeAll(async () => {
  for (const vector of vectors) {
    if (verifiers.has(settingOf(vector))) continue;
    const dialect = { ...acquiringDialects[vector.dialect], hash: vector.hash };
    const keyRing = await createKeyRing(publicPem(vector.key));
    verifiers.set(settingOf(vector), await createVerifier({ dialect, keyRing }));
  }
});

function judge(vector: Vector) {
  return verify(verifiers.get(settingOf(vector))!, Buffer.from(vector.envelopeBase64, 'base64'));
}

it('the vectors hold notifications of every dialect, under both outer keys', () => {
  const forms = new Set(accepted.map(({ dialect, outerKey }) => `${dialect} ${outerKey}`));
  expect(forms.size).toBe(6);
  expect([accepted.length, refused.length]).toEqual([16, 44]);
});

describe('genuine', () => {
  it.each(accepted.filter(({ name }) => name !== 'notification empty-body'))('$name is paid', (vector) => {
    const { notification, head } = expectAccepted(judge(vector));
    expect(notification).toMatchObject({
      kind: 'paid',
      merchantTransId: '51051001000000000002',
      orderAmount: { currency: 'HKD', value: '5800' },
      payAmount: { currency: 'CNY', value: '5290' },
    });
    const content = JSON.parse(Buffer.from(vector.contentBase64, 'base64').toString('utf8'));
    expect(notification.body).toEqual(content.body);
    expect(head).toEqual({ function: content.head.function, reqMsgId: '20240501-0002' });
    expect(content.head.clientId).toBe(clientId);
  });

  it('notification empty-body is genuine, and says nothing', () => {
    const vector = accepted.find(({ name }) => name === 'notification empty-body')!;
    expect(refusalOf(judge(vector))).toBe('ERR_NOTIFICATION_MALFORMED');
  });
});

describe('refused', () => {
  it.each(refused)('$name ($reason)', (vector) => {
    const code = refusalOf(judge(vector));
    if (vector.reason === 'signature-mismatch') expect(code).toBe('ERR_SIGNATURE_INVALID');
    else expect(code).toMatch(/^(?:ERR_SIGNATURE_(?:MALFORMED|MISSING)|ERR_NOTIFICATION_MALFORMED)$/);
  });

  it('whatever is refused in any other direction is refused here too', () => {
    // Either outer key is taken here, so the vectors whose only flaw it is are left out.
    const others = vectors.filter(
      ({ direction, expect: verdict, reason }) =>
        direction !== 'notification' && verdict === 'refuse' && reason !== 'wrong-outer-member',
    );
    expect(others.length).toBeGreaterThan(350);
    const wrong = others.filter((vector) => judge(vector).accepted);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('a genuine message of any other direction is never paid', () => {
    const others = vectors.filter(
      ({ direction, expect: verdict }) => direction !== 'notification' && verdict === 'accept',
    );
    const kinds = others.map((vector) => {
      const verified = judge(vector);
      return verified.accepted ? verified.notification.kind : verified.error.code;
    });
    expect(kinds).not.toContain('paid');
    expect(kinds).toContain('other');
  });
});
