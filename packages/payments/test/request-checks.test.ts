import { OptionError } from '@alipay-intl/core';
import {
  createInStorePayments,
  type EntryCodePayRequest,
  type InStoreOptions,
  type OrderCodePayRequest,
  type PaymentCodePayRequest,
  type PaymentReference,
  type RefundReference,
  type RefundRequest,
} from '@alipay-intl/payments';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, resultOf, startAnsweringServer } from './support/answering-server.ts';
import { caught } from './support/caught.ts';
import {
  entryCodeRequest,
  openShop,
  orderCodeRequest,
  paymentCodeRequest,
  refundRequest,
  type Shop,
} from './support/shop.ts';

const nowMs = Date.parse('2026-11-01T12:00:00+08:00');
const clock = { now: () => nowMs };
let server: AnsweringServer;
let shop: Shop;
let callsBefore = 0;

beforeAll(async () => {
  server = await startAnsweringServer();
  server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
  shop = await openShop(server.url, { inStore: { clock } });
});
afterAll(async () => {
  await shop.close();
  await server.close();
});

type Operation =
  | 'payEntryCode'
  | 'payOrderCode'
  | 'payPaymentCode'
  | 'refund'
  | 'inquiryPayment'
  | 'cancel'
  | 'inquiryRefund';

function callWith(operation: Operation, request: unknown): Promise<unknown> {
  switch (operation) {
    case 'payEntryCode':
      return shop.payments.payEntryCode(request as EntryCodePayRequest);
    case 'payOrderCode':
      return shop.payments.payOrderCode(request as OrderCodePayRequest);
    case 'payPaymentCode':
      return shop.payments.payPaymentCode(request as PaymentCodePayRequest);
    case 'refund':
      return shop.payments.refund(request as RefundRequest);
    case 'inquiryPayment':
    case 'cancel':
      return shop.payments[operation](request as PaymentReference);
    case 'inquiryRefund':
      return shop.payments.inquiryRefund(request as RefundReference);
  }
}

const valid: Readonly<Record<Operation, () => object>> = {
  payEntryCode: entryCodeRequest,
  payOrderCode: orderCodeRequest,
  payPaymentCode: paymentCodeRequest,
  refund: refundRequest,
  inquiryPayment: () => ({ paymentRequestId: 'p' }),
  cancel: () => ({ paymentRequestId: 'p' }),
  inquiryRefund: () => ({ refundRequestId: 'r' }),
};

type Json = { [name: string]: unknown };

