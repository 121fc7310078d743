import { createPrivateKey } from 'node:crypto';
import type { AlipayError, Result } from '@alipay-intl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyText } from '../support/answering-server.ts';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, infoOf, startEnvelopeServer } from './support/envelope-server.ts';
import { openTill, payRequest, preCreateRequest, refundOf, type Till } from './support/till.ts';

// Validly signed answers that belong to another message or another transaction, and envelopes that say two things.
// All of them would be a success to a careless reader.

let server: EnvelopeServer;
let till: Till;

beforeAll(async () => {
  server = await startEnvelopeServer();
  till = await openTill(server.url);
});
afterAll(async () => {
  await till.close();
  await server.close();
});

const merchantTransId = 'trans_1';
const acquirementId = '2015032412007101547201352747';
type Open = { readonly kind: 'unknown'; readonly cause: AlipayError; readonly result: Result | undefined };
type Run = () => Promise<{ readonly kind: string }>;

const pay: Run = () => till.payments.pay(payRequest());
const preCreate: Run = () => till.payments.preCreate(preCreateRequest());
const payQuery: Run = () => till.payments.payQuery({ merchantTransId, acquirementId });
const payCancel: Run = () => till.payments.payCancel({ merchantTransId, acquirementId });
const refund: Run = () => till.payments.refund(refundOf(acquirementId));
const operations: readonly (readonly [string, Run])[] = [
  ['pay', pay],
  ['preCreate', preCreate],
  ['payQuery', payQuery],
  ['payCancel', payCancel],
  ['refund', refund],
  ['indirectMerchant.query', () => till.payments.indirectMerchant.query({ sellerId: 'S1' })],
];

/** A successful answer to every function, echoing what the call named. */
function echo(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const order = body['order'] as { readonly orderAmount?: unknown } | undefined;
  return {
    acquirementStatus: 'SUCCESS',
    orderQrCode: 'https://qr.example',
    acquirementId: body['acquirementId'] ?? acquirementId,
    merchantTransId: body['merchantTransId'],
    orderAmount: order?.orderAmount,
    merchantRefundId: body['merchantRefundId'],
    refundAmount: body['refundAmount'],
  };
}

function answerWith(changes: object): void {
  server.answer(({ body }) => ({ body: { ...echo(body), ...changes } }));
}

async function expectForeign(run: Run, member: string): Promise<Open> {
  const unknown = expectKind((await run()) as Open, 'unknown');
  expect(unknown.cause.code).toBe('ERR_RESPONSE_FOREIGN');
  expect(unknown.cause.message).toContain(`its ${member} is not ours`);
  return unknown;
}

describe.each(operations)('%s', (_name, run) => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await run()).kind).toMatch(/^(?:paid|placed|cancelled|refunded|done)$/);
  });

  it.each([
    ['reqMsgId', 'of an earlier message'],
    ['reqMsgId', undefined],
    ['reqMsgId', ''],
    ['function', 'alipay.intl.acquiring.common.payQuery'],
    ['function', undefined],
    ['clientId', 'T_SOMEBODY'],
    ['clientId', undefined],
    ['clientId', ['T_111222333']],
  ])('does not believe an answer whose %s is %j', async (member, value) => {
    server.answer(({ body }) => ({ head: { [member]: value }, body: echo(body) }));
    const { cause, result } = await expectForeign(run, member);
    expect(cause.message).toContain('It proves nothing about the money.');
    expect(result).toBeUndefined();
  });

  it('does not believe the answer to its own earlier message', async () => {
    answerWith({});
    await run();
    const earlier = server.last().head['reqMsgId'];
    server.answer(({ body }) => ({ head: { reqMsgId: earlier }, body: echo(body) }));
    await expectForeign(run, 'reqMsgId');
  });

  it('does not believe a refusal for another message either', async () => {
    server.answer({ head: { reqMsgId: 'other' }, body: { resultInfo: infoOf('EXPIRED_CODE', 'F') } });
    await expectForeign(run, 'reqMsgId');
  });
});

const otherAmounts: readonly (readonly [string, unknown])[] = [
  ['another value', { currency: 'USD', value: '600' }],
  ['another currency', { currency: 'EUR', value: '599' }],
  ['a hundred times the value', { currency: 'USD', value: '59900' }],
  ['a fraction', { currency: 'USD', value: '5.99' }],
  ['no currency', { value: '599' }],
  ['text', '599'],
  ['an empty object', {}],
];

