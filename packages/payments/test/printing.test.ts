import { inspect } from 'node:util';
import { AlipayError, OptionError } from '@alipay-intl/core';
import type { PaymentCodePayRequest } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, resultOf, startAnsweringServer, success } from './support/answering-server.ts';
import { expectKind } from './support/expect-kind.ts';
import { entryCodeRequest, openShop, paymentCodeRequest, refundRequest, type Shop } from './support/shop.ts';

// Whatever a program logs of an outcome must not give away the buyer or the code. The canaries are looked for in
// every form in which an object usually reaches a log.
const canaries = {
  pspCustomerId: 'CANARY-PSP-2088',
  displayCustomerId: 'CANARY-DISPLAY-185',
  displayCustomerName: 'CANARY-NAME',
  userAgent: 'CANARY-AGENT AlipayClient/10',
  paymentCode: '289999999987654321',
  agentToken: 'CANARY-AGENT-TOKEN',
};

let server: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  server = await startAnsweringServer();
  shop = await openShop(server.url);
});
afterAll(async () => {
  await shop.close();
  await server.close();
});

function printed(value: unknown): string {
  return [
    JSON.stringify(value),
    JSON.stringify({ at: [value] }, undefined, 2),
    inspect(value, { depth: Infinity, getters: true }),
    inspect([{ value }], { depth: 20 }),
    value instanceof Error ? `${value.stack}${JSON.stringify(value.cause)}` : '',
  ].join('\n');
}

function expectNoCanary(value: unknown): void {
  const text = printed(value);
  for (const [name, canary] of Object.entries(canaries)) expect(text.includes(canary), name).toBe(false);
}

const pspCustomerInfo = {
  pspName: 'ALIPAY_CN',
  pspCustomerId: canaries.pspCustomerId,
  displayCustomerId: canaries.displayCustomerId,
  displayCustomerName: canaries.displayCustomerName,
};

/** An answer that repeats everything of the call that it can. */
function answerTalkatively(result: object): void {
  server.answer(({ members }) => ({
    ...members,
    result,
    paymentStatus: 'SUCCESS',
    refundStatus: 'SUCCESS',
    paymentRequestId: members['paymentRequestId'] ?? 'p',
    refundRequestId: members['refundRequestId'] ?? 'r',
    env: { userAgent: canaries.userAgent },
    pspCustomerInfo,
    normalUrl: 'https://x.example',
  }));
}

const agent = { agentToken: canaries.agentToken };
const env = { userAgent: canaries.userAgent };
const entryCode = () => entryCodeRequest({ order: { ...entryCodeRequest().order, env } });
const scanned = () => paymentCodeRequest({ paymentMethod: { paymentMethodId: canaries.paymentCode } });

describe.each([
  ['S', success],
  ['F', resultOf('RISK_REJECT', 'F')],
  ['U', resultOf('UNKNOWN_EXCEPTION', 'U')],
  ['in process', resultOf('PAYMENT_IN_PROCESS', 'U')],
])('outcomes of an answer with %s', (_name, result) => {
  it.each<[string, () => Promise<object>]>([
    ['payEntryCode', () => shop.payments.payEntryCode(entryCode(), agent)],
    ['payPaymentCode', () => shop.payments.payPaymentCode(scanned(), agent)],
    ['inquiryPayment', () => shop.payments.inquiryPayment({ paymentRequestId: 'p' }, agent)],
    ['cancel', () => shop.payments.cancel({ paymentRequestId: 'p' }, agent)],
    ['refund', () => shop.payments.refund(refundRequest(), agent)],
    ['inquiryRefund', () => shop.payments.inquiryRefund({ refundRequestId: 'r' }, agent)],
  ])('%s prints nothing that must stay hidden', async (_operation, run) => {
    answerTalkatively(result);
    expectNoCanary(await run());
  });
});

it('what is hidden in print can still be read', async () => {
  answerTalkatively(success);
  const { payment, proof } = expectKind(await shop.payments.payPaymentCode(scanned()), 'paid');
  expect(payment.pspCustomerInfo?.pspCustomerId).toBe(canaries.pspCustomerId);
  expect(payment.pspCustomerInfo?.displayCustomerId).toBe(canaries.displayCustomerId);
  expect(proof.answer['pspCustomerInfo']).toMatchObject({ pspCustomerId: canaries.pspCustomerId });
  expect(proof.rawAnswer().toString('utf8')).toContain(canaries.pspCustomerId);
  const text = printed(payment);
  expect(text).toContain('[hidden]');
  expect(text).toContain('ALIPAY_CN');
  expectNoCanary(payment);
  expectNoCanary(payment.pspCustomerInfo);
  expectNoCanary(proof);
  expectNoCanary(proof.answer);
});

it('errors of a refused request print nothing of it', async () => {
  const order = { ...paymentCodeRequest().order, referenceOrderId: '' };
  const broken: PaymentCodePayRequest = { ...scanned(), order };
  await shop.payments.payPaymentCode(broken).then(
    () => expect.unreachable(),
    (error: unknown) => {
      expect(error).toBeInstanceOf(OptionError);
      expectNoCanary(error);
    },
  );
  const badCode = { ...scanned(), paymentMethod: { paymentMethodId: `${canaries.paymentCode}x` } };
  await shop.payments.payPaymentCode(badCode).catch(expectNoCanary);
  await shop.payments.payPaymentCode(scanned()).catch(expectNoCanary);
});

it('the cause of an unknown outcome prints nothing of the request', async () => {
  const dead = await openShop(server.url, { gateway: { deadlineMs: 1 } });
  const outcome = await dead.payments.payPaymentCode(scanned(), agent).catch((error: unknown) => error);
  expectNoCanary(outcome);
  expect(outcome instanceof AlipayError || (outcome as { kind: string }).kind === 'unknown').toBe(true);
  await dead.close();
});
