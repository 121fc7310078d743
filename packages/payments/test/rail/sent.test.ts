import {
  createBarcodeRail,
  createEntryCodeRail,
  createOrderCodeRail,
  createPaymentCodeRail,
  createPreCreateRail,
  type PaymentRail,
} from '@alipay-intl/payments';
import { createManualClock } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EnvelopeServer, startEnvelopeServer } from '../barcode/support/envelope-server.ts';
import { merchantId, openTill, type Till } from '../barcode/support/till.ts';
import { type AnsweringServer, startAnsweringServer, success } from '../support/answering-server.ts';
import { newId, openShop, type Shop, userAgent } from '../support/shop.ts';

// What each verb of a rail becomes on the wire.

let envelopes: EnvelopeServer;
let till: Till;
let answers: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  envelopes = await startEnvelopeServer();
  till = await openTill(envelopes.url);
  answers = await startAnsweringServer();
  answers.answer({ result: success, paymentStatus: 'SUCCESS' });
  shop = await openShop(answers.url);
});
afterAll(async () => {
  await till.close();
  await shop.close();
  await envelopes.close();
  await answers.close();
});

const amount = { currency: 'USD', value: '599' };
const scannedCode = '281234567890123456';
const reference = { attemptId: 'attempt_1', providerId: '2026' };

async function runAll(rail: PaymentRail, attemptId: string, refundAttemptId: string): Promise<void> {
  await rail.pay({ attemptId, orderId: 'order-1', description: 'Coffee', amount, scannedCode });
  await rail.query({ attemptId });
  await rail.query(reference);
  await rail.cancel(reference);
  await rail.refund({ refundAttemptId, providerId: '2026', amount, reason: 'cold' });
}

it('the barcode rail sends the settings of the till with every sale', async () => {
  const seller = { sellerId: 'S1', sellerName: 'Cafe', sellerMCC: '5814', storeId: 'ST1', storeName: 'Main' };
  const rail = createBarcodeRail(till.payments, {
    seller,
    settleContractId: 'USD-1',
    isvAccessToken: 'token',
  });
  const [attemptId, refundAttemptId] = [newId(), newId()];
  await runAll(rail, attemptId, refundAttemptId);
  expect(envelopes.calls.map(({ body }) => body)).toEqual([
    {
      merchantId,
      productCode: 'OFFLINE_PAY',
      codeType: 'BARCODE',
      merchantTransId: attemptId,
      identityCode: scannedCode,
      settleContractId: 'USD-1',
      order: { orderAmount: amount, orderTitle: 'Coffee', orderDetail: 'order-1', seller },
    },
    { merchantId, merchantTransId: attemptId },
    { merchantId, merchantTransId: 'attempt_1', acquirementId: '2026' },
    { merchantId, merchantTransId: 'attempt_1', acquirementId: '2026' },
    {
      merchantId,
      acquirementId: '2026',
      merchantRefundId: refundAttemptId,
      refundAmount: amount,
      refundReason: 'cold',
    },
  ]);
  for (const { head } of envelopes.calls) expect(head['reserve']).toBe('{"isvAccesstoken":"token"}');
});

it('the payment code rail sends the settings of the till with every sale', async () => {
  const store = { referenceStoreId: 'S0001', storeName: 'Main', storeMCC: '5814' };
  const merchant = { referenceMerchantId: 'M1', merchantName: 'Cafe', merchantMCC: '5814', store };
  const rail = createPaymentCodeRail(shop.payments, {
    merchant,
    storeTerminalId: 'T7',
    paymentNotifyUrl: 'https://shop.example/notify',
    settlementCurrency: 'USD',
    agentToken: 'token',
    clock: createManualClock(Date.parse('2026-11-01T12:00:00Z')),
  });
  const [attemptId, refundAttemptId] = [newId(), newId()];
  await runAll(rail, attemptId, refundAttemptId);
  const [pay, query, both, cancel, refund] = answers.calls.map(({ members }) => members);
  expect(pay).toMatchObject({
    paymentRequestId: attemptId,
    paymentAmount: amount,
    paymentMethod: { paymentMethodId: scannedCode },
    paymentNotifyUrl: 'https://shop.example/notify',
    settlementStrategy: { settlementCurrency: 'USD' },
    order: {
      referenceOrderId: 'order-1',
      orderDescription: 'Coffee',
      orderAmount: amount,
      merchant,
      env: { storeTerminalId: 'T7' },
    },
  });
  const { order } = pay as { order: { env: { storeTerminalRequestTime: string } } };
  expect(Date.parse(order.env.storeTerminalRequestTime)).toBe(Date.parse('2026-11-01T12:00:00Z'));
  expect([query, both, cancel]).toEqual([
    { paymentRequestId: attemptId },
    { paymentRequestId: 'attempt_1', paymentId: '2026' },
    { paymentRequestId: 'attempt_1', paymentId: '2026' },
  ]);
  expect(refund).toEqual({
    refundRequestId: refundAttemptId,
    paymentId: '2026',
    refundAmount: amount,
    refundReason: 'cold',
  });
  for (const { headers } of answers.calls) expect(headers['agent-token']).toBe('token');
});

