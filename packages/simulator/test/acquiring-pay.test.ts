import { createManualClock, type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barcodeBody, callAcquiring, codeOf, payOnce } from './support/acquirer.ts';
import { call, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({
    clock: createManualClock(startMs),
    contract: { currencies: ['USD', 'JPY'], amountMax: 1_000_000n },
  });
});
afterAll(() => simulator.close());

const stateOf = async (merchantTransId: string) =>
  await callAcquiring(simulator, 'payQuery', { merchantId: 'TEST_MERCHANT', merchantTransId });

describe('pay', () => {
  it('charges a code and tells ids, amounts, rate and time', async () => {
    const request = barcodeBody();
    const body = await callAcquiring(simulator, 'pay', request);
    expect(body).toEqual({
      resultInfo: {
        resultStatus: 'S',
        resultCodeId: '00000000',
        resultCode: 'SUCCESS',
        resultMsg: 'success',
      },
      acquirementId: expect.stringMatching(/^20261101\d{20}$/),
      merchantTransId: request.merchantTransId,
      orderAmount: { currency: 'USD', value: '599' },
      payAmount: { currency: 'CNY', value: '4253' },
      conversionRate: { currencyPair: 'USD/CNY', value: '7.1' },
      paymentTime: '2026-11-01T12:00:00+08:00',
    });
  });

  it.each([
    ['paysAtOnce', 'SUCCESS/S', 'TRADE_SUCCESS'],
    ['waitsForWallet', 'PAYMENT_IN_PROCESS/U', 'WAIT_BUYER_PAY'],
    ['balanceNotEnough', 'USER_BALANCE_NOT_ENOUGH/F', 'TRADE_CLOSED'],
    ['expiredCode', 'EXPIRED_CODE/F', 'TRADE_CLOSED'],
    ['riskReject', 'FRAUD_REJECT/F', 'TRADE_CLOSED'],
    ['unknownThenWaits', 'UNKNOWN_EXCEPTION/U', 'WAIT_BUYER_PAY'],
    ['unknownButPaid', 'UNKNOWN_EXCEPTION/U', 'TRADE_SUCCESS'],
    ['unknownAndFailed', 'UNKNOWN_EXCEPTION/U', 'TRADE_CLOSED'],
    ['invalidCode', 'INVALID_PAYMENT_CODE/F', 'TRADE_CLOSED'],
  ] as const)('the code %s answers %s and ends in %s', async (name, answer, state) => {
    const request = barcodeBody({ identityCode: testPaymentCodes[name] });
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe(answer);
    expect((await stateOf(request.merchantTransId)).acquirementStatus).toBe(state);
  });

  it.each([
    ['letters', '28A234567890123456'],
    ['too few digits', '281234567890123'],
    ['too many digits', '2812345678901234567890123'],
    ['another wallet', '311234567890123456'],
  ])('a code with %s belongs to no wallet', async (_what, identityCode) => {
    expect(codeOf(await callAcquiring(simulator, 'pay', barcodeBody({ identityCode })))).toBe(
      'INVALID_PAYMENT_CODE/F',
    );
  });

  it.each([
    ['identityCode is missing', { identityCode: undefined }],
    ['identityCode is longer than 64 characters', { identityCode: '2'.repeat(65) }],
    ['merchantTransId is missing', { merchantTransId: '' }],
    ['merchantTransId is longer than 64 characters', { merchantTransId: 'x'.repeat(65) }],
    ['merchantId is missing', { merchantId: undefined }],
    ['productCode must be OFFLINE_PAY', { productCode: 'ONLINE_PAY' }],
    ['codeType must be BARCODE', { codeType: 'QRCODE' }],
    ['order is missing', { order: undefined }],
    ['order.orderAmount is missing', { order: {} }],
    ['order.orderAmount.value must be at least 1', { order: orderOf('0') }],
    ['order.orderAmount.value must be a whole number of at most 16 digits', { order: orderOf('5.99') }],
    ['order.orderAmount.value must be a whole number of at most 16 digits', { order: orderOf(5.99) }],
    ['order.orderAmount.value must be a whole number of at most 16 digits', { order: orderOf('-1') }],
    ['order.orderAmount.currency must be three capital letters', { order: orderOf('1', 'usd') }],
    ['order.seller must be an object', { order: { ...orderOf('1'), seller: 'Cafe' } }],
    ['extendInfo is longer than 2048 characters', { extendInfo: 'x'.repeat(2049) }],
  ])('says that %s', async (complaint, changes) => {
    const body = await callAcquiring(simulator, 'pay', barcodeBody(changes));
    expect(body.resultInfo).toEqual({
      resultStatus: 'F',
      resultCodeId: '99999999',
      resultCode: 'PARAM_ILLEGAL',
      resultMsg: complaint,
    });
  });

  it('takes numbers as amounts, and an order that has an amount only', async () => {
    const { body } = await payOnce(simulator, { order: orderOf(120, 'JPY') });
    expect(body.orderAmount).toEqual({ currency: 'JPY', value: '120' });
  });

  it('keeps to the contract, and leaves the id free when it refuses', async () => {
    const request = barcodeBody({ order: orderOf('100', 'THB') });
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('CURRENCY_NOT_SUPPORT/F');
    const large = { ...request, order: orderOf('1000001') };
    expect(codeOf(await callAcquiring(simulator, 'pay', large))).toBe('PAYMENT_AMOUNT_EXCEED_LIMIT/F');
    const stranger = { ...request, merchantId: 'SOMEBODY' };
    expect(codeOf(await callAcquiring(simulator, 'pay', stranger))).toBe('MERCHANT_NOT_REGISTERED/F');
    expect(codeOf(await callAcquiring(simulator, 'pay', { ...request, order: orderOf('100') }))).toBe(
      'SUCCESS/S',
    );
  });

  it('knows no magic amounts', async () => {
    const { body } = await payOnce(simulator, { order: orderOf('9901') });
    expect(codeOf(body)).toBe('SUCCESS/S');
  });
});

