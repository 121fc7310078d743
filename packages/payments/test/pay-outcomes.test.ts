import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  type AnsweringServer,
  type Members,
  type ReceivedCall,
  resultOf,
  startAnsweringServer,
  success,
} from './support/answering-server.ts';
import { expectKind } from './support/expect-kind.ts';
import {
  entryCodeRequest,
  openShop,
  orderCodeRequest,
  paymentCodeRequest,
  type Shop,
} from './support/shop.ts';

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

const paymentId = '20261101194010800100188820200000001';
const inProcess = resultOf('PAYMENT_IN_PROCESS', 'U');

/** Answers as Alipay does: the ids and the amount of the call come back. */
function answerPay(members: Members): void {
  server.answer((call: ReceivedCall) => ({
    result: success,
    paymentRequestId: call.members['paymentRequestId'],
    paymentId,
    paymentAmount: call.members['paymentAmount'],
    paymentCreateTime: '2026-11-01T12:00:00+08:00',
    ...members,
  }));
}

const getForm = {
  method: 'GET',
  redirectUrl: 'https://ac.alipay.com/page/pay?token=1',
  actionFormType: 'RedirectActionForm',
};
const scanUrl =
  'alipays://platformapi/startApp?appId=10000007&actionType=route&qrcode=https://gqr.alipay.com/28101704';

describe('payEntryCode, placed', () => {
  it('says where to go and what is known, and keeps the proof', async () => {
    answerPay({ redirectActionForm: getForm, somethingNew: { deep: [1, 'two'] } });
    const request = entryCodeRequest();
    const outcome = expectKind(await shop.payments.payEntryCode(request), 'placed');
    expect(outcome.redirect).toEqual({
      how: 'navigate',
      url: getForm.redirectUrl,
      method: 'GET',
      parameters: undefined,
      links: {
        redirectUrl: getForm.redirectUrl,
        applinkUrl: undefined,
        schemeUrl: undefined,
        normalUrl: undefined,
      },
    });
    expect(outcome.payment).toMatchObject({
      paymentRequestId: request.paymentRequestId,
      paymentId,
      paymentAmount: { currency: 'USD', value: '599' },
      paymentCreateTime: '2026-11-01T12:00:00+08:00',
      paymentTime: undefined,
      paymentQuote: undefined,
    });
    expect(outcome.proof).toMatchObject({
      path: '/ams/api/v1/payments/pay',
      httpStatus: 200,
      traceId: 'trace-1',
      result: success,
      verifiedBy: { keyVersion: '1', foundBy: 'named' },
    });
    expect(outcome.proof.durationMs).toBeGreaterThanOrEqual(0);
    expect(outcome.proof.answer['somethingNew']).toEqual({ deep: [1, 'two'] });
    expect(JSON.parse(outcome.proof.rawAnswer().toString('utf8'))).toEqual({ ...outcome.proof.answer });
  });

  it('posts the parameters of a POST form', async () => {
    const parameters = '{"token":"abc","n":"1"}';
    answerPay({ redirectActionForm: { ...getForm, method: 'POST', parameters } });
    const { redirect } = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'placed');
    expect(redirect).toMatchObject({ how: 'post', url: getForm.redirectUrl, parameters, method: 'POST' });
  });

  it.each(['SCAN', 'get', 'SOMETHING_NEW', undefined])('navigates for the method %s', async (method) => {
    answerPay({ redirectActionForm: { method, redirectUrl: scanUrl, parameters: 'a=b' } });
    const { redirect } = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'placed');
    expect(redirect).toMatchObject({ how: 'navigate', url: scanUrl, parameters: undefined, method });
  });

  const links = {
    applinkUrl: 'https://app.alipay.example/pay',
    schemeUrl: 'alipays://pay',
    normalUrl: 'https://www.alipay.example/pay',
  };
  it.each([
    ['the form before every link', { redirectActionForm: getForm, ...links }, getForm.redirectUrl, 'GET'],
    ['the app link first', links, links.applinkUrl, undefined],
    [
      'the scheme next',
      { schemeUrl: links.schemeUrl, normalUrl: links.normalUrl },
      'alipays://pay',
      undefined,
    ],
    ['the web page last', { normalUrl: links.normalUrl }, links.normalUrl, undefined],
    [
      'a link beside an empty form',
      { redirectActionForm: {}, normalUrl: links.normalUrl },
      links.normalUrl,
      undefined,
    ],
    [
      'a link beside a form without URL',
      { redirectActionForm: { method: 'POST' }, schemeUrl: 'x:y' },
      'x:y',
      undefined,
    ],
  ])('takes %s', async (_name, members, url, method) => {
    answerPay(members);
    const { redirect } = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'placed');
    expect(redirect).toMatchObject({ how: 'navigate', url, method });
  });

  it('takes PAYMENT_IN_PROCESS/U with a form as placed', async () => {
    answerPay({ result: inProcess, redirectActionForm: getForm });
    const outcome = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'placed');
    expect(outcome.redirect.url).toBe(getForm.redirectUrl);
    expect(outcome.proof.result).toEqual(inProcess);
  });

  it('keeps placing when the ids are not echoed', async () => {
    server.answer({ result: success, redirectActionForm: getForm });
    expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'placed');
  });
});

