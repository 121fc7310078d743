import { describeResult, resultCodesOf } from '@alipay-intl/core/results';
import {
  type CashierMessage,
  type CashierMessageClass,
  cashierMessage,
  cashierTexts,
  type TillAction,
  type TillOutcome,
} from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, startAnsweringServer, success } from '../support/answering-server.ts';
import {
  entryCodeRequest,
  openShop,
  orderCodeRequest,
  paymentCodeRequest,
  refundRequest,
  type Shop,
} from '../support/shop.ts';
import {
  type EnvelopeServer,
  infoOf,
  messageCanary,
  startEnvelopeServer,
} from './support/envelope-server.ts';
import { openTill, payRequest, preCreateRequest, refundOf, type Till } from './support/till.ts';

let envelopes: EnvelopeServer;
let till: Till;
let answers: AnsweringServer;
let shop: Shop;

beforeAll(async () => {
  envelopes = await startEnvelopeServer();
  till = await openTill(envelopes.url);
  answers = await startAnsweringServer();
  shop = await openShop(answers.url);
});
afterAll(async () => {
  await till.close();
  await shop.close();
  await envelopes.close();
  await answers.close();
});

const ids = { attemptId: 'attempt_1', providerId: '2015032412007101547201352747' };

/** What must never stand in a message while nobody knows: that the money was not taken, or that it was. */
const claimsNotPaid =
  /not paid|unpaid|failed|failure|declin|refus|reject|cancelled|not charged|未收款|未付款|失败|被拒|已撤销|不会被扣款/i;
const claimsPaid = /received|hand over the goods|已收款|请交付商品/i;

function textsOf({ message, nextStep }: CashierMessage): string {
  return [message.en, message.zh, nextStep.en, nextStep.zh].join('\n');
}

/** What every message must be like. */
function expectSound(message: CashierMessage): void {
  for (const advice of [message.message, message.nextStep]) {
    expect(advice.en).toMatch(/^[A-Z][ -~]{8,}\.$/);
    expect(advice.zh).toMatch(/^\p{Script=Han}[\p{Script=Han}，：；、]{2,}。$/u);
  }
  expect(cashierTexts[message.messageClass]).toEqual({
    message: message.message,
    nextStep: message.nextStep,
  });
  expect(JSON.stringify(message)).not.toContain(messageCanary);
}

function expectOpen(message: CashierMessage): void {
  expect(textsOf(message)).not.toMatch(claimsNotPaid);
  expect(textsOf(message)).not.toMatch(claimsPaid);
}

const actions: readonly TillAction[] = ['pay', 'cancel', 'refund'];

// docs/wire/acquiring §14, by action and outcome.
const table: readonly (readonly [
  TillAction,
  Exclude<TillOutcome['kind'], 'declined'>,
  CashierMessageClass,
])[] = [
  ['pay', 'paid', 'PAID'],
  ['pay', 'placed', 'WAITING_BUYER'],
  ['pay', 'processing', 'WAITING_BUYER'],
  ['pay', 'unknown', 'RESULT_UNKNOWN'],
  ['pay', 'not-found', 'RESULT_UNKNOWN'],
  ['pay', 'cancelled', 'REVERSED'],
  ['pay', 'reversed', 'REVERSED'],
  ['pay', 'pending', 'RESULT_UNKNOWN'],
  ['pay', 'manual', 'MANUAL'],
  ['cancel', 'cancelled', 'REVERSED'],
  ['cancel', 'unknown', 'RESULT_UNKNOWN'],
  ['cancel', 'manual', 'MANUAL'],
  ['refund', 'refunded', 'REFUNDED'],
  ['refund', 'processing', 'REFUND_RUNNING'],
  ['refund', 'unknown', 'RESULT_UNKNOWN'],
  ['refund', 'not-found', 'RESULT_UNKNOWN'],
  ['refund', 'manual', 'REFUND_UNKNOWN'],
];

