import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { expectKind } from '../../support/expect-kind.ts';
import { price } from '../support/payment-story.ts';
import type { Script } from '../support/scripted-rail.ts';
import { openTill, orderOf, type Till } from '../support/till.ts';

async function withPaid(script: Script): Promise<{ till: Till; attemptId: string; refund: RefundCall }> {
  const till = openTill({ pay: ['paid'], ...script });
  const { attemptId, ...order } = orderOf();
  await till.run(till.checkout.collect({ attemptId, ...order }));
  const refund: RefundCall = (refundAttemptId, value = price.value, currency = price.currency) =>
    till.run(till.checkout.refund({ attemptId, refundAttemptId, amount: { currency, value } }));
  return { till, attemptId, refund };
}
type RefundCall = (id: string, value?: string, currency?: string) => ReturnType<Till['checkout']['refund']>;

describe('refund', () => {
  it('gives the money back with Alipay’s id of the payment, written down before it is sent', async () => {
    const { till, attemptId, refund } = await withPaid({ refund: ['refunded'] });
    expect(await refund('r1', '100')).toEqual({
      kind: 'refunded',
      refundAttemptId: 'r1',
      providerRefundId: 'alipay_refund_1',
    });
    expect(till.rail.calls.at(-1)?.input).toEqual({
      refundAttemptId: 'r1',
      providerId: 'alipay_1',
      amount: { ...price, value: '100' },
      reason: undefined,
    });
    const types = (await till.checkout.history(attemptId)).map(({ type }) => type);
    expect(types.slice(3)).toEqual(['refund-intent', 'refund-sent', 'refund-answered', 'refund-ended']);
  });

  it('again with the same id gives the same end without a call', async () => {
    const { till, refund } = await withPaid({ refund: ['refunded'] });
    const first = await refund('r1');
    expect(await refund('r1')).toEqual(first);
    expect(till.rail.sends).toHaveLength(2);
  });

  it('in parts, never more than was paid', async () => {
    const { refund } = await withPaid({ refund: ['refunded'] });
    expect((await refund('r1', '300')).kind).toBe('refunded');
    expect((await caught(refund('r2', '300'))).code).toBe('ERR_REFUND_EXCEEDS');
    expect((await refund('r3', '299')).kind).toBe('refunded');
    expect((await caught(refund('r4', '1'))).code).toBe('ERR_REFUND_EXCEEDS');
  });

  it('a refused part does not count', async () => {
    const { refund } = await withPaid({ refund: ['declined:MERCHANT_BALANCE_NOT_ENOUGH', 'refunded'] });
    expect(expectKind(await refund('r1'), 'declined').reason?.resultCode).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
    expect((await refund('r2')).kind).toBe('refunded');
  });

  it('in another currency is refused', async () => {
    const { refund } = await withPaid({ refund: ['refunded'] });
    expect((await caught(refund('r1', '1', 'JPY'))).code).toBe('ERR_REFUND_EXCEEDS');
  });

  it('the same id with another amount is refused', async () => {
    const { refund } = await withPaid({ refund: ['refunded'] });
    await refund('r1', '100');
    expect((await caught(refund('r1', '101'))).code).toBe('ERR_REQUEST_ID_REUSED');
  });

  it('no second one while one is undecided, then repeated with its own id', async () => {
    const { till, refund } = await withPaid({ refund: [...Array<string>(6).fill('unknown'), 'refunded'] });
    expect(expectKind(await refund('r1', '100'), 'manual').next).toContain('the same id');
    expect(till.alarms.map(({ kind }) => kind)).toEqual(['refund-undecided']);
    expect((await caught(refund('r2', '100'))).code).toBe('ERR_REFUND_UNDECIDED');
    expect((await refund('r1', '100')).kind).toBe('refunded');
    expect(await till.checkout.list({ only: 'needs-person', limit: 10 })).toEqual([]);
    expect((await refund('r2', '100')).kind).toBe('refunded');
  });

  it('two at the same time: one is made', async () => {
    const { till, attemptId } = await withPaid({ refund: ['refunded'] });
    const both = ['r1', 'r2'].map((refundAttemptId) =>
      till.checkout.refund({ attemptId, refundAttemptId, amount: price }).catch((error: unknown) => error),
    );
    const results = await till.run(Promise.all(both));
    expect(
      results.map((one) => (one as { kind?: string; code?: string }).kind ?? 'refused').toSorted(),
    ).toEqual(['refunded', 'refused']);
    expect(till.rail.sends.filter((send) => send.startsWith('refund'))).toHaveLength(1);
  });

  it.each([
    ['is pending', 'processing'],
    ['was declined', 'declined:RISK_REJECT'],
    ['waits for a person', 'paid:1'],
  ])('of a payment that %s is refused', async (_name, answer) => {
    const till = openTill({ pay: [answer] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const refund = { attemptId: order.attemptId, refundAttemptId: 'r1', amount: price };
    expect((await caught(till.checkout.refund(refund))).code).toBe('ERR_CHECKOUT_STATE');
  });

  it.each([
    ['refundAttemptId', { refundAttemptId: 'x'.repeat(65) }],
    ['amount', { amount: { ...price, value: '0' } }],
    ['reason', { reason: '' }],
    ['reason', { reason: 'x'.repeat(257) }],
    ['note', { note: 'x' }],
  ])('with a wrong %s is refused', async (path, change) => {
    const { till, attemptId } = await withPaid({});
    const refund = { attemptId, refundAttemptId: 'r1', amount: price, ...change };
    const error = await caught(till.checkout.refund(refund));
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID', issues: [{ path }] });
    expect(await till.checkout.history(attemptId)).toHaveLength(3);
  });
});