/** A copy of a request with one member replaced, or taken out where the value is `undefined`. */
function withMember(request: object, path: string, value: unknown): object {
  const copy = structuredClone(request) as Json;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place = copy;
  for (const name of names) {
    place[name] ??= {};
    place = place[name] as Json;
  }
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

async function refusal(operation: Operation, request: unknown): Promise<OptionError> {
  const sentBefore = server.calls.length;
  const error = await caught(() => callWith(operation, request), OptionError);
  expect(error.code).toBe('ERR_REQUEST_INVALID');
  expect(error.message).toContain('Nothing was sent, so this call moved no money.');
  expect(server.calls.length).toBe(sentBefore);
  return error;
}

async function accepted(operation: Operation, request: unknown): Promise<void> {
  const sentBefore = server.calls.length;
  await callWith(operation, request);
  expect(server.calls.length).toBe(sentBefore + 1);
}

const marker = 'qzxv';
/** Text of a length that shows up in no message by chance. */
const textOf = (length: number): string => marker.repeat(Math.ceil(length / 4)).slice(0, length);
const address = 'order.merchant.merchantAddress';

const lengths: readonly (readonly [Operation, string, number])[] = [
  ['payEntryCode', 'paymentRequestId', 64],
  ['payEntryCode', 'order.referenceOrderId', 64],
  ['payEntryCode', 'order.orderDescription', 256],
  ['payEntryCode', 'order.merchant.referenceMerchantId', 32],
  ['payEntryCode', 'order.merchant.merchantName', 256],
  ['payEntryCode', 'order.merchant.merchantDisplayName', 64],
  ['payEntryCode', 'order.merchant.store.referenceStoreId', 32],
  ['payEntryCode', 'merchantAccountId', 32],
  ['payOrderCode', 'order.referenceOrderId', 64],
  ['payOrderCode', 'order.orderDescription', 256],
  ['payPaymentCode', 'paymentRequestId', 64],
  ['payPaymentCode', 'order.merchant.merchantName', 256],
  ['payOrderCode', 'order.buyer.referenceBuyerId', 64],
  ['payOrderCode', 'order.buyer.buyerPhoneNo', 24],
  ['payOrderCode', 'order.buyer.buyerEmail', 64],
  ['refund', 'refundRequestId', 64],
  ['refund', 'paymentId', 64],
  ['refund', 'referenceRefundId', 64],
  ['refund', 'refundReason', 256],
];

describe('lengths', () => {
  it.each(lengths)('%s: %s has at most %i characters', async (operation, path, lengthMax) => {
    // The operation's name keeps the ids of different operations apart.
    const longest = (operation + textOf(lengthMax)).slice(0, lengthMax);
    await accepted(operation, withMember(valid[operation](), path, longest));
    const error = await refusal(operation, withMember(valid[operation](), path, textOf(lengthMax + 1)));
    expect(error.issues).toEqual([{ path, message: `at most ${lengthMax} characters` }]);
    expect(error.message).toContain(`${path}: at most ${lengthMax} characters`);
    expect(error.message).not.toContain(marker);
  });

  it.each([
    ['paymentNotifyUrl', 2048, 'payEntryCode'],
    ['paymentRedirectUrl', 2048, 'payEntryCode'],
    ['paymentRedirectUrl', 2048, 'payOrderCode'],
    ['refundNotifyUrl', 1024, 'refund'],
  ] as const)('%s has at most %i characters (%s)', async (path, lengthMax, operation) => {
    const start = 'https://merchant.example/';
    const url = (length: number) => start + textOf(length - start.length);
    await accepted(operation, withMember(valid[operation](), path, url(lengthMax)));
    const error = await refusal(operation, withMember(valid[operation](), path, url(lengthMax + 1)));
    expect(error.issues).toEqual([{ path, message: `at most ${lengthMax} characters` }]);
    expect(error.message).not.toContain(marker);
  });

  it.each([
    ['state', 8],
    ['city', 32],
    ['address1', 256],
    ['address2', 256],
    ['zipCode', 32],
  ] as const)('%s of an address has at most %i characters', async (name, lengthMax) => {
    const request = withMember(entryCodeRequest(), `${address}.region`, 'HK');
    await accepted('payEntryCode', withMember(request, `${address}.${name}`, textOf(lengthMax)));
    const error = await refusal(
      'payEntryCode',
      withMember(request, `${address}.${name}`, textOf(lengthMax + 1)),
    );
    expect(error.issues[0]?.path).toBe(`${address}.${name}`);
  });

  it.each([
    ['referenceGoodsId', 64],
    ['goodsName', 256],
    ['goodsCategory', 64],
  ] as const)('%s of goods has at most %i characters', async (name, lengthMax) => {
    const goodsWith = (length: number) =>
      withMember(orderCodeRequest(), 'order.goods', [
        { referenceGoodsId: 'g0', goodsName: 'Tea' },
        { referenceGoodsId: 'g1', goodsName: 'Coffee', [name]: textOf(length) },
      ]);
    await accepted('payOrderCode', goodsWith(lengthMax));
    const error = await refusal('payOrderCode', goodsWith(lengthMax + 1));
    expect(error.issues).toEqual([
      { path: `order.goods.1.${name}`, message: `at most ${lengthMax} characters` },
    ]);
  });

  it('takes 100 kinds of goods and no more', async () => {
    const goods = Array.from({ length: 101 }, (_, at) => ({ referenceGoodsId: `g${at}`, goodsName: 'Tea' }));
    await accepted('payOrderCode', withMember(orderCodeRequest(), 'order.goods', goods.slice(1)));
    const error = await refusal('payOrderCode', withMember(orderCodeRequest(), 'order.goods', goods));
    expect(error.issues).toEqual([{ path: 'order.goods', message: 'at most 100 kinds of goods' }]);
  });

  it.each([
    ['inquiryPayment', 'paymentRequestId'],
    ['inquiryPayment', 'paymentId'],
    ['cancel', 'paymentRequestId'],
    ['cancel', 'paymentId'],
    ['inquiryRefund', 'refundRequestId'],
    ['inquiryRefund', 'refundId'],
  ] as const)('%s: %s has 1 to 64 characters', async (operation, name) => {
    await accepted(operation, { [name]: textOf(64) });
    for (const value of [textOf(65), '', 7, null, {}]) {
      const error = await refusal(operation, { [name]: value });
      expect(error.issues.length).toBeGreaterThan(0);
      expect(error.message).toContain(name);
      expect(error.message).not.toContain(marker);
    }
  });
});

const needed: readonly (readonly [Operation, string])[] = [
  ...(['payEntryCode', 'payOrderCode', 'payPaymentCode'] as const).flatMap((operation) =>
    [
      'paymentRequestId',
      'paymentAmount',
      'paymentNotifyUrl',
      'order',
      'order.referenceOrderId',
      'order.orderDescription',
      'order.orderAmount',
      'order.merchant',
      'order.merchant.referenceMerchantId',
      'order.merchant.merchantMCC',
      'order.merchant.merchantName',
      'order.merchant.store',
      'order.merchant.store.referenceStoreId',
      'order.merchant.store.storeName',
      'order.merchant.store.storeMCC',
    ].map((path) => [operation, path] as const),
  ),
  ['payEntryCode', 'order.env'],
  ['payEntryCode', 'order.env.userAgent'],
  ['payPaymentCode', 'paymentMethod'],
  ['payPaymentCode', 'paymentMethod.paymentMethodId'],
  ['payPaymentCode', 'order.env'],
  ['payPaymentCode', 'order.env.storeTerminalId'],
  ['payPaymentCode', 'order.env.storeTerminalRequestTime'],
  ['refund', 'refundRequestId'],
  ['refund', 'paymentId'],
  ['refund', 'refundAmount'],
];

describe('needed members', () => {
  it.each(needed)('%s needs %s', async (operation, path) => {
    for (const value of [undefined, null]) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues.map((issue) => issue.path)).toContain(path);
      expect(error.message).toContain(path);
    }
  });

  it.each(['inquiryPayment', 'cancel', 'inquiryRefund'] as const)('%s needs one id', async (operation) => {
    const error = await refusal(operation, {});
    expect(error.message).toMatch(/(?:paymentRequestId or paymentId|refundRequestId or refundId)/);
  });

  it.each(Object.keys(valid) as Operation[])('%s refuses what is no object', async (operation) => {
    for (const value of [undefined, null, 'x', 7, [], true]) await refusal(operation, value);
  });

  it('lists every fault at once', async () => {
    const request = {
      ...entryCodeRequest(),
      paymentRequestId: '',
      paymentAmount: { currency: 'USD', value: '0' },
      paymentNotifyUrl: 'nowhere',
      merchantRegion: 'usa',
    };
    const broken = withMember(request, 'order.merchant.merchantMCC', '58');
    const error = await refusal('payEntryCode', withMember(broken, 'order.env', {}));
    expect(new Set(error.issues.map(({ path }) => path))).toEqual(
      new Set([
        'paymentRequestId',
        'paymentAmount',
        'paymentNotifyUrl',
        'merchantRegion',
        'order.merchant.merchantMCC',
        'order.env.userAgent',
      ]),
    );
    for (const { path } of error.issues) expect(error.message).toContain(path);
  });
});