describe('each outcome has one class', () => {
  it.each(table)('%s, %s: %s', (action, kind, messageClass) => {
    const message = cashierMessage(action, { kind }, ids);
    expect(message.messageClass).toBe(messageClass);
    expectSound(message);
  });

  it.each([
    ['pay', 'DECLINED'],
    ['cancel', 'NOT_REVERSED'],
    ['refund', 'NOT_REFUNDED'],
  ] as const)('%s, declined: %s, with a reason or without', (action, messageClass) => {
    const message = cashierMessage(action, { kind: 'declined' }, ids);
    expect(message.messageClass).toBe(messageClass);
    expectSound(message);
    const reason = describeResult(action, {
      resultCode: 'DO_NOT_HONOR',
      resultStatus: 'F',
      resultMessage: '',
    });
    expect(cashierMessage(action, { kind: 'declined', reason }, ids).messageClass).toBe(messageClass);
  });

  it.each(['unknown', 'processing', 'not-found', 'placed', 'pending', 'manual'] as const)(
    '%s never says how it ended',
    (kind) => {
      for (const action of actions) expectOpen(cashierMessage(action, { kind }, ids));
    },
  );

  it('the words that are looked for do stand in the messages that may say them', () => {
    const not = [
      'CODE_PROBLEM',
      'FUNDS_OR_LIMIT',
      'ACCOUNT_PROBLEM',
      'RISK',
      'DECLINED',
      'REFUSED',
      'CONFIG',
      'NOT_SENT',
      'REVERSED',
    ] as const;
    for (const one of not) {
      const { message } = cashierTexts[one];
      expect(message.en).toMatch(claimsNotPaid);
      expect(message.zh).toMatch(claimsNotPaid);
    }
    expect(cashierTexts.PAID.message.en).toMatch(claimsPaid);
    expect(cashierTexts.PAID.nextStep.zh).toMatch(claimsPaid);
  });

  it('only PAID says hand over', () => {
    for (const [messageClass, { message, nextStep }] of Object.entries(cashierTexts)) {
      expect(
        textsOf({ messageClass: 'PAID', message, nextStep, reference: '' }).match(claimsPaid) !== null,
      ).toBe(messageClass === 'PAID');
    }
  });

  it('the messages can be told apart by their next step or their text', () => {
    const texts = Object.entries(cashierTexts).map(([name, text]) => [name, JSON.stringify(text)] as const);
    const same = texts.filter(([name, text]) => texts.some(([other, one]) => other !== name && one === text));
    // The customer must not be told that it was the risk control. docs/wire/acquiring §14.
    expect(same.map(([name]) => name).toSorted()).toEqual(['DECLINED', 'RISK']);
  });
});

describe('the reference', () => {
  it('shows both ids, or the one that is known', () => {
    expect(cashierMessage('pay', { kind: 'paid' }, ids).reference).toBe(
      `${ids.attemptId} / ${ids.providerId}`,
    );
    expect(cashierMessage('pay', { kind: 'unknown' }, { attemptId: 'a' }).reference).toBe('a');
    expect(
      cashierMessage('pay', { kind: 'unknown' }, { attemptId: 'a', providerId: undefined }).reference,
    ).toBe('a');
  });
});