describe.each([
  ['pay', pay],
  ['preCreate', preCreate],
] as const)('%s', (_name, run) => {
  it('does not believe an answer for another merchantTransId, whatever it says', async () => {
    answerWith({ merchantTransId: 'other' });
    const { cause, result } = await expectForeign(run, 'merchantTransId');
    expect(cause.message).toContain('The state of the money is unknown.');
    expect(result?.resultStatus).toBe('S');
    for (const [code, status] of [
      ['EXPIRED_CODE', 'F'],
      ['PAYMENT_IN_PROCESS', 'U'],
    ] as const) {
      answerWith({ merchantTransId: 'other', resultInfo: infoOf(code, status) });
      await expectForeign(run, 'merchantTransId');
    }
  });

  it.each(otherAmounts)('does not believe an orderAmount with %s', async (_case, orderAmount) => {
    answerWith({ orderAmount });
    await expectForeign(run, 'orderAmount');
  });

  it('takes an orderAmount whose value is a JSON number, and one that is missing', async () => {
    answerWith({ orderAmount: { currency: 'USD', value: 599 } });
    expect((await run()).kind).toMatch(/^(?:paid|placed)$/);
    answerWith({ orderAmount: null });
    expect((await run()).kind).toMatch(/^(?:paid|placed)$/);
  });

  it('never compares what the buyer pays in another currency', async () => {
    answerWith({ payAmount: { currency: 'CNY', value: '4253' } });
    expect((await run()).kind).toMatch(/^(?:paid|placed)$/);
  });
});

describe.each([
  ['payQuery', payQuery],
  ['payCancel', payCancel],
] as const)('%s', (_name, run) => {
  it.each(['merchantTransId', 'acquirementId'])(
    'does not believe an answer with another %s',
    async (member) => {
      for (const acquirementStatus of ['SUCCESS', 'TRADE_CLOSED', 'WAIT_BUYER_PAY', 'FAIL']) {
        answerWith({ [member]: 'other', acquirementStatus });
        await expectForeign(run, member);
      }
    },
  );
});

describe('payCancel', () => {
  it('does not believe the refusal of another transaction', async () => {
    answerWith({ merchantTransId: 'other', resultInfo: infoOf('CANCEL_WINDOW_EXCEED', 'F') });
    await expectForeign(payCancel, 'merchantTransId');
  });
});

describe('refund', () => {
  it.each(['acquirementId', 'merchantRefundId'])(
    'does not believe an answer with another %s',
    async (member) => {
      answerWith({ [member]: 'other' });
      await expectForeign(refund, member);
    },
  );

  it.each(otherAmounts)('does not believe a refundAmount with %s', async (_case, refundAmount) => {
    answerWith({ refundAmount });
    await expectForeign(refund, 'refundAmount');
  });
});