describe('unknown members', () => {
  it.each([
    ['payEntryCode', '', 'paymentExpireTime'],
    ['payEntryCode', '', 'productCode'],
    ['payEntryCode', '', 'env'],
    ['payEntryCode', 'order', 'merchantMCC'],
    ['payEntryCode', 'order.merchant.store', 'storeMcc'],
    ['payEntryCode', 'order.env', 'UserAgent'],
    ['payOrderCode', 'order.env', 'userAgent'],
    ['payPaymentCode', '', 'paymentRedirectUrl'],
    ['payPaymentCode', 'paymentMethod', 'paymentMethodType'],
    ['refund', '', 'refundRequestTime'],
  ] as const)('%s: in "%s", %s is refused', async (operation, parent, name) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const error = await refusal(operation, withMember(valid[operation](), path, `${marker}1`));
    expect(error.issues).toEqual([{ path, message: 'is not a known member' }]);
    expect(error.message).not.toContain(marker);
  });

  it.each(['inquiryPayment', 'cancel', 'inquiryRefund'] as const)('%s refuses them', async (operation) => {
    await refusal(operation, { ...valid[operation](), merchantAccountId: marker });
  });
});

const numberText = 'value is a JavaScript number; pass digits in the smallest unit';
const amountText = 'expected { currency, value } with an ISO 4217 code and digits in the smallest unit';
const leastText = 'must be at least 1 in the smallest unit';

