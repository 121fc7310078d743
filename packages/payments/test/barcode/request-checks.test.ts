import { amountFromDecimal, OptionError } from '@alipay-intl/core';
import type { BarcodePayRequest } from '@alipay-intl/payments';
import { createBarcodePayments } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caught } from '../support/caught.ts';
import { expectKind } from '../support/expect-kind.ts';
import { type EnvelopeServer, startEnvelopeServer } from './support/envelope-server.ts';
import { merchantId, openTill, payRequest, preCreateRequest, refundOf, type Till } from './support/till.ts';

let server: EnvelopeServer;
let till: Till;

beforeAll(async () => {
  server = await startEnvelopeServer();
  server.answer({ body: { orderQrCode: 'https://qr.example', acquirementStatus: 'SUCCESS' } });
  till = await openTill(server.url);
});
afterAll(async () => {
  await till.close();
  await server.close();
});

/** Runs a call that must be refused before anything is sent, naming the member that is wrong. */
async function expectRefused(run: () => Promise<unknown>, path: string): Promise<OptionError> {
  const sentBefore = server.calls.length;
  const error = await caught(run, OptionError);
  expect(error.code).toBe('ERR_REQUEST_INVALID');
  expect(error.issues.map((issue) => issue.path)).toContain(path);
  expect(error.message).toContain('Nothing was sent, so this call moved no money.');
  expect(server.calls.length).toBe(sentBefore);
  return error;
}

/** A request whose types are wrong on purpose. */
const badPay = (changes: object) => () =>
  till.payments.pay({ ...payRequest(), ...changes } as BarcodePayRequest);
const badAmount = (orderAmount: unknown) => badPay({ order: { orderAmount } });

describe('the scanned code', () => {
  it.each([
    ['letters', 'ABCDEFGHIJKLMNOPQR'],
    ['letters among digits', '28123456789012345X'],
    ['nothing', ''],
    ['blanks only', '                  '],
    ['a blank behind it', '281234567890123456 '],
    ['the line end of the scanner', '281234567890123456\n'],
    ['an EAN-13 of a product', '4006381333931'],
    ['an EAN-8 of a product', '96385074'],
    ['one digit too few', '281234567890123'],
    ['one digit too many', `28${'1'.repeat(63)}`],
    ['a whole QR link', 'https://qr.alipay.com/281234567890123456'],
    ['full-width digits', '２８１２３４５６７８９０１２３４５６'],
    ['Arabic digits', '٢٨١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦'],
    ['a sign', '-281234567890123456'],
  ])('with %s is refused', async (_case, identityCode) => {
    const error = await expectRefused(badPay({ identityCode }), 'identityCode');
    expect(error.message).toContain('16 to 64 digits, as scanned from the buyer');
    if (identityCode.trim() !== '') expect(error.message).not.toContain(identityCode);
  });

  it.each([[281234567890123456n], [281234567890123], [undefined], [null], [['281234567890123456']], [{}]])(
    'that is no text is refused (case %#)',
    async (identityCode) => {
      await expectRefused(badPay({ identityCode }), 'identityCode');
    },
  );

  it.each(['2812345678901234', '281234567890123456', '301234567890123456789012', `28${'0'.repeat(62)}`])(
    'of %s digits goes through as it is',
    async (identityCode) => {
      expectKind(await till.payments.pay(payRequest({ identityCode })), 'paid');
      expect(server.last().body).toMatchObject({
        identityCode,
        codeType: 'BARCODE',
        productCode: 'OFFLINE_PAY',
      });
    },
  );
});

