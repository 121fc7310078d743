import { createManualClock, type Simulator, testPaymentCodes } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, newId, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(startMs), notifications: 'off' });
});
afterAll(() => simulator.close());

function upm(code: string, changes: Record<string, unknown> = {}) {
  return payBody('PaymentCode', {
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: code },
    ...changes,
  });
}

describe('placing', () => {
  it('answers an Entry Code with a form and is not paid yet', async () => {
    const body = payBody('EntryCode');
    const answer = await call(simulator, 'pay', body);
    expect(answer.result).toEqual({ resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' });
    expect(answer.redirectActionForm).toMatchObject({ method: 'GET', actionFormType: 'RedirectActionForm' });
    expect(answer.redirectActionForm.redirectUrl).toContain(`${simulator.url}/wallet/`);
    expect(answer.paymentCreateTime).toBe('2026-11-01T12:00:00+08:00');
    const inquiry = await call(simulator, 'inquiryPayment', { paymentRequestId: body.paymentRequestId });
    expect(inquiry).toMatchObject({ paymentStatus: 'PROCESSING', paymentResultCode: 'PAYMENT_IN_PROCESS' });
    expect(inquiry.redirectActionForm.redirectUrl).toBe(answer.redirectActionForm.redirectUrl);
  });

  it('answers an order code with a text to show as QR code', async () => {
    const answer = await call(simulator, 'pay', payBody('OrderCode'));
    expect(answer.orderCodeForm.expireTime).toBe('2026-11-01T12:10:00+08:00');
    expect(answer.orderCodeForm.codeDetails).toEqual([
      {
        codeValueType: 'QRCODE',
        displayType: 'TEXT',
        codeValue: expect.stringContaining(`${simulator.url}/wallet/`),
      },
    ]);
  });

  it('takes the money of a payment code at once, with the wallet currency beside it', async () => {
    const answer = await call(simulator, 'pay', upm(testPaymentCodes.paysAtOnce));
    expect(answer).toMatchObject({
      result: { resultStatus: 'S' },
      paymentAmount: { currency: 'USD', value: '599' },
      actualPaymentAmount: { currency: 'CNY', value: '4253' },
      paymentQuote: { quotePrice: 7.1 },
      paymentTime: '2026-11-01T12:00:00+08:00',
    });
  });

  it.each([
    ['POST', 'U'],
    ['SCAN', 'U'],
  ] as const)('can answer with the form %s and the status %s', async (entryCodeForm, placementResult) => {
    const other = await startQuickly({ entryCodeForm, placementResult, notifications: 'off' });
    const answer = await call(other, 'pay', payBody('EntryCode'));
    expect(answer.result).toMatchObject({ resultCode: 'PAYMENT_IN_PROCESS', resultStatus: 'U' });
    expect(answer.redirectActionForm.method).toBe(entryCodeForm);
    const expected = entryCodeForm === 'SCAN' ? 'alipays://platformapi/startApp?' : `${other.url}/wallet/`;
    expect(answer.redirectActionForm.redirectUrl.startsWith(expected)).toBe(true);
    expect(answer.redirectActionForm.parameters !== undefined).toBe(entryCodeForm === 'POST');
    await other.close();
  });
});

describe('payment codes', () => {
  it.each([
    ['waitsForWallet', 'PAYMENT_IN_PROCESS', 'U', 'PROCESSING'],
    ['balanceNotEnough', 'USER_BALANCE_NOT_ENOUGH', 'F', 'FAIL'],
    ['expiredCode', 'EXPIRED_CODE', 'F', 'FAIL'],
    ['riskReject', 'RISK_REJECT', 'F', 'FAIL'],
    ['unknownThenWaits', 'UNKNOWN_EXCEPTION', 'U', 'PROCESSING'],
    ['unknownButPaid', 'UNKNOWN_EXCEPTION', 'U', 'SUCCESS'],
    ['unknownAndFailed', 'UNKNOWN_EXCEPTION', 'U', 'FAIL'],
    ['invalidCode', 'INVALID_PAYMENT_CODE', 'F', 'FAIL'],
  ] as const)('%s gives %s/%s and leaves %s', async (name, resultCode, resultStatus, paymentStatus) => {
    const body = upm(testPaymentCodes[name]);
    const answer = await call(simulator, 'pay', body);
    expect(answer.result).toMatchObject({ resultCode, resultStatus });
    const inquiry = await call(simulator, 'inquiryPayment', { paymentRequestId: body.paymentRequestId });
    expect(inquiry.paymentStatus).toBe(paymentStatus);
  });

  it('are digits, 16 to 24 of them', () => {
    for (const code of Object.values(testPaymentCodes)) expect(code).toMatch(/^\d{16,24}$/);
  });

  it('refuses a code that is no number', async () => {
    const { result } = await call(simulator, 'pay', upm('28ABC'));
    expect(result.resultMessage).toContain('paymentMethod.paymentMethodId');
  });
});

describe('fields', () => {
  const broken: readonly [string, Record<string, unknown>][] = [
    ['productCode', { productCode: 'CASHIER_PAYMENT' }],
    ['paymentRequestId', { paymentRequestId: undefined }],
    ['paymentRequestId', { paymentRequestId: 'x'.repeat(65) }],
    ['paymentAmount', { paymentAmount: undefined }],
    ['paymentAmount.value', { paymentAmount: { currency: 'USD', value: '5.99' } }],
    ['paymentAmount.value', { paymentAmount: { currency: 'USD', value: '0' } }],
    ['paymentAmount.value', { paymentAmount: { currency: 'USD', value: '12345678901234567' } }],
    ['paymentAmount.currency', { paymentAmount: { currency: 'us', value: '599' } }],
    ['paymentMethod', { paymentMethod: 'CONNECT_WALLET' }],
    ['paymentMethod.paymentMethodType', { paymentMethod: {} }],
    ['paymentFactor.inStorePaymentScenario', { paymentFactor: { inStorePaymentScenario: 'entrycode' } }],
    ['paymentNotifyUrl', { paymentNotifyUrl: undefined }],
    ['paymentNotifyUrl', { paymentNotifyUrl: 'ftp://127.0.0.1/' }],
    ['paymentRedirectUrl', { paymentRedirectUrl: 'javascript:alert(1)' }],
    ['paymentExpiryTime', { paymentExpiryTime: '2026-11-01 12:10:00' }],
    ['paymentExpiryTime', { paymentExpiryTime: '2026-11-01T11:59:00+08:00' }],
    ['paymentExpiryTime', { paymentExpiryTime: '2026-11-01T12:30:00+08:00' }],
    ['order.merchant', { order: { orderAmount: { currency: 'USD', value: '1' } } }],
  ];

  it.each(broken)('names %s when it is wrong', async (field, changes) => {
    const { result } = await call(simulator, 'pay', payBody('EntryCode', changes));
    expect(result).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultStatus: 'F' });
    expect(result.resultMessage.startsWith(`${field} `)).toBe(true);
  });

  const children = [
    'orderAmount',
    'orderDescription',
    'merchant.referenceMerchantId',
    'merchant.merchantMCC',
    'merchant.merchantName',
    'merchant.store.referenceStoreId',
    'merchant.store.storeName',
    'merchant.store.storeMCC',
  ];

  function without(order: Record<string, unknown>, path: string): Record<string, unknown> {
    const [first = '', ...rest] = path.split('.');
    const copy = { ...order };
    if (rest.length === 0) delete copy[first];
    else copy[first] = without(copy[first] as Record<string, unknown>, rest.join('.'));
    return copy;
  }

  it.each([
    ...children.map((path) => ['OrderCode', path] as const),
    ['EntryCode', 'env.userAgent'] as const,
    ['PaymentCode', 'env.storeTerminalId'] as const,
    ['PaymentCode', 'env.storeTerminalRequestTime'] as const,
  ])('%s needs order.%s', async (scenario, path) => {
    const body = payBody(scenario);
    const { result } = await call(simulator, 'pay', { ...body, order: without(body.order, path) });
    expect(result).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultMessage: `order.${path} is missing` });
  });

  it('can do without the terminal', async () => {
    const other = await startQuickly({ contract: { terminalRequired: false }, notifications: 'off' });
    const body = payBody('PaymentCode');
    const answer = await call(other, 'pay', { ...body, order: without(body.order, 'env') });
    expect(answer.result.resultStatus).toBe('S');
    await other.close();
  });

  it('takes JSON numbers for strings and ignores null and unknown members', async () => {
    const body = payBody('OrderCode', {
      paymentAmount: { currency: 'JPY', value: 800 },
      paymentRedirectUrl: null,
      somethingNew: { a: 1 },
    });
    const answer = await call(simulator, 'pay', body);
    expect(answer.paymentAmount).toEqual({ currency: 'JPY', value: '800' });
  });

  it.each(['[]', '"x"', '{', ''])('refuses the body %j', async (body) => {
    const { result } = await call(simulator, 'pay', body);
    expect(result).toMatchObject({
      resultCode: 'PARAM_ILLEGAL',
      resultMessage: 'body must be one JSON object in UTF-8',
    });
  });

  it('refuses a body that is not UTF-8', async () => {
    const { result } = await call(simulator, 'pay', Buffer.from('7b2261223a22c7a9227d', 'hex'));
    expect(result.resultCode).toBe('PARAM_ILLEGAL');
  });
});