describe('money', () => {
  const members = [
    ['payEntryCode', 'paymentAmount'],
    ['payOrderCode', 'order.orderAmount'],
    ['payPaymentCode', 'paymentAmount'],
    ['payOrderCode', 'order.orderDiscountAmount'],
    ['refund', 'refundAmount'],
  ] as const;
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a number', { currency: 'USD', value: 599 }, numberText],
    ['a fraction as number', { currency: 'USD', value: 5.99 }, numberText],
    ['NaN', { currency: 'USD', value: Number.NaN }, numberText],
    ['a bigint', { currency: 'USD', value: 599n }, amountText],
    ['0', { currency: 'USD', value: '0' }, leastText],
    ['a decimal point', { currency: 'USD', value: '5.99' }, amountText],
    ['a sign', { currency: 'USD', value: '-599' }, amountText],
    ['a plus', { currency: 'USD', value: '+599' }, amountText],
    ['a leading zero', { currency: 'USD', value: '0599' }, amountText],
    ['17 digits', { currency: 'USD', value: '12345678901234567' }, amountText],
    ['an exponent', { currency: 'USD', value: '5e2' }, amountText],
    ['blanks', { currency: 'USD', value: ' 599' }, amountText],
    ['other digits', { currency: 'USD', value: '٥٩٩' }, amountText],
    ['nothing', { currency: 'USD', value: '' }, amountText],
    ['small letters', { currency: 'usd', value: '599' }, amountText],
    ['an unknown currency', { currency: 'ZZZ', value: '599' }, amountText],
    ['no currency', { value: '599' }, amountText],
    ['no value', { currency: 'USD' }, amountText],
    ['text', '599', amountText],
    ['a bare number', 599, amountText],
  ];

  it.each(members)('%s checks %s', async (operation, path) => {
    for (const [name, value, message] of wrong) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues, name).toEqual([{ path, message }]);
      expect(error.message).toContain(`${path}: ${message}`);
      expect(error.message).not.toContain('599');
    }
    await accepted(operation, withMember(valid[operation](), path, { currency: 'USD', value: '1' }));
    const largest = { currency: 'USD', value: '9999999999999999' };
    await accepted(operation, withMember(valid[operation](), path, largest));
  });
});

describe('codes', () => {
  it.each(['order.merchant.merchantMCC', 'order.merchant.store.storeMCC'])(
    '%s has four digits',
    async (path) => {
      for (const value of ['', '581', '58145', '58a4', ' 5814', '5814\n', '５８１４', 5814]) {
        const error = await refusal('payEntryCode', withMember(entryCodeRequest(), path, value));
        expect(error.issues[0]?.path).toBe(path);
        expect(error.message).not.toContain('5814');
      }
    },
  );

  it.each([
    ['merchantRegion', ['us', 'USA', 'U', 'U1', '']],
    ['settlementStrategy.settlementCurrency', ['usd', 'US', 'USDT', '']],
    [`${address}.region`, ['hk', 'HKG', '']],
  ])('%s has its letters', async (path, values) => {
    for (const value of values) {
      const error = await refusal('payEntryCode', withMember(entryCodeRequest(), path, value));
      expect(error.issues[0]?.path).toBe(path);
    }
    const right = path.endsWith('Currency') ? 'EUR' : 'HK';
    await accepted('payEntryCode', withMember(entryCodeRequest(), path, right));
  });

  it.each([
    ['payEntryCode', 'paymentRequestId'],
    ['payOrderCode', 'paymentRequestId'],
    ['payPaymentCode', 'paymentRequestId'],
    ['refund', 'refundRequestId'],
  ] as const)('%s: %s keeps to A-Z, a-z, 0-9, _ and -', async (operation, path) => {
    for (const value of ['a b', 'a.b', 'a/b', 'é', '支付', 'a\n', 'a\u0000', '#1', '', 1]) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues[0]?.path).toBe(path);
    }
    await accepted(operation, withMember(valid[operation](), path, `aZ09_-${operation}`));
  });

  it('goodsQuantity is digits, at least 1', async () => {
    const withQuantity = (goodsQuantity: unknown) =>
      withMember(orderCodeRequest(), 'order.goods', [
        { referenceGoodsId: 'g', goodsName: 'Tea', goodsQuantity },
      ]);
    for (const value of ['0', '01', '-1', '1.5', '', 1]) {
      const error = await refusal('payOrderCode', withQuantity(value));
      expect(error.issues[0]?.path).toBe('order.goods.0.goodsQuantity');
    }
    await accepted('payOrderCode', withQuantity('12'));
  });

  it('isAsyncRefund travels as text', async () => {
    for (const value of [true, false, 'yes', '']) {
      const error = await refusal('refund', refundWith(value));
      expect(error.issues[0]?.path).toBe('isAsyncRefund');
    }
    await accepted('refund', refundWith('false'));
  });

  const refundWith = (value: unknown) => withMember(refundRequest(), 'isAsyncRefund', value);
});

