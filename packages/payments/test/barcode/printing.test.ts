import { inspect } from 'node:util';
import { createBarcodeRail } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, infoOf, startEnvelopeServer } from './support/envelope-server.ts';
import { openTill, payRequest, preCreateRequest, refundOf, type Till } from './support/till.ts';

// Whatever a program logs of an outcome must not give away the code, the ISV token or the buyer.
const canaries = {
  identityCode: '289999999987654321',
  isvAccessToken: 'CANARY-ISV-TOKEN',
  userAgent: 'CANARY-AGENT AlipayClientHK/5',
  buyerId: 'CANARY-BUYER-2088',
  buyerLoginId: 'CANARY-LOGIN-138',
  userId: 'CANARY-USER',
  clientIp: 'CANARY-IP-192.0.2.1',
};

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

function printed(value: unknown): string {
  return [
    JSON.stringify(value),
    JSON.stringify({ at: [value] }, undefined, 2),
    inspect(value, { depth: Infinity, getters: true }),
    inspect([{ value }], { depth: 20 }),
    value instanceof Error ? `${value.stack}${JSON.stringify(value.cause)}${inspect(value.cause)}` : '',
  ].join('\n');
}

function expectNoCanary(value: unknown): void {
  const text = printed(value);
  for (const [name, canary] of Object.entries(canaries)) expect(text.includes(canary), name).toBe(false);
  // Our own signature would let others repeat the call.
  const signature = /"signature":"([^"]+)"/.exec(server.calls.at(-1)?.text ?? '')?.[1];
  if (signature !== undefined) expect(text).not.toContain(signature);
}

/** An answer that repeats everything of the call that it can. */
function answerTalkatively(code: string, status: string, head: object = {}): void {
  server.answer(({ body }) => ({
    head: { ...head },
    body: {
      ...body,
      resultInfo: infoOf(code, status),
      acquirementStatus: code === 'SUCCESS' ? 'SUCCESS' : 'FAIL',
      orderQrCode: 'https://qr.example',
      identityCode: canaries.identityCode,
      userAgent: canaries.userAgent,
      buyerId: canaries.buyerId,
      buyer: { buyerLoginId: canaries.buyerLoginId },
      deep: [{ userInfo: { userId: canaries.userId, clientIp: canaries.clientIp } }],
    },
  }));
}

const call = { isvAccessToken: canaries.isvAccessToken };
const scanned = () =>
  payRequest({
    identityCode: canaries.identityCode,
    riskInfo: { userInfo: { userId: canaries.userId }, deviceInfo: { clientIp: canaries.clientIp } },
  });
const operations: readonly (readonly [string, () => Promise<object>])[] = [
  ['pay', () => till.payments.pay(scanned(), call)],
  ['payQuery', () => till.payments.payQuery({ merchantTransId: 't' }, call)],
  ['payCancel', () => till.payments.payCancel({ merchantTransId: 't' }, call)],
  ['refund', () => till.payments.refund(refundOf('A1'), call)],
  ['preCreate', () => till.payments.preCreate(preCreateRequest({ userAgent: canaries.userAgent }), call)],
  ['indirectMerchant.query', () => till.payments.indirectMerchant.query({ sellerId: 'S1' }, call)],
];

describe.each([
  ['SUCCESS', 'S'],
  ['FRAUD_REJECT', 'F'],
  ['UNKNOWN_EXCEPTION', 'U'],
  ['PAYMENT_IN_PROCESS', 'U'],
])('outcomes of %s/%s', (code, status) => {
  it.each(operations)('%s prints nothing that must stay hidden', async (_name, run) => {
    answerTalkatively(code, status);
    expectNoCanary(await run());
  });
});

describe('outcomes of an answer that proves nothing', () => {
  it.each(operations)('%s prints nothing that must stay hidden', async (_name, run) => {
    answerTalkatively('SUCCESS', 'S', { reqMsgId: 'other' });
    expectNoCanary(await run());
    server.answer(({ text }) => ({ raw: text }));
    expectNoCanary(await run());
    server.answer(({ text }) => ({ raw: text, status: 500 }));
    expectNoCanary(await run());
  });
});

it('what is hidden in print can still be read', async () => {
  answerTalkatively('SUCCESS', 'S');
  const { proof } = expectKind(await till.payments.pay(scanned(), call), 'paid');
  expect(proof.answer['buyerId']).toBe(canaries.buyerId);
  expect(proof.rawAnswer().toString('utf8')).toContain(canaries.userId);
  expect(printed(proof)).toContain('[hidden]');
});

it('the rail hides the same', async () => {
  const rail = createBarcodeRail(till.payments, { isvAccessToken: canaries.isvAccessToken });
  answerTalkatively('SUCCESS', 'S');
  const { merchantTransId: attemptId, order } = scanned();
  const amount = order.orderAmount;
  const scannedCode = canaries.identityCode;
  const charge = { attemptId, orderId: 'o', description: 'Coffee', amount, scannedCode };
  expectNoCanary(await rail.pay(charge));
  expectNoCanary(rail);
  const reused = await rail
    .pay({ ...charge, amount: { currency: 'USD', value: '1' } })
    .catch((error: unknown) => error);
  expect(reused).toMatchObject({ code: 'ERR_REQUEST_ID_REUSED' });
  expectNoCanary(reused);
});

it('errors of a refused request print nothing of it', async () => {
  const { identityCode } = canaries;
  const requests = [
    { ...scanned(), identityCode: `${identityCode}x` },
    { ...scanned(), identityCode: ` ${identityCode}` },
    { ...scanned(), merchantTransId: '' },
    { ...scanned(), order: { orderAmount: { currency: 'USD', value: '0' } } },
    { ...scanned(), surprise: identityCode } as never,
  ];
  for (const request of requests) {
    const error = await till.payments.pay(request, call).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID' });
    expectNoCanary(error);
  }
  const token = canaries.isvAccessToken.repeat(20);
  const tooLong = await till.payments
    .pay(scanned(), { isvAccessToken: token })
    .catch((reason: unknown) => reason);
  expect(tooLong).toMatchObject({ code: 'ERR_REQUEST_INVALID' });
  expectNoCanary(tooLong);
});

it('errors of the network print nothing of the request', async () => {
  const dead = await openTill(server.url, { gateway: { deadlineMs: 1 } });
  const late = await dead.payments.pay(scanned(), call).catch((error: unknown) => error);
  // The deadline may also pass before a byte is written, and then the call is refused.
  expect(late).toMatchObject(late instanceof Error ? { bytesMayHaveLeft: false } : { kind: 'unknown' });
  expectNoCanary(late);
  await dead.close();
  const nobody = await openTill('http://127.0.0.1:9/api');
  const refused = await nobody.payments.pay(scanned(), call).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'ERR_TRANSPORT_CONNECT' });
  expectNoCanary(refused);
  await nobody.close();
});