describe('contract', () => {
  it('refuses other currencies and larger amounts, and keeps no payment', async () => {
    const contract = { currencies: ['USD'], amountMax: 1000n };
    const other = await startQuickly({ contract, notifications: 'off' });
    const paymentRequestId = newId();
    const pay = async (currency: string, value: string) =>
      await call(
        other,
        'pay',
        payBody('OrderCode', { paymentRequestId, paymentAmount: { currency, value } }),
      );
    expect((await pay('EUR', '10')).result.resultCode).toBe('CURRENCY_NOT_SUPPORT');
    expect((await pay('USD', '1001')).result.resultCode).toBe('PAYMENT_AMOUNT_EXCEED_LIMIT');
    expect((await pay('USD', '1000')).result.resultCode).toBe('SUCCESS');
    await other.close();
  });
});

describe('repeating', () => {
  it('gives the same payment again, and the same result once it is final', async () => {
    const body = upm(testPaymentCodes.waitsForWallet);
    const first = await call(simulator, 'pay', body);
    const second = await call(simulator, 'pay', body);
    expect(second).toEqual(first);
    await simulator.control.confirm(body.paymentRequestId);
    const third = await call(simulator, 'pay', body);
    expect(third).toMatchObject({ result: { resultStatus: 'S' }, paymentId: first.paymentId });
    expect(await call(simulator, 'pay', body)).toEqual(third);
  });

  it('gives the same refusal again', async () => {
    const body = upm(testPaymentCodes.riskReject);
    const first = await call(simulator, 'pay', body);
    expect(await call(simulator, 'pay', body)).toEqual(first);
  });

  it.each([
    ['amount', { paymentAmount: { currency: 'USD', value: '600' } }],
    ['currency', { paymentAmount: { currency: 'EUR', value: '599' } }],
    [
      'method type',
      { paymentMethod: { paymentMethodType: 'ALIPAY_CN', paymentMethodId: '281234567890123456' } },
    ],
    [
      'method id',
      { paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: '281234567890123457' } },
    ],
  ])('refuses another %s under the same id', async (_name, changes) => {
    const body = payBody('PaymentCode');
    await call(simulator, 'pay', body);
    const { result } = await call(simulator, 'pay', { ...body, ...changes });
    expect(result).toMatchObject({ resultCode: 'REPEAT_REQ_INCONSISTENT', resultStatus: 'F' });
  });

  it('says so when the payment was cancelled or has closed', async () => {
    const cancelled = payBody('OrderCode');
    await call(simulator, 'pay', cancelled);
    await call(simulator, 'cancel', { paymentRequestId: cancelled.paymentRequestId });
    expect((await call(simulator, 'pay', cancelled)).result.resultCode).toBe('ORDER_IS_CANCELED');
    const closed = payBody('OrderCode');
    await call(simulator, 'pay', closed);
    await simulator.control.advance(600_000);
    expect((await call(simulator, 'pay', closed)).result.resultCode).toBe('ORDER_IS_CLOSED');
  });
});