describe('payment code', () => {
  const path = 'paymentMethod.paymentMethodId';
  const digits = (prefix: string, length: number) => prefix.padEnd(length, '7');

  it.each(['25', '26', '27', '28', '29', '30'])('may begin with %s, 16 to 32 digits long', async (prefix) => {
    for (const length of [16, 18, 24, 32]) {
      await accepted('payPaymentCode', withMember(paymentCodeRequest(), path, digits(prefix, length)));
    }
  });

  it.each([
    digits('24', 18),
    digits('31', 18),
    digits('03', 18),
    digits('62', 19),
    digits('28', 15),
    digits('28', 33),
    '28777777777777777a',
    '28777777 777777777',
    ' 287777777777777777',
    '287777777777777777\n',
    '２８７７７７７７７７７７７７７７',
    '',
    287777777777777,
  ])('is refused, and never repeated: %j', async (code) => {
    const error = await refusal('payPaymentCode', withMember(paymentCodeRequest(), path, code));
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain('7777777');
  });
});

describe('addresses', () => {
  const wrong = [
    '',
    'merchant.example/notify',
    '/alipay/notify',
    'ftp://merchant.example/notify',
    'javascript:alert(1)',
    'alipays://pay',
    'mailto:a@merchant.example',
    'https://',
    'http://[::1/notify',
    7,
    {},
  ];
  it.each([
    'https:merchant.example/notify',
    'https:/merchant.example/notify',
    ' https://merchant.example/notify',
    'https://merchant.example/notify ',
    'https://merchant.example/a b',
    'https://merchant.example/\nnotify',
    'https://merchant.example\\notify',
  ])('a URL that only the URL class repairs is refused: %j', async (value) => {
    expect(URL.canParse(value)).toBe(true);
    for (const path of ['paymentNotifyUrl', 'paymentRedirectUrl']) {
      const error = await refusal('payEntryCode', withMember(entryCodeRequest(), path, value));
      expect(error.issues).toEqual([{ path, message: 'expected an http or https URL' }]);
    }
  });

  it.each([
    ['payEntryCode', 'paymentNotifyUrl'],
    ['payEntryCode', 'paymentRedirectUrl'],
    ['payOrderCode', 'paymentNotifyUrl'],
    ['payPaymentCode', 'paymentNotifyUrl'],
    ['refund', 'refundNotifyUrl'],
  ] as const)('%s: %s is an absolute http or https URL', async (operation, path) => {
    for (const value of wrong) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues[0]?.path, String(value)).toBe(path);
      expect(error.message).not.toContain('merchant.example');
    }
    for (const value of [
      'https://merchant.example/notify',
      'http://127.0.0.1:8080/n?shop=1',
      'HTTPS://M.example',
    ]) {
      await accepted(operation, withMember(valid[operation](), path, value));
    }
  });
});

describe('times', () => {
  const wrong = [
    '',
    '2026-11-01',
    '2026-11-01T12:10',
    '2026-11-01T12:10:00',
    '2026-11-01 12:10:00+08:00',
    '2026-13-01T12:10:00+08:00',
    '2026-11-01T24:10:00+08:00',
    '1793506200000',
    'tomorrow',
    1_793_506_200_000,
  ];
  it.each([
    ['payEntryCode', 'paymentExpiryTime'],
    ['payOrderCode', 'paymentExpiryTime'],
    ['payPaymentCode', 'paymentExpiryTime'],
    ['payPaymentCode', 'order.env.storeTerminalRequestTime'],
    ['payEntryCode', 'order.merchant.merchantRegisterDate'],
  ] as const)('%s: %s is ISO 8601 with offset', async (operation, path) => {
    for (const value of wrong) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues[0]?.path, String(value)).toBe(path);
    }
    await accepted(operation, withMember(valid[operation](), path, '2026-11-01T12:10:00+08:00'));
  });

  it.each([
    ['payEntryCode', 'paymentExpiryTime'],
    ['payOrderCode', 'paymentExpiryTime'],
    ['payPaymentCode', 'paymentExpiryTime'],
    ['payPaymentCode', 'order.env.storeTerminalRequestTime'],
    ['payEntryCode', 'order.merchant.merchantRegisterDate'],
  ] as const)('%s: a day that does not exist is refused in %s', async (operation, path) => {
    for (const value of ['2026-11-31T12:10:00+08:00', '2027-02-29T00:00:00Z']) {
      const error = await refusal(operation, withMember(valid[operation](), path, value));
      expect(error.issues[0]?.path).toBe(path);
    }
  });
});