describe('money', () => {
  it.each<[string, unknown, RegExp]>([
    ['0', { currency: 'USD', value: '0' }, /at least 1 in the smallest unit/],
    ['a number', { currency: 'USD', value: 599 }, /JavaScript number/],
    ['NaN', { currency: 'USD', value: Number.NaN }, /JavaScript number/],
    ['a bigint', { currency: 'USD', value: 599n }, /digits in the smallest unit/],
    ['a decimal text', { currency: 'USD', value: '5.99' }, /digits in the smallest unit/],
    ['less than nothing', { currency: 'USD', value: '-599' }, /digits in the smallest unit/],
    ['a leading zero', { currency: 'USD', value: '0599' }, /digits in the smallest unit/],
    ['17 digits', { currency: 'USD', value: '1'.repeat(17) }, /digits in the smallest unit/],
    ['an exponent', { currency: 'USD', value: '1e3' }, /digits in the smallest unit/],
    ['a currency in small letters', { currency: 'usd', value: '599' }, /ISO 4217/],
    ['a currency that does not exist', { currency: 'ZZZ', value: '599' }, /ISO 4217/],
    ['no currency', { value: '599' }, /ISO 4217/],
    ['text', '599', /ISO 4217/],
    ['nothing', undefined, /is missing/],
  ])('with %s is refused', async (_case, orderAmount, message) => {
    const error = await expectRefused(badAmount(orderAmount), 'order.orderAmount');
    expect(error.message).toMatch(message);
    const codeOrder = { ...preCreateRequest(), order: { orderAmount } } as never;
    await expectRefused(() => till.payments.preCreate(codeOrder), 'order.orderAmount');
    const refund = { ...refundOf('a'), refundAmount: orderAmount } as never;
    await expectRefused(() => till.payments.refund(refund), 'refundAmount');
  });

  it('as people write it becomes the smallest unit, exactly', async () => {
    for (const [currency, price, value] of [
      ['USD', '5.99', '599'],
      ['JPY', '599', '599'],
      ['KRW', '5000', '5000'],
      ['IDR', '15000', '1500000'],
    ] as const) {
      await till.payments.pay(payRequest({ order: { orderAmount: amountFromDecimal(currency, price) } }));
      expect(server.last().body['order']).toEqual({ orderAmount: { currency, value } });
    }
  });
});