describe('payEntryCode, not placed', () => {
  it('is processing for PAYMENT_IN_PROCESS/U without a form', async () => {
    answerPay({ result: inProcess });
    const outcome = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'processing');
    expect(outcome.proof.result).toEqual(inProcess);
  });

  it.each([
    ['nothing', {}],
    ['an order code only', { orderCodeForm: { codeDetails: [{ codeValue: 'x', displayType: 'TEXT' }] } }],
    ['a form that is text', { redirectActionForm: 'https://x.example' }],
    ['a form that is a list', { redirectActionForm: [getForm] }],
    ['an empty URL', { redirectActionForm: { method: 'GET', redirectUrl: '' } }],
    ['null', { redirectActionForm: null, normalUrl: null }],
  ])('is unknown for S with %s', async (_name, members) => {
    answerPay(members);
    const { cause, result, facts } = expectKind(
      await shop.payments.payEntryCode(entryCodeRequest()),
      'unknown',
    );
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(cause.message).toContain('not where the buyer can pay');
    expect(cause.message).toContain('The state of the money is unknown.');
    expect(result).toEqual(success);
    expect(facts).toMatchObject({ httpStatus: 200, traceId: 'trace-1' });
  });

  it('is declined with advice in both languages', async () => {
    server.answer({ result: resultOf('ORDER_IS_CLOSED', 'F') });
    const { reason, proof } = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'declined');
    expect(reason).toMatchObject({
      resultCode: 'ORDER_IS_CLOSED',
      resultStatus: 'F',
      class: 'caller',
      known: true,
      advice: { en: 'Start a new attempt with a new id.', zh: '请使用新单号重新发起。' },
    });
    expect(proof.result.resultCode).toBe('ORDER_IS_CLOSED');
  });

  it('is declined although a form came with it', async () => {
    answerPay({ result: resultOf('RISK_REJECT', 'F'), redirectActionForm: getForm });
    expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'declined');
  });

  it.each(['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'NEVER_HEARD_OF'])(
    'is unknown for %s/U, even with a form',
    async (code) => {
      answerPay({ result: resultOf(code, 'U'), redirectActionForm: getForm });
      const outcome = expectKind(await shop.payments.payEntryCode(entryCodeRequest()), 'unknown');
      expect(outcome.cause.code).toBe('ERR_RESPONSE_UNDECIDED');
      expect(outcome.cause.message).toContain(`${code}/U`);
      expect(outcome.result?.resultCode).toBe(code);
      expect(outcome.claimed).toBeUndefined();
    },
  );
});