describe.each(['payEntryCode', 'payOrderCode'] as const)('%s: closing time', (operation) => {
  const expiring = (paymentExpiryTime: string) =>
    withMember(valid[operation](), 'paymentExpiryTime', paymentExpiryTime);

  it.each(['2026-11-01T12:00:00+08:00', '2026-11-01T11:59:59+08:00', '2020-01-01T00:00:00Z'])(
    'is refused when it has passed: %s',
    async (time) => {
      const error = await refusal(operation, expiring(time));
      expect(error.issues).toEqual([{ path: 'paymentExpiryTime', message: 'has passed already' }]);
      expect(error.message).not.toContain(time);
    },
  );

  it.each(['2026-11-01T12:30:00+08:00', '2026-11-01T12:30:01+08:00', '2026-11-02T12:00:00+08:00'])(
    'is refused when it is not less than 30 minutes ahead: %s',
    async (time) => {
      const error = await refusal(operation, expiring(time));
      expect(error.issues).toEqual([
        { path: 'paymentExpiryTime', message: 'is not less than 30 minutes ahead' },
      ]);
    },
  );

  it.each(['2026-11-01T12:00:01+08:00', '2026-11-01T12:29:59+08:00', '2026-11-01T04:10:00Z'])(
    'is sent as it was given: %s',
    async (time) => {
      await accepted(operation, expiring(time));
      expect(server.last().members['paymentExpiryTime']).toBe(time);
    },
  );

  it('is ten minutes ahead by default, to the second and with an offset', async () => {
    await accepted(operation, valid[operation]());
    expect(server.last().members['paymentExpiryTime']).toBe('2026-11-01T04:10:00+00:00');
  });

  it('follows the settings of the shop', async () => {
    const strict = createInStorePayments(shop.gateway, { clock, expiryMs: 60_000, expiryMaxMs: 120_000 });
    await strict.payEntryCode(entryCodeRequest());
    expect(server.last().members['paymentExpiryTime']).toBe('2026-11-01T04:01:00+00:00');
    const late = entryCodeRequest({ paymentExpiryTime: '2026-11-01T12:02:00+08:00' });
    const error = await caught(strict.payEntryCode(late), OptionError);
    expect(error.issues[0]?.message).toBe('is not less than 2 minutes ahead');
  });
});

describe('payPaymentCode: closing time', () => {
  it('is not invented, and the contract alone limits it', async () => {
    await accepted('payPaymentCode', paymentCodeRequest());
    expect(server.last().members).not.toHaveProperty('paymentExpiryTime');
    await accepted('payPaymentCode', paymentCodeRequest({ paymentExpiryTime: '2026-11-01T13:00:00+08:00' }));
    expect(server.last().members['paymentExpiryTime']).toBe('2026-11-01T13:00:00+08:00');
  });
});

describe('settings of the shop', () => {
  it.each<[string, unknown]>([
    ['expiryMs', { expiryMs: 0 }],
    ['expiryMs', { expiryMs: 1.5 }],
    ['expiryMs', { expiryMs: '600000' }],
    ['expiryMaxMs', { expiryMaxMs: -1 }],
    ['clock', { clock: 'now' }],
    ['requestIdGuard', { requestIdGuard: null }],
    ['expiry', { expiry: 600_000 }],
  ])('%s is checked', async (path, options) => {
    const error = await caught(
      () => createInStorePayments(shop.gateway, options as InStoreOptions),
      OptionError,
    );
    expect(error.code).toBe('ERR_OPTION_INVALID');
    expect(error.issues[0]?.path).toBe(path);
  });
});

describe('the request itself', () => {
  afterEach(() => expect(server.calls.length).toBe(callsBefore + 1));
  it('is not changed', async () => {
    callsBefore = server.calls.length;
    const request = deepFreeze(entryCodeRequest());
    const before = JSON.stringify(request);
    await shop.payments.payEntryCode(request);
    expect(JSON.stringify(request)).toBe(before);
  });
});

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member) deepFreeze(member);
  return Object.freeze(value);
}
