import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type AnsweringServer,
  clientId,
  keyText,
  resultOf,
  startAnsweringServer,
} from './support/answering-server.ts';
import {
  entryCodeRequest,
  openShop,
  orderCodeRequest,
  paymentCode,
  paymentCodeRequest,
  refundRequest,
  type Shop,
  userAgent,
} from './support/shop.ts';

const nowMs = Date.parse('2026-11-01T12:00:00+08:00');
let server: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  server = await startAnsweringServer();
  server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
  shop = await openShop(server.url, { inStore: { clock: { now: () => nowMs } } });
});
afterAll(async () => {
  await shop.close();
  await server.close();
});

const merchant = {
  referenceMerchantId: 'M0001',
  merchantName: 'Example Cafe',
  merchantMCC: '5814',
  store: { referenceStoreId: 'S0001', storeName: 'Main Street', storeMCC: '5814' },
};
const usd = { currency: 'USD', value: '599' };
const order = { referenceOrderId: 'order_0001', orderDescription: 'Coffee', orderAmount: usd, merchant };

it('payEntryCode sends the documented members and no other', async () => {
  await shop.payments.payEntryCode(
    entryCodeRequest({ paymentRequestId: 'ec_1', paymentRedirectUrl: 'https://merchant.example/paid' }),
  );
  expect(server.last().path).toBe('/ams/api/v1/payments/pay');
  expect(server.last().members).toEqual({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: 'ec_1',
    paymentNotifyUrl: 'http://127.0.0.1:9/alipay/notify',
    paymentRedirectUrl: 'https://merchant.example/paid',
    paymentExpiryTime: '2026-11-01T04:10:00+00:00',
    paymentFactor: { inStorePaymentScenario: 'EntryCode' },
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
    paymentAmount: usd,
    order: { ...order, env: { userAgent } },
  });
});

it('payOrderCode sends the documented members and no other', async () => {
  await shop.payments.payOrderCode(orderCodeRequest({ paymentRequestId: 'oc_1' }));
  expect(server.last().path).toBe('/ams/api/v1/payments/pay');
  expect(server.last().members).toEqual({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: 'oc_1',
    paymentNotifyUrl: 'http://127.0.0.1:9/alipay/notify',
    paymentExpiryTime: '2026-11-01T04:10:00+00:00',
    paymentFactor: { inStorePaymentScenario: 'OrderCode' },
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
    paymentAmount: usd,
    order,
  });
});

it('payPaymentCode sends the documented members and no other', async () => {
  await shop.payments.payPaymentCode(paymentCodeRequest({ paymentRequestId: 'pc_1' }));
  expect(server.last().path).toBe('/ams/api/v1/payments/pay');
  expect(server.last().members).toEqual({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: 'pc_1',
    paymentNotifyUrl: 'http://127.0.0.1:9/alipay/notify',
    paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: paymentCode },
    paymentAmount: usd,
    order: {
      ...order,
      env: { storeTerminalId: 'T1', storeTerminalRequestTime: '2026-11-01T12:00:00+08:00' },
    },
  });
});

it('every optional member of a pay request reaches the wire under its own name', async () => {
  const optional = {
    settlementStrategy: { settlementCurrency: 'EUR' },
    merchantRegion: 'JP',
    merchantAccountId: 'ACC1',
    extendInfo: '{"a":"b"}',
  };
  const address = { region: 'JP', state: '13', city: 'Tokyo', address1: '1', address2: '2', zipCode: '100' };
  const fullOrder = {
    ...order,
    merchant: {
      ...merchant,
      merchantDisplayName: 'Cafe',
      merchantAddress: address,
      merchantRegisterDate: '2020-01-01T00:00:00+09:00',
      store: {
        ...merchant.store,
        storeDisplayName: 'Main',
        storeTerminalId: 'T1',
        storeOperatorId: 'O1',
        storeAddress: address,
        storePhoneNo: '123',
      },
    },
    env: { userAgent, clientIp: '192.0.2.1', storeTerminalId: 'T1' },
    goods: [
      {
        referenceGoodsId: 'g1',
        goodsName: 'Coffee',
        goodsCategory: 'drinks',
        goodsBrand: 'B',
        goodsUnitAmount: usd,
        goodsQuantity: '1',
        goodsSkuName: 'large',
        goodsUrl: 'https://merchant.example/coffee',
      },
    ],
    buyer: { referenceBuyerId: 'b1', buyerPhoneNo: '1', buyerEmail: 'a@b.example' },
    orderDiscountAmount: usd,
    extendInfo: 'x',
  };
  await shop.payments.payEntryCode(entryCodeRequest({ ...optional, order: fullOrder }));
  expect(server.last().members).toMatchObject(optional);
  expect(server.last().members['order']).toEqual(fullOrder);
});

