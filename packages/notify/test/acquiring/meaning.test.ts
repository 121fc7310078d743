import { inspect } from 'node:util';
import { OptionError } from '@alipay-intl/core';
import type { AcquiringNotification } from '@alipay-intl/notify';
import { createAcquiringVerifier } from '@alipay-intl/notify';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createRing, vectorText } from '../support/sender.ts';
import {
  type AcquiringVerifier,
  clientId,
  createVerifier,
  expectAccepted,
  infoOf,
  merchantId,
  paidBody,
  refusalOf,
  type Sealing,
  seal,
  verify,
} from './support.ts';

let verifier: AcquiringVerifier;
/** One that also knows which merchant it is. */
let strict: AcquiringVerifier;
beforeAll(async () => {
  verifier = await createVerifier();
  strict = await createVerifier({ merchantId });
});

const notificationOf = (body: unknown, sealing: Sealing = {}): AcquiringNotification =>
  expectAccepted(verify(verifier, seal(body, sealing))).notification;

describe('paid', () => {
  it('for S, with ids, amounts and time', () => {
    const accepted = expectAccepted(verify(verifier, seal(paidBody({ somethingNew: { deep: 1 } }))));
    expect(accepted.notification).toMatchObject({
      kind: 'paid',
      merchantTransId: '51051001000000000002',
      acquirementId: '2015032412007101547201352747',
      orderAmount: { currency: 'USD', value: '599' },
      payAmount: { currency: 'CNY', value: '4253' },
      paymentTime: '2026-11-01T11:59:58+08:00',
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'text' },
    });
    expect(accepted.notification.body['somethingNew']).toEqual({ deep: 1 });
    expect(accepted.head).toEqual({
      function: 'alipay.intl.acquiring.offline.notify.pay',
      reqMsgId: 'message_1',
    });
    expect(accepted.verifiedBy).toMatchObject({ keyVersion: '1' });
  });

  it('without the members that the cut table leaves open', () => {
    const bare = {
      payAmount: undefined,
      paymentTime: undefined,
      acquirementId: undefined,
      merchantId: undefined,
    };
    const notification = notificationOf(paidBody(bare));
    expect(notification).toMatchObject({ kind: 'paid', payAmount: undefined, paymentTime: undefined });
  });

  it('reads an amount whose value is a JSON integer', () => {
    const notification = notificationOf(paidBody({ orderAmount: { currency: 'JPY', value: 599 } }));
    expect(notification).toMatchObject({ kind: 'paid', orderAmount: { currency: 'JPY', value: '599' } });
  });

  it.each<[string, unknown]>([
    ['no', undefined],
    ['a null', null],
    ['a text', '599'],
    ['an empty', {}],
    ['a fractional', { currency: 'USD', value: '5.99' }],
    ['a fractional JSON', { currency: 'USD', value: 5.99 }],
    ['a negative', { currency: 'USD', value: '-599' }],
    ['a currencyless', { value: '599' }],
    ['an unknown', { currency: 'ZZZ', value: '599' }],
    ['a huge', { currency: 'USD', value: '1'.repeat(17) }],
    ['an unsafe JSON', { currency: 'USD', value: 2 ** 60 }],
    ['a listed', [{ currency: 'USD', value: '599' }]],
  ])('never with %s orderAmount', (_case, orderAmount) => {
    expect(refusalOf(verify(verifier, seal(paidBody({ orderAmount }))))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it.each([undefined, null, '', 51051, {}])('never with the merchantTransId %j', (merchantTransId) => {
    expect(refusalOf(verify(verifier, seal(paidBody({ merchantTransId }))))).toBe(
      'ERR_NOTIFICATION_MALFORMED',
    );
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a text', 'S'],
    ['empty', {}],
    ['in small letters', { resultStatus: 's', resultCode: 'SUCCESS' }],
    ['a word', { resultStatus: 'SUCCESS', resultCode: 'SUCCESS' }],
    ['a list', [{ resultStatus: 'S' }]],
  ])('never where resultInfo is %s', (_case, resultInfo) => {
    expect(refusalOf(verify(verifier, seal(paidBody({ resultInfo }))))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it('never by a result where v1 has it', () => {
    const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: '' };
    const body = { ...paidBody({ resultInfo: undefined }), result, notifyType: 'PAYMENT_RESULT' };
    expect(refusalOf(verify(verifier, seal(body)))).toBe('ERR_NOTIFICATION_MALFORMED');
  });
});

describe('declined', () => {
  it('for F, with its id', () => {
    const body = { resultInfo: infoOf('USER_BALANCE_NOT_ENOUGH', 'F'), merchantTransId: 't1' };
    expect(notificationOf(body)).toMatchObject({
      kind: 'declined',
      merchantTransId: 't1',
      acquirementId: undefined,
      result: { resultCode: 'USER_BALANCE_NOT_ENOUGH' },
    });
  });

  it('for F without any id: only a query tells which payment it was', () => {
    expect(notificationOf({ resultInfo: infoOf('PROCESS_FAIL', 'F') })).toMatchObject({
      kind: 'declined',
      merchantTransId: undefined,
      acquirementId: undefined,
    });
  });

  it('for F even beside amounts and a payment time', () => {
    expect(notificationOf(paidBody({ resultInfo: infoOf('SUCCESS', 'F') })).kind).toBe('declined');
  });
});

describe('processing', () => {
  it.each(['UNKNOWN_EXCEPTION', 'PAYMENT_IN_PROCESS', 'SUCCESS'])(
    'for %s/U, whatever stands beside it',
    (code) => {
      expect(notificationOf(paidBody({ resultInfo: infoOf(code, 'U') }))).toMatchObject({
        kind: 'processing',
        merchantTransId: '51051001000000000002',
      });
      expect(notificationOf({ resultInfo: infoOf(code, 'U') })).toMatchObject({
        kind: 'processing',
        merchantTransId: undefined,
      });
    },
  );
});

describe('other', () => {
  it.each([
    'alipay.intl.acquiring.offline.pay',
    'alipay.intl.acquiring.offline.payQuery',
    'alipay.intl.acquiring.offline.notify.payment',
    'alipay.intl.acquiring.offline.notify.pay ',
    'Xalipay.intl.acquiring.offline.notify.pay',
    'alipay.intl.merchant.common.indirectMerchant.maintain',
    'alipay.intl.oauth.notify.pay',
    '',
  ])('%j with S and every member of a payment is not paid', (name) => {
    const notification = notificationOf(paidBody(), { head: { function: name } });
    expect(notification.kind).toBe('other');
    expect(notification.body['orderAmount']).toEqual({ currency: 'USD', value: '599' });
  });

  it.each([
    ['usual', undefined],
    ['signature first', (content: string, text: string) => `{"signature":"${text}","response":${content}}`],
    ['blanks', (content: string, text: string) => ` { "response" : ${content} , "signature" : "${text}" } `],
    ['escaped', (content: string, text: string) => `{"\\u0072esponse":${content},"signature":"${text}"}`],
  ])('the answer to a call of ours, replayed to the notify URL, is refused: %s', (_name, wrap) => {
    for (const call of ['offline.payQuery', 'offline.pay', 'common.refund', 'offline.notify.query']) {
      const head = { function: `alipay.intl.acquiring.${call}`, respTime: '2026-11-01T12:00:01+08:00' };
      const how = { head, ...(wrap && { wrap }) };
      const answer = seal(paidBody({ acquirementStatus: 'SUCCESS' }), { outer: 'response', ...how });
      expect(refusalOf(verify(verifier, answer))).toBe('ERR_NOTIFICATION_MALFORMED');
    }
  });

  it('has no need of a result', () => {
    const notification = notificationOf({ registrationStatus: 'ACTIVE' }, { head: { function: 'x' } });
    expect(notification).toMatchObject({ kind: 'other', result: undefined });
  });

  it('of the cashier of the same family is a payment all the same', () => {
    const head = { function: 'alipay.intl.acquiring.cashier.notify.pay' };
    expect(notificationOf(paidBody(), { head }).kind).toBe('paid');
  });
});

describe('whose it is', () => {
  it.each([['T_OTHER'], [undefined], [null], [''], [[clientId]], [Number(clientId)], [`${clientId} `]])(
    'the client id %j in the head is refused',
    (value) => {
      expect(refusalOf(verify(verifier, seal(paidBody(), { head: { clientId: value } })))).toBe(
        'ERR_SIGNATURE_CLIENT',
      );
    },
  );

  it('another merchant id is refused where ours is known', () => {
    for (const party of [
      { merchantId: 'other' },
      { merchantId: undefined, partnerId: 'other' },
      { merchantId: 1 },
    ]) {
      expect(refusalOf(verify(strict, seal(paidBody(party))))).toBe('ERR_SIGNATURE_CLIENT');
      expect(expectAccepted(verify(verifier, seal(paidBody(party)))).notification.kind).toBe('paid');
    }
  });

  it('our merchant id, under either name or none, is taken', () => {
    for (const party of [{}, { merchantId: undefined, partnerId: merchantId }, { merchantId: undefined }]) {
      expect(expectAccepted(verify(strict, seal(paidBody(party)))).notification.kind).toBe('paid');
    }
  });

  it.each([
    ['no function', { function: undefined }],
    ['a function that is no text', { function: 1 }],
    ['no reqMsgId', { reqMsgId: undefined }],
    ['a reqMsgId that is no text', { reqMsgId: { a: 1 } }],
  ])('a head with %s is refused: it could not be acknowledged', (_case, head) => {
    expect(refusalOf(verify(verifier, seal(paidBody(), { head })))).toBe('ERR_NOTIFICATION_MALFORMED');
  });

  it.each(['GET', 'PUT', 'post', '', 'HEAD'])('the method %j is refused', (method) => {
    expect(refusalOf(verify(verifier, seal(paidBody()), method))).toBe('ERR_NOTIFICATION_MALFORMED');
  });
});

describe('the envelope', () => {
  it.each<[string, Sealing]>([
    ['under request', {}],
    ['under response', { outer: 'response' }],
    ['with the signature first', { wrap: (c, s) => `{"signature":"${s}","request":${c}}` }],
    [
      'pretty',
      {
        write: (v) => JSON.stringify(v, null, 2),
        wrap: (c, s) => `{\n "request": ${c},\n "signature": "${s}"\n}\n`,
      },
    ],
    [
      'with escaped slashes',
      {
        write: (v) => JSON.stringify(v).replaceAll('/', '\\/'),
        wrap: (c, s) => `{"request":${c},"signature":"${s.replaceAll('/', '\\/')}"}`,
      },
    ],
    [
      'with base64 twice',
      { wrap: (c, s) => `{"request":${c},"signature":"${Buffer.from(s).toString('base64')}"}` },
    ],
  ])('is taken %s', (_case, sealing) => {
    const body = paidBody({ memo: 'a/b Törtchen 奶茶 },"signature":"x"' });
    const { notification } = expectAccepted(verify(verifier, seal(body, sealing)));
    expect(notification.kind).toBe('paid');
    expect(notification.body['memo']).toBe('a/b Törtchen 奶茶 },"signature":"x"');
  });

  const failed = JSON.stringify({ head: {}, body: { resultInfo: infoOf('X', 'F') } });
  it.each<[string, Sealing, string]>([
    ['signed by the merchant itself', { pair: 'merchant' }, 'ERR_SIGNATURE_INVALID'],
    ['signed by a key that is not in the ring', { pair: 'alipay-v2' }, 'ERR_SIGNATURE_INVALID'],
    ['signed with the other hash', { hash: 'sha1' }, 'ERR_SIGNATURE_INVALID'],
    ['not signed', { wrap: (c) => `{"request":${c}}` }, 'ERR_SIGNATURE_MISSING'],
    [
      'with an empty signature',
      { wrap: (c) => `{"request":${c},"signature":""}` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with base64 three times',
      { wrap: (c, s) => `{"request":${c},"signature":"${twice(s)}"}` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with request twice',
      { wrap: (c, s) => `{"request":${failed},"request":${c},"signature":"${s}"}` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with request and response',
      { wrap: (c, s) => `{"request":${c},"response":${failed},"signature":"${s}"}` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with a hidden second request',
      { wrap: (c, s) => `{"request":${c},"reques\\u0074":${failed},"signature":"${s}"}` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with bytes behind',
      { wrap: (c, s) => `{"request":${c},"signature":"${s}"};0` },
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'with resultInfo twice',
      {
        write: ({ head, body }) =>
          `{"head":${JSON.stringify(head)},"body":${JSON.stringify(body).slice(0, -1)},"resultInfo":${JSON.stringify(infoOf('X', 'F'))}}}`,
      },
      'ERR_NOTIFICATION_MALFORMED',
    ],
    [
      'with a hidden second body',
      {
        write: ({ head, body }) =>
          `{"head":${JSON.stringify(head)},"body":${JSON.stringify(body)},"bod\\u0079":{}}`,
      },
      'ERR_NOTIFICATION_MALFORMED',
    ],
    ['without a body', { write: ({ head }) => JSON.stringify({ head }) }, 'ERR_NOTIFICATION_MALFORMED'],
    ['without a head', { write: ({ body }) => JSON.stringify({ body }) }, 'ERR_NOTIFICATION_MALFORMED'],
  ])('is refused %s', (_case, sealing, code) => {
    const verified = verify(verifier, seal(paidBody(), sealing));
    expect(refusalOf(verified)).toBe(code);
    if (!verified.accepted) expect(verified.error.message).toMatch(/proves nothing about (?:the|your) money/);
  });

  it('of hk-2.0.0 needs SHA-1, and nothing else does', async () => {
    const hk = await createVerifier({ dialect: 'hk-2.0.0' });
    expect(expectAccepted(verify(hk, seal(paidBody(), { hash: 'sha1' }))).notification.kind).toBe('paid');
    expect(refusalOf(verify(hk, seal(paidBody())))).toBe('ERR_SIGNATURE_INVALID');
    const older = await createVerifier({ dialect: 'public-2.0.2' });
    expect(expectAccepted(verify(older, seal(paidBody()))).notification.kind).toBe('paid');
    expect(refusalOf(verify(older, seal(paidBody(), { hash: 'sha1' })))).toBe('ERR_SIGNATURE_INVALID');
  });

  it('is believed by either key while they rotate', async () => {
    const both = await createVerifier({ keyRing: await createRing() });
    for (const [pair, keyVersion] of [
      ['alipay', '1'],
      ['alipay-v2', '2'],
    ] as const) {
      const { verifiedBy } = expectAccepted(verify(both, seal(paidBody(), { pair })));
      expect(verifiedBy.keyVersion).toBe(keyVersion);
    }
  });
});

function twice(base64: string): string {
  return Buffer.from(Buffer.from(base64).toString('base64')).toString('base64');
}

describe('printing', () => {
  it('shows neither buyer nor signature', () => {
    const buyer = { buyerId: 'CANARY-BUYER', nested: { userId: 'CANARY-USER' } };
    for (const [status, name] of [
      ['S', 'alipay.intl.acquiring.offline.notify.pay'],
      ['F', 'alipay.intl.acquiring.offline.notify.pay'],
      ['S', 'other'],
    ] as const) {
      const body = paidBody({ ...buyer, resultInfo: infoOf('X', status) });
      const accepted = expectAccepted(verify(verifier, seal(body, { head: { function: name } })));
      expect(accepted.notification.body['buyerId']).toBe('CANARY-BUYER');
      const text = JSON.stringify(accepted) + inspect(accepted, { depth: Infinity, getters: true });
      expect(text).not.toContain('CANARY');
      expect(text).toContain('[hidden]');
    }
    const refused = verify(verifier, seal(paidBody(buyer), { head: { clientId: 'other' } }));
    expect(JSON.stringify(refused) + inspect(refused, { depth: Infinity })).not.toContain('CANARY');
  });
});

describe('the settings', () => {
  it('a private key that is none is refused when the verifier is made', async () => {
    const keyRing = await createRing();
    const made = createAcquiringVerifier({ clientId, keyRing, privateKey: 'no key' });
    await expect(made).rejects.toMatchObject({ code: 'ERR_KEY_INVALID' });
    const publicKey = vectorText('keys/merchant.public.spki.pem');
    await expect(
      createAcquiringVerifier({ clientId, keyRing, privateKey: publicKey }),
    ).rejects.toBeInstanceOf(OptionError);
  });
});

it('each notification is told apart by kind, and has no other kind', () => {
  expectTypeOf<AcquiringNotification['kind']>().toEqualTypeOf<'paid' | 'declined' | 'processing' | 'other'>();
  const describeIt = (notification: AcquiringNotification): string => {
    switch (notification.kind) {
      case 'paid':
        return notification.merchantTransId;
      case 'declined':
      case 'processing':
        return notification.merchantTransId ?? '(none)';
      case 'other':
        return notification.result?.resultCode ?? '';
      default: {
        expectTypeOf(notification).toEqualTypeOf<never>();
        return notification;
      }
    }
  };
  expect(describeIt(notificationOf(paidBody()))).toBe('51051001000000000002');
});