describe('magic amounts', () => {
  const amount = (value: string) => ({ paymentAmount: { currency: 'USD', value } });

  it('9901 hides the answer of pay behind UNKNOWN_EXCEPTION, and the payment goes on', async () => {
    const body = payBody('PaymentCode', amount('9901'));
    expect(await call(simulator, 'pay', body)).toEqual({
      result: { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', resultMessage: 'unknown exception' },
    });
    const inquiry = await call(simulator, 'inquiryPayment', { paymentRequestId: body.paymentRequestId });
    expect(inquiry.paymentStatus).toBe('SUCCESS');
  });

  it('9902 never answers pay', async () => {
    const body = payBody('PaymentCode', amount('9902'));
    await expect(call(simulator, 'pay', body, { timeoutMs: 150 })).rejects.toThrow('test timeout');
    expect(simulator.control.payment(body.paymentRequestId)?.paymentStatus).toBe('SUCCESS');
  });

  it('9903 and 9904 do the same to inquiryPayment', async () => {
    const unknown = payBody('PaymentCode', amount('9903'));
    expect((await call(simulator, 'pay', unknown)).result.resultStatus).toBe('S');
    const ids = { paymentRequestId: unknown.paymentRequestId };
    expect((await call(simulator, 'inquiryPayment', ids)).result.resultCode).toBe('UNKNOWN_EXCEPTION');
    const silent = payBody('PaymentCode', amount('9904'));
    await call(simulator, 'pay', silent);
    const silentIds = { paymentRequestId: silent.paymentRequestId };
    await expect(call(simulator, 'inquiryPayment', silentIds, { timeoutMs: 150 })).rejects.toThrow(
      'test timeout',
    );
  });

  it('can be switched off', async () => {
    const other = await startQuickly({ magicAmounts: false, notifications: 'off' });
    expect((await call(other, 'pay', payBody('PaymentCode', amount('9901')))).result.resultStatus).toBe('S');
    await other.close();
  });
});