describe('a repeated pay', () => {
  it('is told the real state', async () => {
    const request = barcodeBody({ identityCode: testPaymentCodes.waitsForWallet });
    const first = await callAcquiring(simulator, 'pay', request);
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('PAYMENT_IN_PROCESS/U');
    await simulator.control.confirm(first.acquirementId);
    const second = await callAcquiring(simulator, 'pay', request);
    expect(second).toMatchObject({ acquirementId: first.acquirementId, payAmount: { currency: 'CNY' } });
    expect(codeOf(second)).toBe('SUCCESS/S');
    await callAcquiring(simulator, 'payCancel', idsOf(request));
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('ORDER_IS_CANCELED/F');
  });

  it.each([
    ['another amount', { order: orderOf('600') }],
    ['another currency', { order: orderOf('599', 'JPY') }],
    ['another buyer', { identityCode: '281234567890123457' }],
  ])('is refused with %s', async (_what, changes) => {
    const request = barcodeBody();
    await callAcquiring(simulator, 'pay', request);
    const body = await callAcquiring(simulator, 'pay', { ...request, ...changes });
    expect(codeOf(body)).toBe('REPEAT_REQ_INCONSISTENT/F');
  });

  it('is refused under an id of the other family', async () => {
    const request = barcodeBody();
    const { merchantTransId, identityCode } = request;
    const paymentMethod = { paymentMethodType: 'BARCODE', paymentMethodId: identityCode };
    await call(
      simulator,
      'pay',
      payBody('PaymentCode', { paymentRequestId: merchantTransId, paymentMethod }),
    );
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('REPEAT_REQ_INCONSISTENT/F');
  });
});

describe('time', () => {
  it('closes a barcode payment three minutes after it was made', async () => {
    const request = barcodeBody({ identityCode: testPaymentCodes.waitsForWallet });
    await callAcquiring(simulator, 'pay', request);
    await simulator.control.advance(3 * 60_000 - 1);
    expect((await stateOf(request.merchantTransId)).acquirementStatus).toBe('WAIT_BUYER_PAY');
    await simulator.control.advance(1);
    expect((await stateOf(request.merchantTransId)).acquirementStatus).toBe('TRADE_CLOSED');
    expect(codeOf(await callAcquiring(simulator, 'pay', request))).toBe('ORDER_IS_CLOSED/F');
  });
});

describe('both families', () => {
  it('share one ledger', async () => {
    const { merchantTransId, acquirementId } = await payOnce(simulator);
    expect(simulator.control.payment(merchantTransId)).toMatchObject({
      family: 'acquiring',
      paymentId: acquirementId,
      scenario: 'PaymentCode',
      paymentStatus: 'SUCCESS',
      merchantName: 'Example Cafe',
    });
    const inquiry = await call(simulator, 'inquiryPayment', { paymentRequestId: merchantTransId });
    expect(inquiry).toMatchObject({ paymentId: acquirementId, paymentStatus: 'SUCCESS' });
    const v1 = payBody('PaymentCode');
    await call(simulator, 'pay', v1);
    expect((await stateOf(v1.paymentRequestId)).acquirementStatus).toBe('TRADE_SUCCESS');
    expect(simulator.control.payment(v1.paymentRequestId)?.family).toBe('v1');
  });
});

function orderOf(value: unknown, currency = 'USD') {
  return { orderAmount: { currency, value } };
}

function idsOf({ merchantTransId }: { merchantTransId: string }) {
  return { merchantId: 'TEST_MERCHANT', merchantTransId };
}