describe('payOrderCode', () => {
  const text = { codeValueType: 'QRCODE', codeValue: 'https://gqr.alipay.com/281017', displayType: 'TEXT' };
  const image = {
    codeValueType: 'QRCODE',
    codeValue: 'https://img.example/1.png',
    displayType: 'SMALLIMAGE',
  };

  it('is placed with the text to draw', async () => {
    const expireTime = '2026-11-01T12:10:00+08:00';
    answerPay({ orderCodeForm: { expireTime, codeDetails: [image, text] } });
    const { orderCode, payment } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'placed');
    expect(orderCode).toEqual({
      qrText: text.codeValue,
      imageUrl: image.codeValue,
      expireTime,
      codeDetails: [image, text],
    });
    expect(payment.paymentId).toBe(paymentId);
  });

  it('is placed for PAYMENT_IN_PROCESS/U with a code and without an expiry', async () => {
    answerPay({ result: inProcess, orderCodeForm: { codeDetails: [text] } });
    const { orderCode } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'placed');
    expect(orderCode).toMatchObject({ qrText: text.codeValue, imageUrl: undefined, expireTime: undefined });
  });

  it.each(['SMALLIMAGE', 'MIDDLEIMAGE', 'BIGIMAGE', 'IMAGE'])('takes a %s alone', async (displayType) => {
    answerPay({ orderCodeForm: { codeDetails: [{ ...image, displayType }] } });
    const { orderCode } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'placed');
    expect(orderCode).toMatchObject({ qrText: undefined, imageUrl: image.codeValue });
  });

  it('passes over odd entries of the list', async () => {
    answerPay({ orderCodeForm: { codeDetails: [null, 'x', 7, {}, { displayType: 'TEXT' }, text] } });
    const { orderCode } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'placed');
    expect(orderCode.codeDetails).toEqual([text]);
  });

  it('is processing for PAYMENT_IN_PROCESS/U without a code', async () => {
    answerPay({ result: inProcess });
    expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'processing');
  });

  it.each([
    ['no form', {}],
    ['an Entry Code form only', { redirectActionForm: getForm }],
    ['an empty list', { orderCodeForm: { codeDetails: [] } }],
    ['no list', { orderCodeForm: { codeDetails: 'x' } }],
    [
      'a display type that nobody knows',
      { orderCodeForm: { codeDetails: [{ ...text, displayType: 'HOLOGRAM' }] } },
    ],
  ])('is unknown for S with %s', async (_name, members) => {
    answerPay(members);
    const { cause } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
  });

  it('is declined for F and unknown for U', async () => {
    server.answer({ result: resultOf('CURRENCY_NOT_SUPPORT', 'F') });
    const { reason } = expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'declined');
    expect(reason.class).toBe('configuration');
    server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
    expectKind(await shop.payments.payOrderCode(orderCodeRequest()), 'unknown');
  });
});