describe('what is left out is not sent', () => {
  it('by either rail', async () => {
    await runAll(createBarcodeRail(till.payments), newId(), newId());
    expect(Object.keys(envelopes.calls.at(-5)?.body ?? {})).not.toContain('settleContractId');
    expect(envelopes.calls.at(-5)?.body['order']).toEqual({
      orderAmount: amount,
      orderTitle: 'Coffee',
      orderDetail: 'order-1',
    });
    expect(envelopes.last().head['reserve']).toBe('{}');
  });
});

describe('an order that the buyer pays later', () => {
  const closesAtMs = Math.floor(Date.now() / 1_000) * 1_000 + 600_000;
  const order = { orderId: 'order-1', description: 'Coffee', amount, closesAtMs } as const;
  const store = { referenceStoreId: 'S0001', storeName: 'Main', storeMCC: '5814' };
  const merchant = { referenceMerchantId: 'M1', merchantName: 'Cafe', merchantMCC: '5814', store };
  const settings = {
    merchant,
    paymentNotifyUrl: 'https://shop.example/notify',
    settlementCurrency: 'USD',
    merchantRegion: 'HK',
    agentToken: 'token',
  };
  const goods = [{ referenceGoodsId: 'G1', goodsName: 'Coffee' }];
  const buyer = { referenceBuyerId: 'B1' };
  const redirectUrl = 'https://shop.example/thanks';
  const v1Body = (attemptId: string) => ({
    paymentRequestId: attemptId,
    paymentAmount: amount,
    paymentNotifyUrl: 'https://shop.example/notify',
    paymentRedirectUrl: redirectUrl,
    settlementStrategy: { settlementCurrency: 'USD' },
    merchantRegion: 'HK',
    order: {
      referenceOrderId: 'order-1',
      orderDescription: 'Coffee',
      orderAmount: amount,
      merchant,
      goods,
      buyer,
    },
  });
  async function placedTwice(rail: PaymentRail<never, unknown>, charge: object): Promise<object> {
    for (let times = 0; times < 2; times += 1) await rail.pay(charge as never);
    const [first, second] = answers.calls.slice(-2).map(({ members }) => members);
    // A repeat is the same request, down to its closing time.
    expect(second).toEqual(first);
    expect(answers.calls.at(-1)?.headers['agent-token']).toBe('token');
    return first ?? {};
  }

  it('of an Entry Code page says where it was opened and when it closes', async () => {
    const attemptId = newId();
    const env = { userAgent, clientIp: '192.0.2.7' };
    const rail = createEntryCodeRail(shop.payments, settings);
    const sent = await placedTwice(rail as never, { ...order, attemptId, env, goods, buyer, redirectUrl });
    expect(sent).toMatchObject({
      ...v1Body(attemptId),
      paymentFactor: { inStorePaymentScenario: 'EntryCode' },
    });
    expect(sent).toMatchObject({ order: { env } });
    expect(Date.parse((sent as { paymentExpiryTime: string }).paymentExpiryTime)).toBe(closesAtMs);
  });

  it('of an order code may leave the terminal out', async () => {
    const attemptId = newId();
    const rail = createOrderCodeRail(shop.payments, settings);
    const sent = await placedTwice(rail as never, { ...order, attemptId, goods, buyer, redirectUrl });
    expect(sent).toMatchObject({
      ...v1Body(attemptId),
      paymentFactor: { inStorePaymentScenario: 'OrderCode' },
    });
    expect(Object.keys((sent as { order: object }).order)).not.toContain('env');
    expect(Date.parse((sent as { paymentExpiryTime: string }).paymentExpiryTime)).toBe(closesAtMs);
  });

  it('of preCreate is an order code, or behind an entry code a payment for a wallet', async () => {
    const seller = { sellerId: 'S1', sellerName: 'Cafe' };
    const rail = createPreCreateRail(till.payments, {
      seller,
      settleContractId: 'USD-1',
      isvAccessToken: 'token',
      notifyUrl: 'https://shop.example/notify',
    });
    const [attemptId, other] = [newId(), newId()];
    const riskInfo = { terminalId: 'T1' };
    await rail.pay({ ...order, attemptId, redirectUrl, riskInfo });
    expect(envelopes.last().body).toEqual({
      merchantId,
      productCode: 'OFFLINE_PAY',
      merchantTransId: attemptId,
      settleContractId: 'USD-1',
      notifyUrl: 'https://shop.example/notify',
      merchantRedirectUrl: redirectUrl,
      riskInfo,
      order: { orderAmount: amount, orderTitle: 'Coffee', orderDetail: 'order-1', seller },
    });
    expect(envelopes.last().head['reserve']).toBe('{"isvAccesstoken":"token"}');
    await rail.pay({ ...order, attemptId: other, userAgent });
    expect(envelopes.last().body).toMatchObject({ sceneType: 'THIRDPARTYQRCODE', userAgent });
  });
});