// docs/wire/acquiring §7 and §14: codes of pay whose message a cashier can act on.
const codes: Readonly<Record<string, CashierMessageClass>> = {
  EXPIRED_CODE: 'CODE_PROBLEM',
  INVALID_PAYMENT_CODE: 'CODE_PROBLEM',
  USER_BALANCE_NOT_ENOUGH: 'FUNDS_OR_LIMIT',
  NO_PAY_OPTIONS: 'FUNDS_OR_LIMIT',
  USER_AMOUNT_EXCEED_LIMIT: 'FUNDS_OR_LIMIT',
  PAYMENT_AMOUNT_EXCEED_LIMIT: 'FUNDS_OR_LIMIT',
  PAYMENT_COUNT_EXCEED_LIMIT: 'FUNDS_OR_LIMIT',
  USER_STATUS_ABNORMAL: 'ACCOUNT_PROBLEM',
  USER_KYC_NOT_QUALIFIED: 'ACCOUNT_PROBLEM',
  USER_NOT_EXIST: 'ACCOUNT_PROBLEM',
  USER_PAYMENT_VERIFICATION_FAILED: 'ACCOUNT_PROBLEM',
  VERIFY_TIMES_EXCEED_LIMIT: 'ACCOUNT_PROBLEM',
  RISK_REJECT: 'RISK',
  FRAUD_REJECT: 'RISK',
  DO_NOT_HONOR: 'DECLINED',
  PROCESS_FAIL: 'REFUSED',
  NEVER_HEARD_OF: 'REFUSED',
  ORDER_IS_CANCELED: 'REVERSED',
  ORDER_IS_CLOSED: 'REVERSED',
  ACCESS_DENIED: 'CONFIG',
  CLIENT_INVALID: 'CONFIG',
  CURRENCY_NOT_SUPPORT: 'CONFIG',
  INVALID_AMOUNT: 'CONFIG',
  INVALID_API: 'CONFIG',
  INVALID_CONTRACT: 'CONFIG',
  INVALID_MERCHANT_STATUS: 'CONFIG',
  INVALID_SIGNATURE: 'CONFIG',
  KEY_NOT_FOUND: 'CONFIG',
  MEDIA_TYPE_NOT_ACCEPTABLE: 'CONFIG',
  MERCHANT_KYB_NOT_QUALIFIED: 'CONFIG',
  MERCHANT_NOT_REGISTERED: 'CONFIG',
  METHOD_NOT_SUPPORTED: 'CONFIG',
  NO_INTERFACE_DEF: 'CONFIG',
  PARAM_ILLEGAL: 'CONFIG',
  PAYMENT_NOT_QUALIFIED: 'CONFIG',
};

/** Codes of pay that leave the outcome open, so that they never come with `declined`. */
const openCodes = [
  ...['UNKNOWN_EXCEPTION', 'SYSTEM_ERROR', 'ORDER_NOT_EXIST', 'REPEAT_REQ_INCONSISTENT'],
  ...['PAYMENT_IN_PROCESS', 'REQUEST_TRAFFIC_EXCEED_LIMIT'],
];

describe('a code that pay answers', () => {
  it('is in this table if it is documented', () => {
    const documented = resultCodesOf('pay').filter((code) => code !== 'SUCCESS' && !openCodes.includes(code));
    expect(documented.filter((code) => codes[code] === undefined)).toEqual([]);
  });

  it.each(Object.entries(codes))('%s/F: %s', async (code, messageClass) => {
    envelopes.answer({ body: { resultInfo: infoOf(code, 'F') } });
    const outcome = await till.payments.pay(payRequest());
    const message = cashierMessage('pay', outcome, ids);
    expect(message.messageClass).toBe(messageClass);
    expectSound(message);
    expect(textsOf(message)).toMatch(claimsNotPaid);
  });

  it.each([...openCodes, 'SUCCESS', 'NEVER_HEARD_OF'])('%s/U never says how it ended', async (code) => {
    envelopes.answer({ body: { resultInfo: infoOf(code, 'U') } });
    const message = cashierMessage('pay', await till.payments.pay(payRequest()), ids);
    expect(['WAITING_BUYER', 'RESULT_UNKNOWN']).toContain(message.messageClass);
    expectSound(message);
    expectOpen(message);
  });

  it.each(['UNKNOWN_EXCEPTION', 'SYSTEM_ERROR', 'ORDER_NOT_EXIST', 'REPEAT_REQ_INCONSISTENT'])(
    '%s/F never says how it ended',
    async (code) => {
      envelopes.answer({ body: { resultInfo: infoOf(code, 'F') } });
      const message = cashierMessage('pay', await till.payments.pay(payRequest()), ids);
      expect(message.messageClass).toBe('RESULT_UNKNOWN');
      expectOpen(message);
    },
  );
});

