import { OptionError } from '@alipay-intl/core';
import { createInStorePayments } from '@alipay-intl/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, resultOf, startAnsweringServer, success } from './support/answering-server.ts';
import { caught } from './support/caught.ts';
import { expectKind } from './support/expect-kind.ts';
import { openShop, paymentCodeRequest, refundRequest, type Shop } from './support/shop.ts';

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

describe('an amount that is changed after the call began', () => {
  it('is sent and compared as it was checked', async () => {
    const slow = createInStorePayments(shop.gateway, {
      requestIdGuard: { claim: () => new Promise((resolve) => setTimeout(() => resolve('new'), 30)) },
    });
    const paymentAmount = { currency: 'USD', value: '599' };
    const request = paymentCodeRequest({ paymentAmount });
    server.answer({
      result: success,
      paymentRequestId: request.paymentRequestId,
      paymentAmount: { ...paymentAmount },
    });
    const pending = slow.payPaymentCode(request);
    paymentAmount.value = '999900';
    expectKind(await pending, 'paid');
    expect(server.last().members['paymentAmount']).toEqual({ currency: 'USD', value: '599' });
  });

  it('takes no further members along', async () => {
    const paymentAmount = { currency: 'USD', value: '599', extra: 'x' };
    const error = await caught(
      shop.payments.payPaymentCode(paymentCodeRequest({ paymentAmount })),
      OptionError,
    );
    expect(error.issues[0]?.path).toBe('paymentAmount');
  });
});

describe('an asynchronous refund', () => {
  it('is processing, also where only the request says that it is asynchronous', async () => {
    const request = refundRequest({ isAsyncRefund: 'true' });
    const { refundRequestId, paymentId, refundAmount } = request;
    server.answer({ result: success, refundRequestId, paymentId, refundAmount });
    expectKind(await shop.payments.refund(request), 'processing');
  });
});

describe('a cancellation', () => {
  it('is not confirmed by an answer that names only another id', async () => {
    server.answer({ result: success, paymentId: 'SOMEBODY_ELSES' });
    const { cause } = expectKind(await shop.payments.cancel({ paymentRequestId: 'id1' }), 'unknown');
    expect(cause.message).toContain('not for which payment');
  });
});

describe('a repeat after a lost answer', () => {
  it.each(['KEY_NOT_FOUND', 'PROCESS_FAIL', 'PARAM_ILLEGAL', 'NEVER_HEARD_OF'])(
    'is not declined by %s, which says nothing about the earlier sending',
    async (code) => {
      const request = paymentCodeRequest();
      server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
      expectKind(await shop.payments.payPaymentCode(request), 'unknown');
      server.answer({ result: resultOf(code, 'F') });
      expectKind(await shop.payments.payPaymentCode(request), 'unknown');
      expectKind(await shop.payments.payPaymentCode(paymentCodeRequest()), 'declined');
    },
  );

  it('is declined by a reason about the payment itself', async () => {
    const request = paymentCodeRequest();
    server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
    await shop.payments.payPaymentCode(request);
    server.answer({ result: resultOf('USER_BALANCE_NOT_ENOUGH', 'F') });
    expectKind(await shop.payments.payPaymentCode(request), 'declined');
  });

  it('of a refund is not declined by a refusal of the gateway', async () => {
    const request = refundRequest();
    server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
    expectKind(await shop.payments.refund(request), 'unknown');
    server.answer({ result: resultOf('KEY_NOT_FOUND', 'F') });
    expectKind(await shop.payments.refund(request), 'unknown');
  });
});

describe('a failure inside Alipay', () => {
  it.each(['payPaymentCode', 'refund', 'cancel'] as const)(
    'is unknown for %s, even with F',
    async (operation) => {
      server.answer({ result: resultOf('SYSTEM_ERROR', 'F') });
      const outcome = {
        payPaymentCode: () => shop.payments.payPaymentCode(paymentCodeRequest()),
        refund: () => shop.payments.refund(refundRequest()),
        cancel: () => shop.payments.cancel({ paymentRequestId: 'id1' }),
      }[operation]();
      expectKind(await outcome, 'unknown');
    },
  );

  it('keeps a refund that contradicts itself unknown', async () => {
    server.answer({ result: resultOf('REFUND_IN_PROCESS', 'S') });
    expectKind(await shop.payments.refund(refundRequest()), 'unknown');
  });
});

describe('options of a call', () => {
  it('cannot take the place of its path or body', async () => {
    const sentBefore = server.calls.length;
    const options = { deadlineMs: 5000, body: { paymentRequestId: 'VICTIM' }, path: '/elsewhere' };
    const error = await caught(shop.payments.cancel({ paymentRequestId: 'id1' }, options), OptionError);
    expect(error.issues.map(({ path }) => path).sort()).toEqual(['body', 'path']);
    expect(server.calls.length).toBe(sentBefore);
  });

  it('that are wrong do not use the id up', async () => {
    const request = paymentCodeRequest();
    await caught(shop.payments.payPaymentCode(request, { deadlineMs: -1 }), OptionError);
    const corrected = { ...request, paymentAmount: { currency: 'USD', value: '1' } };
    server.answer({ result: success, paymentRequestId: request.paymentRequestId });
    expectKind(await shop.payments.payPaymentCode(corrected), 'paid');
  });
});
