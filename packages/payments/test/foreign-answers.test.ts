import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnsweringServer,
  type Members,
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
  refundRequest,
  type Shop,
} from './support/shop.ts';

// Validly signed answers that belong to another call: they must prove nothing about this one.

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

const paymentRequestId = 'pay_1';
const paymentId = '2026110119401';
const refundRequestId = 'refund_1';
const refundId = '2026110119402';

/** A successful answer to every call, complete with what each of them looks for. */
function answerWith(changes: Members): void {
  server.answer(({ members }) => ({
    result: success,
    paymentStatus: 'SUCCESS',
    refundStatus: 'SUCCESS',
    paymentRequestId: members['paymentRequestId'],
    paymentId: members['paymentId'] ?? paymentId,
    paymentAmount: members['paymentAmount'],
    refundRequestId: members['refundRequestId'],
    refundId: members['refundId'] ?? refundId,
    refundAmount: members['refundAmount'],
    normalUrl: 'https://x.example',
    orderCodeForm: { codeDetails: [{ codeValue: 'x', displayType: 'TEXT' }] },
    ...changes,
  }));
}

type Run = () => Promise<{ readonly kind: string }>;
const pays: readonly (readonly [string, Run])[] = [
  ['payEntryCode', () => shop.payments.payEntryCode(entryCodeRequest())],
  ['payOrderCode', () => shop.payments.payOrderCode(orderCodeRequest())],
  ['payPaymentCode', () => shop.payments.payPaymentCode(paymentCodeRequest())],
];
const refund: Run = () => shop.payments.refund(refundRequest({ paymentId }));
const inquiryRefund: Run = () => shop.payments.inquiryRefund({ refundRequestId, refundId });
const inquiryPayment: Run = () => shop.payments.inquiryPayment({ paymentRequestId, paymentId });
const cancel: Run = () => shop.payments.cancel({ paymentRequestId, paymentId });

async function expectForeign(run: Run, member: string): Promise<void> {
  const outcome = (await run()) as { kind: 'unknown'; cause: Error & { code: string }; result: unknown };
  const { cause, result } = expectKind(outcome, 'unknown');
  expect(cause.code).toBe('ERR_RESPONSE_FOREIGN');
  expect(cause.message).toContain(`its ${member} is not ours`);
  expect(cause.message).toContain('The state of the money is unknown.');
  expect(result).toMatchObject({ resultCode: expect.any(String) });
}

const otherAmounts: readonly (readonly [string, unknown])[] = [
  ['another value', { currency: 'USD', value: '600' }],
  ['another currency', { currency: 'EUR', value: '599' }],
  ['ten times the value', { currency: 'USD', value: '5990' }],
  ['a fraction', { currency: 'USD', value: '5.99' }],
  ['no currency', { value: '599' }],
  ['an unknown currency', { currency: 'ZZZ', value: '599' }],
  ['text', '599'],
  ['an empty object', {}],
];

describe.each(pays)('%s', (_name, run) => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await run()).kind).toMatch(/^(?:placed|paid)$/);
  });

  it('refuses the answer to another paymentRequestId', async () => {
    answerWith({ paymentRequestId: 'pay_of_somebody_else' });
    await expectForeign(run, 'paymentRequestId');
  });

  it.each(otherAmounts)('refuses a paymentAmount with %s', async (_case, paymentAmount) => {
    answerWith({ paymentAmount });
    await expectForeign(run, 'paymentAmount');
  });

  it('does not believe the refusal of another payment either', async () => {
    answerWith({ result: resultOf('USER_BALANCE_NOT_ENOUGH', 'F'), paymentRequestId: 'other' });
    await expectForeign(run, 'paymentRequestId');
    answerWith({ result: resultOf('PAYMENT_IN_PROCESS', 'U'), paymentRequestId: 'other' });
    await expectForeign(run, 'paymentRequestId');
  });

  it('does not take REPEAT_REQ_INCONSISTENT for a refusal: the first use may be paid', async () => {
    server.answer({ result: resultOf('REPEAT_REQ_INCONSISTENT', 'F') });
    const outcome = (await run()) as { kind: 'unknown'; cause: Error & { code: string }; result: unknown };
    const { cause, result } = expectKind(outcome, 'unknown');
    expect(cause.code).toBe('ERR_RESPONSE_UNDECIDED');
    expect(cause.message).toContain('an earlier payment may be paid');
    expect(cause.message).toContain('Ask for the status of this id');
    expect(result).toMatchObject({ resultCode: 'REPEAT_REQ_INCONSISTENT' });
  });
});

describe('inquiryPayment', () => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await inquiryPayment()).kind).toBe('paid');
  });

  it.each(['paymentRequestId', 'paymentId'])('refuses an answer with another %s', async (member) => {
    answerWith({ [member]: 'other' });
    await expectForeign(inquiryPayment, member);
  });

  it('refuses every state of another payment', async () => {
    for (const paymentStatus of ['SUCCESS', 'FAIL', 'CANCELLED', 'PROCESSING']) {
      answerWith({ paymentStatus, paymentRequestId: 'other' });
      await expectForeign(() => shop.payments.inquiryPayment({ paymentRequestId }), 'paymentRequestId');
      answerWith({ paymentStatus, paymentId: 'other' });
      await expectForeign(() => shop.payments.inquiryPayment({ paymentId }), 'paymentId');
    }
  });
});

describe('cancel', () => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await cancel()).kind).toBe('cancelled');
  });

  it.each(['paymentRequestId', 'paymentId'])('refuses an answer with another %s', async (member) => {
    answerWith({ [member]: 'other' });
    await expectForeign(cancel, member);
    answerWith({ result: resultOf('ORDER_STATUS_INVALID', 'F'), [member]: 'other' });
    await expectForeign(cancel, member);
  });
});

describe('refund', () => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await refund()).kind).toBe('refunded');
  });

  it.each(['refundRequestId', 'paymentId'])('refuses an answer with another %s', async (member) => {
    answerWith({ [member]: 'other' });
    await expectForeign(refund, member);
  });

  it.each(otherAmounts)('refuses a refundAmount with %s', async (_case, refundAmount) => {
    answerWith({ refundAmount });
    await expectForeign(refund, 'refundAmount');
  });

  it('does not take REPEAT_REQ_INCONSISTENT for a refusal', async () => {
    server.answer({ result: resultOf('REPEAT_REQ_INCONSISTENT', 'F') });
    const { cause } = expectKind(await shop.payments.refund(refundRequest()), 'unknown');
    expect(cause.message).toContain('an earlier refund may be done');
  });
});

describe('inquiryRefund', () => {
  it('takes the answer that is its own', async () => {
    answerWith({});
    expect((await inquiryRefund()).kind).toBe('refunded');
  });

  it.each(['refundRequestId', 'refundId'])('refuses an answer with another %s', async (member) => {
    answerWith({ [member]: 'other' });
    await expectForeign(inquiryRefund, member);
  });
});