it('a transaction that a query found closed is one that the customer is not charged for', async () => {
  envelopes.answer({ body: { acquirementStatus: 'TRADE_CLOSED' } });
  const closed = await till.payments.payQuery({ merchantTransId: 't' });
  expect(cashierMessage('pay', closed, ids).messageClass).toBe('REVERSED');
  answers.answer({
    result: success,
    paymentRequestId: 'p',
    paymentStatus: 'FAIL',
    paymentResultCode: 'ORDER_IS_CLOSED',
  });
  const expired = await shop.payments.inquiryPayment({ paymentRequestId: 'p' });
  expect(cashierMessage('pay', expired, ids).messageClass).toBe('REVERSED');
});

describe('every outcome of every operation has its message', () => {
  const statuses = ['S', 'F', 'U'] as const;
  type Run = () => Promise<TillOutcome>;
  const acquiring: readonly (readonly [string, TillAction, Run])[] = [
    ['pay', 'pay', () => till.payments.pay(payRequest())],
    ['payQuery', 'pay', () => till.payments.payQuery({ merchantTransId: 't' })],
    ['preCreate', 'pay', () => till.payments.preCreate(preCreateRequest())],
    ['payCancel', 'cancel', () => till.payments.payCancel({ merchantTransId: 't' })],
    ['refund', 'refund', () => till.payments.refund(refundOf('A1'))],
  ];
  const v1: readonly (readonly [string, TillAction, Run])[] = [
    ['payPaymentCode', 'pay', () => shop.payments.payPaymentCode(paymentCodeRequest())],
    ['payEntryCode', 'pay', () => shop.payments.payEntryCode(entryCodeRequest())],
    ['payOrderCode', 'pay', () => shop.payments.payOrderCode(orderCodeRequest())],
    ['inquiryPayment', 'pay', () => shop.payments.inquiryPayment({ paymentRequestId: 'p' })],
    ['cancel', 'cancel', () => shop.payments.cancel({ paymentRequestId: 'p' })],
    ['refund', 'refund', () => shop.payments.refund(refundRequest())],
    ['inquiryRefund', 'refund', () => shop.payments.inquiryRefund({ refundRequestId: 'r' })],
  ];
  const operations = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'] as const;
  const allCodes = [...new Set([...operations.flatMap(resultCodesOf), ...Object.keys(codes), ''])];

  function judge(action: TillAction, outcome: TillOutcome): void {
    const message = cashierMessage(action, outcome, ids);
    expectSound(message);
    const isOpen = ['unknown', 'processing', 'not-found', 'placed'].includes(outcome.kind);
    if (isOpen) expectOpen(message);
  }

  it.each(acquiring)('acquiring %s, with every documented code and status', async (_name, action, run) => {
    const kinds = new Set<string>();
    for (const code of allCodes) {
      for (const status of statuses) {
        envelopes.answer({
          body: {
            resultInfo: infoOf(code, status),
            acquirementStatus: 'SUCCESS',
            orderQrCode: 'https://qr.example',
          },
        });
        const outcome = await run();
        kinds.add(outcome.kind);
        judge(action, outcome);
      }
    }
    expect(kinds.size).toBeGreaterThanOrEqual(3);
  });

  it.each(v1)('v1 %s, with every documented code and status', async (_name, action, run) => {
    const kinds = new Set<string>();
    for (const code of allCodes) {
      for (const status of statuses) {
        const result = { resultCode: code, resultStatus: status, resultMessage: messageCanary };
        answers.answer(({ members }) => ({
          paymentStatus: 'FAIL',
          paymentResultCode: code,
          paymentResultMessage: messageCanary,
          refundStatus: 'SUCCESS',
          ...members,
          result,
          normalUrl: 'https://x.example',
        }));
        const outcome = await run();
        kinds.add(outcome.kind);
        judge(action, outcome);
      }
    }
    expect(kinds.size).toBeGreaterThanOrEqual(2);
  });
});