describe('payPaymentCode', () => {
  const quote = {
    quoteId: 'Q1',
    quoteCurrencyPair: '392/156',
    quotePrice: '0.0489',
    quoteStartTime: '2026-11-01T12:00:00+08:00',
    quoteExpiryTime: '2026-11-01T13:00:00+08:00',
    guaranteed: 'true',
  };
  const pspCustomerInfo = { pspName: 'ALIPAY_CN', pspCustomerId: '2088', displayCustomerId: '185****0001' };

  it('is paid with everything that the answer says', async () => {
    answerPay({
      paymentTime: '2026-11-01T12:00:01+08:00',
      actualPaymentAmount: { currency: 'CNY', value: '4253' },
      paymentQuote: quote,
      grossSettlementAmount: { currency: 'EUR', value: '550' },
      settlementQuote: { quoteCurrencyPair: 'USD/EUR', quotePrice: 0.92, guaranteed: false },
      pspCustomerInfo,
    });
    const { payment, proof } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
    expect({ ...payment, pspCustomerInfo: { ...payment.pspCustomerInfo } }).toMatchObject({
      paymentTime: '2026-11-01T12:00:01+08:00',
      actualPaymentAmount: { currency: 'CNY', value: '4253' },
      paymentQuote: { ...quote, guaranteed: true },
      grossSettlementAmount: { currency: 'EUR', value: '550' },
      settlementQuote: { quoteId: undefined, quotePrice: '0.92', guaranteed: false },
      pspCustomerInfo,
    });
    expect(proof.result).toEqual(success);
  });

  it.each([
    ['text', '"0.0489"', '0.0489'],
    ['a number', '0.0489', '0.0489'],
    ['a long number', '0.12345678901234567890123', '0.12345678901234567890123'],
  ])('keeps a rate that came as %s', async (_name, wire, quotePrice) => {
    server.answer(({ members }) => {
      const id = JSON.stringify(members['paymentRequestId']);
      return `{"result":{"resultCode":"SUCCESS","resultStatus":"S"},"paymentRequestId":${id},"paymentQuote":{"quotePrice":${wire}}}`;
    });
    const { payment } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
    expect(payment.paymentQuote?.quotePrice).toBe(quotePrice);
  });

  it.each([
    ['true', true],
    ['false', false],
    [true, true],
    [false, false],
    ['maybe', undefined],
    [1, undefined],
  ])('reads guaranteed %j as %s', async (wire, guaranteed) => {
    answerPay({ paymentQuote: { guaranteed: wire } });
    const { payment } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
    expect(payment.paymentQuote?.guaranteed).toBe(guaranteed);
  });

  it.each([
    ['a number', 599],
    ['text', '599'],
    ['text with leading zeros', '000599'],
  ])('takes an amount value that is %s', async (_name, value) => {
    answerPay({ paymentAmount: { currency: 'USD', value } });
    const { payment } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
    expect(payment.paymentAmount).toEqual({ currency: 'USD', value: '599' });
  });

  it.each([-1, 5.5, '5.99', '', '１２', null, {}, '12345678901234567'])(
    'leaves out a wallet amount whose value is %j',
    async (value) => {
      answerPay({ actualPaymentAmount: { currency: 'CNY', value } });
      const { payment } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
      expect(payment.actualPaymentAmount).toBeUndefined();
    },
  );

  it('keeps members that it does not know in the proof', async () => {
    answerPay({ promotionResult: [{ a: 1 }], brandNew: '新' });
    const { proof } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
    expect(proof.answer['promotionResult']).toEqual([{ a: 1 }]);
    expect(proof.answer['brandNew']).toBe('新');
    expect(proof.rawAnswer().toString('utf8')).toContain('"brandNew":"新"');
  });

  it('is processing while the wallet asks the buyer', async () => {
    answerPay({ result: inProcess });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'processing');
    server.answer({ result: inProcess });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'processing');
  });

  it.each([
    ['USER_BALANCE_NOT_ENOUGH', 'user'],
    ['EXPIRED_CODE', 'user'],
    ['INVALID_PAYMENT_CODE', 'user'],
    ['RISK_REJECT', 'user'],
    ['PROCESS_FAIL', 'stop'],
    ['MERCHANT_NOT_REGISTERED', 'configuration'],
  ])('is declined for %s, class %s, with advice in both languages', async (code, resultClass) => {
    server.answer({ result: resultOf(code, 'F') });
    const { reason } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'declined');
    expect(reason).toMatchObject({ resultCode: code, class: resultClass, known: true });
    expect(reason.advice.en).toMatch(/^[A-Z].+\.$/);
    expect(reason.advice.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(reason.meaning.length).toBeGreaterThan(5);
  });

  test('a code that nobody knows is judged by its status', async () => {
    server.answer({ result: resultOf('NEVER_HEARD_OF', 'F') });
    const { reason } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'declined');
    expect(reason).toMatchObject({ resultCode: 'NEVER_HEARD_OF', known: false, class: 'stop' });
    server.answer({ result: resultOf('NEVER_HEARD_OF', 'U') });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
    answerPay({ result: resultOf('NEVER_HEARD_OF', 'S') });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'paid');
  });

  test('a known code with another status contradicts itself, so nothing is known', async () => {
    server.answer({ result: resultOf('USER_BALANCE_NOT_ENOUGH', 'U') });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
    server.answer({ result: resultOf('PAYMENT_IN_PROCESS', 'F') });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
    for (const code of ['PAYMENT_IN_PROCESS', 'UNKNOWN_EXCEPTION', 'USER_BALANCE_NOT_ENOUGH']) {
      answerPay({ result: resultOf(code, 'S') });
      const { cause } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
      expect(cause.message).toContain('contradict');
    }
    server.answer({ result: resultOf('SUCCESS', 'U') });
    expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
  });

  it('is unknown for S that names no payment', async () => {
    server.answer({ result: success, paymentId });
    const { cause } = expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'unknown');
    expect(cause.message).toContain('not for which paymentRequestId');
  });
});

describe('a signed answer that is none', () => {
  it.each([
    ['no result', '{"paymentStatus":"SUCCESS"}'],
    ['a status that does not exist', '{"result":{"resultCode":"SUCCESS","resultStatus":"X"}}'],
    ['a small status', '{"result":{"resultCode":"SUCCESS","resultStatus":"s"}}'],
    ['a list', '[]'],
    ['no JSON', 'SUCCESS'],
    ['a member twice', '{"result":{"resultStatus":"F"},"result":{"resultStatus":"S"}}'],
    ['a byte order mark', '\ufeff{"result":{"resultCode":"SUCCESS","resultStatus":"S"}}'],
  ])('is unknown: %s', async (_name, body) => {
    server.answer(body);
    for (const outcome of [
      await shop.payments.payEntryCode(entryCodeRequest()),
      await shop.payments.payOrderCode(orderCodeRequest()),
      await shop.payments.payPaymentCode(paymentCodeRequest()),
    ]) {
      const { cause, result, claimed } = expectKind(outcome, 'unknown');
      expect(cause.code).toBe('ERR_RESPONSE_MALFORMED');
      expect({ result, claimed }).toEqual({ result: undefined, claimed: undefined });
    }
  });
});