it('refund sends the documented members and no other', async () => {
  const full = refundRequest({
    referenceRefundId: 'rr',
    refundReason: 'cold',
    refundNotifyUrl: 'https://merchant.example/refunded',
    isAsyncRefund: 'true',
    extendInfo: 'x',
  });
  await shop.payments.refund(full);
  expect(server.last().path).toBe('/ams/api/v1/payments/refund');
  expect(server.last().members).toEqual(full);
  const small = refundRequest();
  await shop.payments.refund(small);
  expect(server.last().members).toEqual(small);
});

it('inquiries and cancel send the id alone, to their own paths', async () => {
  await shop.payments.inquiryPayment({ paymentRequestId: 'p' });
  expect(server.last()).toMatchObject({
    path: '/ams/api/v1/payments/inquiryPayment',
    text: '{"paymentRequestId":"p"}',
  });
  await shop.payments.cancel({ paymentId: 'p' });
  expect(server.last()).toMatchObject({ path: '/ams/api/v1/payments/cancel', text: '{"paymentId":"p"}' });
  await shop.payments.inquiryRefund({ refundId: 'r' });
  expect(server.last()).toMatchObject({
    path: '/ams/api/v1/payments/inquiryRefund',
    text: '{"refundId":"r"}',
  });
});

it('members that are undefined are left out everywhere', async () => {
  await shop.payments.payEntryCode(
    entryCodeRequest({
      paymentRedirectUrl: undefined,
      settlementStrategy: undefined,
      merchantRegion: undefined,
      order: { ...order, goods: undefined, buyer: undefined, env: { userAgent, clientIp: undefined } },
    }),
  );
  expect(server.last().text).not.toMatch(/null|undefined|clientIp|goods|merchantRegion/);
  await shop.payments.payOrderCode(orderCodeRequest({ order: { ...order, env: undefined } }));
  expect(server.last().members['order']).not.toHaveProperty('env');
  await shop.payments.refund(refundRequest({ refundReason: undefined }));
  expect(server.last().members).not.toHaveProperty('refundReason');
  await shop.payments.inquiryPayment({ paymentId: 'p', paymentRequestId: undefined });
  expect(server.last().text).toBe('{"paymentId":"p"}');
});

it('the user agent is passed on unchanged', async () => {
  const odd = 'Mozilla/5.0 "quoted" \\ back\tslash – 支付宝 <b>';
  await shop.payments.payEntryCode(entryCodeRequest({ order: { ...order, env: { userAgent: odd } } }));
  expect(server.last().members['order']).toMatchObject({ env: { userAgent: odd } });
});

it('the bytes that are signed are the bytes that are sent', async () => {
  const name = '珍珠奶茶 × 2 — crème "brûlée" \u2028 🍍';
  await shop.payments.payOrderCode(orderCodeRequest({ order: { ...order, orderDescription: name } }));
  const { path, method, headers, text, members } = server.last();
  expect(method).toBe('POST');
  expect(headers['content-type']).toBe('application/json; charset=UTF-8');
  expect(headers['client-id']).toBe(clientId);
  expect(members['order']).toMatchObject({ orderDescription: name });
  const content = `POST ${path}\n${clientId}.${headers['request-time']}.${text}`;
  const encoded = /signature=(.+)$/.exec(String(headers['signature']))?.[1] ?? '';
  const publicKey = createPublicKey(keyText('merchant.public.spki.pem'));
  const signature = Buffer.from(decodeURIComponent(encoded), 'base64');
  expect(verify('sha256', Buffer.from(content), publicKey, signature)).toBe(true);
  expect(Number(headers['content-length'])).toBe(Buffer.byteLength(text));
});

it('a request is serialised once: a getter is read for the check, and what was checked is sent', async () => {
  let reads = 0;
  const shifty = {
    ...paymentCodeRequest(),
    get paymentAmount() {
      reads += 1;
      return { currency: 'USD', value: reads === 1 ? '599' : '1' };
    },
  };
  await shop.payments.payPaymentCode(shifty);
  expect(server.last().members['paymentAmount']).toEqual(usd);
  expect(reads).toBe(1);
});

it('a repeated call sends the same body again', async () => {
  const request = paymentCodeRequest();
  await shop.payments.payPaymentCode(request);
  const first = server.last().text;
  await shop.payments.payPaymentCode(request);
  expect(server.last().text).toBe(first);
});