describe('other members', () => {
  it.each<[string, object, string]>([
    ['no id', { merchantTransId: undefined }, 'merchantTransId'],
    ['an empty id', { merchantTransId: '' }, 'merchantTransId'],
    ['65 characters of id', { merchantTransId: 'a'.repeat(65) }, 'merchantTransId'],
    ['a blank in the id', { merchantTransId: 'a b' }, 'merchantTransId'],
    ['a character that no page allows in the id', { merchantTransId: 'sale/1' }, 'merchantTransId'],
    ['no order', { order: undefined }, 'order'],
    [
      'a category code of letters',
      { order: { ...payRequest().order, seller: { sellerMCC: 'cafe' } } },
      'order.seller.sellerMCC',
    ],
    [
      'a seller id with a dash',
      { order: { ...payRequest().order, seller: { sellerId: 'a-b' } } },
      'order.seller.sellerId',
    ],
    [
      'a seller id of 33',
      { order: { ...payRequest().order, seller: { sellerId: 'a'.repeat(33) } } },
      'order.seller.sellerId',
    ],
    ['a contract id of 65', { settleContractId: 'a'.repeat(65) }, 'settleContractId'],
    ['risk data as text', { riskInfo: '{}' }, 'riskInfo'],
    ['extendInfo as an object', { extendInfo: {} }, 'extendInfo'],
    ['extendInfo of 2049', { extendInfo: 'a'.repeat(2049) }, 'extendInfo'],
    ['a member of another interface', { paymentRequestId: 'p' }, 'paymentRequestId'],
    ['the wire constant', { productCode: 'OFFLINE_PAY' }, 'productCode'],
    ['somebody else’s party', { merchantId: 'M' }, 'merchantId'],
  ])('pay refuses %s', async (_case, changes, path) => {
    await expectRefused(badPay(changes), path);
  });

  it.each([
    ['notifyUrl', 'ftp://shop.example/'],
    ['notifyUrl', '/notify'],
    ['merchantRedirectUrl', 'javascript:alert(1)'],
    ['userAgent', ''],
    ['sceneType', 'a'.repeat(65)],
  ])('preCreate refuses the %s %j', async (name, value) => {
    await expectRefused(() => till.payments.preCreate(preCreateRequest({ [name]: value })), name);
  });

  it('preCreate takes no code, pay no notify URL', async () => {
    const { identityCode } = payRequest();
    await expectRefused(
      () => till.payments.preCreate({ ...preCreateRequest(), identityCode } as never),
      'identityCode',
    );
    await expectRefused(badPay({ notifyUrl: 'https://shop.example/' }), 'notifyUrl');
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no object', undefined],
    ['an empty id', { merchantTransId: '' }],
    ['65 characters', { acquirementId: 'a'.repeat(65) }],
    ['a number', { merchantTransId: 1 }],
    ['the id of another family', { paymentRequestId: 'p' }],
  ])('payQuery and payCancel refuse a reference with %s', async (_case, reference) => {
    const sentBefore = server.calls.length;
    for (const run of [till.payments.payQuery, till.payments.payCancel]) {
      const error = await caught(() => run(reference as never), OptionError);
      expect(error.code).toBe('ERR_REQUEST_INVALID');
      if (reference !== undefined) expect(error.message).toMatch(/merchantTransId|acquirementId/);
    }
    expect(server.calls.length).toBe(sentBefore);
  });

  it.each<[string, object, string]>([
    ['no acquirementId', { acquirementId: undefined }, 'acquirementId'],
    [
      'the id of the transaction instead',
      { acquirementId: undefined, merchantTransId: 't' },
      'acquirementId',
    ],
    ['no refund id', { merchantRefundId: undefined }, 'merchantRefundId'],
    ['a refund id with blanks', { merchantRefundId: 'r 1' }, 'merchantRefundId'],
    ['a reason of 257', { refundReason: 'a'.repeat(257) }, 'refundReason'],
    ['the member names of v1', { refundRequestId: 'r' }, 'refundRequestId'],
  ])('refund refuses %s', async (_case, changes, path) => {
    await expectRefused(() => till.payments.refund({ ...refundOf('a'), ...changes } as never), path);
  });

  it('indirectMerchant refuses what is not documented', async () => {
    const { maintain, query, archive } = till.payments.indirectMerchant;
    const sellerInfo = { sellerId: 'S1' };
    await expectRefused(() => maintain({ operationType: 'DELETE', sellerInfo } as never), 'operationType');
    await expectRefused(() => maintain({ operationType: 'ADD' } as never), 'sellerInfo');
    await expectRefused(
      () => maintain({ operationType: 'ADD', sellerInfo: { sellerId: '' } }),
      'sellerInfo.sellerId',
    );
    await expectRefused(() => query({ sellerId: 'a b' }), 'sellerId');
    await expectRefused(() => query({ sellerId: 'S1', paymentScene: 'MOON' } as never), 'paymentScene');
    await expectRefused(() => archive({} as never), 'sellerId');
  });

  it('all that is wrong is named at once', async () => {
    const changes = {
      merchantTransId: '',
      identityCode: 'x',
      order: { orderAmount: { currency: 'USD', value: '0' } },
    };
    const error = await expectRefused(badPay(changes), 'merchantTransId');
    expect(error.issues.map(({ path }) => path).toSorted()).toEqual(
      expect.arrayContaining(['identityCode', 'merchantTransId', 'order.orderAmount']),
    );
  });

  it('the objects whose tables are not public travel as they are', async () => {
    const request = payRequest({
      order: {
        ...payRequest().order,
        goods: [{ name: 'Tea' }],
        seller: { sellerId: 'S1', sellerColour: 'red' },
      } as never,
      riskInfo: { deviceInfo: { terminalType: 'APP' } },
      envInfo: { terminalType: 'SYSTEM' },
      extendInfo: '{"chinaExtraTransInfo":{"businessType":"5"}}',
      settleContractId: 'USD-1',
    });
    await till.payments.pay(request);
    const { merchantId: _party, productCode: _product, codeType: _type, ...sent } = server.last().body;
    expect(sent).toEqual(request);
  });

  it('a deadline out of range is refused before anything is sent', async () => {
    const sentBefore = server.calls.length;
    for (const deadlineMs of [0, -1, Number.NaN, 600_001]) {
      const error = await caught(till.payments.pay(payRequest(), { deadlineMs }), OptionError);
      expect(error.code).toBe('ERR_REQUEST_INVALID');
    }
    expect(server.calls.length).toBe(sentBefore);
  });
});

describe('the settings of a till', () => {
  it.each<[string, object, string]>([
    ['no merchantId', {}, 'merchantId'],
    ['an empty merchantId', { merchantId: '' }, 'merchantId'],
    ['a merchantId with blanks', { merchantId: 'a b' }, 'merchantId'],
    ['a misspelt setting', { merchantId, requestIdGard: {} }, 'requestIdGard'],
    ['a guard that is none', { merchantId, requestIdGuard: 1 }, 'requestIdGuard'],
  ])('with %s are refused', async (_case, options, path) => {
    const error = await caught(() => createBarcodePayments(till.gateway, options as never), OptionError);
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });
});