describe('an envelope that is not one', () => {
  const refusal = JSON.stringify({ head: {}, body: { resultInfo: infoOf('EXPIRED_CODE', 'F') } });
  const good = (content: string, signature: string) => `"response":${content},"signature":"${signature}"`;

  it.each<[string, (content: string, signature: string) => string, string]>([
    [
      'a second response behind',
      (c, s) => `{${good(c, s)},"response":${refusal}}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'a second response in front',
      (c, s) => `{"response":${refusal},${good(c, s)}}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    ['a request beside it', (c, s) => `{"request":${refusal},${good(c, s)}}`, 'ERR_SIGNATURE_MALFORMED'],
    [
      'an escaped second response',
      (c, s) => `{${good(c, s)},"respons\\u0065":${refusal}}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    ['a second signature', (c, s) => `{${good(c, s)},"signature":"${s}"}`, 'ERR_SIGNATURE_MALFORMED'],
    ['an unknown member', (c, s) => `{${good(c, s)},"note":"x"}`, 'ERR_SIGNATURE_MALFORMED'],
    [
      'the right one hidden in a text',
      (c, s) => `{"note":${JSON.stringify(`{${good(c, s)}}`)},"response":${refusal},"signature":"${s}"}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    ['bytes behind', (c, s) => `{${good(c, s)}};0`, 'ERR_SIGNATURE_MALFORMED'],
    ['another object behind', (c, s) => `{${good(c, s)}}{}`, 'ERR_SIGNATURE_MALFORMED'],
    ['a NUL behind', (c, s) => `{${good(c, s)}}\0`, 'ERR_SIGNATURE_MALFORMED'],
    ['a byte order mark in front', (c, s) => `\ufeff{${good(c, s)}}`, 'ERR_SIGNATURE_MALFORMED'],
    ['a list around', (c, s) => `[{${good(c, s)}}]`, 'ERR_SIGNATURE_MALFORMED'],
    ['no signature', (c) => `{"response":${c}}`, 'ERR_SIGNATURE_MISSING'],
    ['an empty signature', (c) => `{"response":${c},"signature":""}`, 'ERR_SIGNATURE_MALFORMED'],
    ['a signature that is null', (c) => `{"response":${c},"signature":null}`, 'ERR_SIGNATURE_MALFORMED'],
    ['a signature in a list', (c, s) => `{"response":${c},"signature":["${s}"]}`, 'ERR_SIGNATURE_MALFORMED'],
    [
      'a percent-encoded signature',
      (c, s) => `{${good(c, encodeURIComponent(s))}}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'a signature of hexadecimal digits',
      (c, s) => `{${good(c, Buffer.from(s, 'base64').toString('hex'))}}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'the content as a text',
      (c, s) => `{"response":${JSON.stringify(c)},"signature":"${s}"}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'the outer key of a request',
      (c, s) => `{"request":${c},"signature":"${s}"}`,
      'ERR_SIGNATURE_MALFORMED',
    ],
    [
      'one blank in the content',
      (c, s) => `{${good(c.replace('"body":', '"body": '), s)}}`,
      'ERR_SIGNATURE_INVALID',
    ],
    ['one digit changed', (c, s) => `{${good(c.replace('"599"', '"598"'), s)}}`, 'ERR_SIGNATURE_INVALID'],
  ])('with %s proves nothing', async (_case, wrap, code) => {
    server.answer(({ body }) => ({ body: echo(body), wrap }));
    const { cause } = expectKind((await pay()) as Open, 'unknown');
    expect(cause.code).toBe(code);
    expect(cause.message).toContain('It proves nothing about the money.');
  });

  it.each<[string, (response: { head: object; body: object }) => string]>([
    [
      'resultInfo twice',
      ({ head, body }) =>
        `{"head":${JSON.stringify(head)},"body":${JSON.stringify(body).slice(0, -1)},"resultInfo":${JSON.stringify(infoOf('X', 'F'))}}}`,
    ],
    [
      'body twice',
      ({ head, body }) => `{"head":${JSON.stringify(head)},"body":{},"body":${JSON.stringify(body)}}`,
    ],
    [
      'an escaped second body',
      ({ head, body }) => `{"head":${JSON.stringify(head)},"body":${JSON.stringify(body)},"bod\\u0079":{}}`,
    ],
    ['no body', ({ head }) => JSON.stringify({ head })],
    ['a body that is a list', ({ head }) => JSON.stringify({ head, body: [] })],
    ['no head', ({ body }) => JSON.stringify({ body })],
    [
      'what only looks like JSON',
      ({ head, body }) => JSON.stringify({ head, body }).replace('"SUCCESS"', 'SUCCESS'),
    ],
    ['70 levels', ({ head, body }) => JSON.stringify({ head, body: { ...body, deep: nested(70) } })],
  ])('whose validly signed content has %s proves nothing', async (_case, write) => {
    server.answer(({ body }) => ({ body: echo(body), write }));
    expect(expectKind((await pay()) as Open, 'unknown').cause.code).toBe('ERR_RESPONSE_MALFORMED');
  });

  it.each(['merchant.private.pkcs8.pem', 'alipay-v2.private.pkcs8.pem'])(
    'signed by %s proves nothing',
    async (name) => {
      server.answer(({ body }) => ({ body: echo(body), key: createPrivateKey(keyText(name)) }));
      expect(expectKind((await pay()) as Open, 'unknown').cause.code).toBe('ERR_SIGNATURE_INVALID');
    },
  );

  it.each<[string, (text: string) => string, (content: string, signature: string) => string]>([
    ['the member with its name', (text) => `"response":${text}`, (c, s) => `{${c},"signature":"${s}"}`],
    [
      'the whole object without its signature',
      (text) => `{"response":${text}}`,
      (c, s) => `${c.slice(0, -1)},"signature":"${s}"}`,
    ],
    [
      'another spelling of the same',
      (text) => text,
      (c, s) => `{"response":${c.replace('"head"', '"hea\\u0064"')},"signature":"${s}"}`,
    ],
  ])('signed over %s proves nothing', async (_case, write, wrap) => {
    server.answer(({ body }) => ({
      body: echo(body),
      write: (response) => write(JSON.stringify(response)),
      wrap,
    }));
    expect(expectKind((await pay()) as Open, 'unknown').cause.code).toBe('ERR_SIGNATURE_INVALID');
  });

  it('with the words request, response and signature inside values is read rightly', async () => {
    const trap = '},"response":{"body":{}},"signature":"AAAA"}';
    server.answer(({ body }) => ({
      body: { ...echo(body), note: trap, nested: { signature: 'x', request: {} } },
    }));
    const request = payRequest();
    const { proof } = expectKind(await till.payments.pay(request), 'paid');
    expect(proof.answer['note']).toBe(trap);
  });
});

function nested(levels: number): unknown {
  return levels === 0 ? 0 : { a: nested(levels - 1) };
}
