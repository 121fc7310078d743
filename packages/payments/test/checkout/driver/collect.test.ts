import { describe, expect, it } from 'vitest';
import { expectKind } from '../../support/expect-kind.ts';
import { eventTypes, openTill, orderOf } from '../support/till.ts';

describe('collect', () => {
  it('paid at once', async () => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    const outcome = expectKind(await till.run(till.checkout.collect(order)), 'paid');
    expect(outcome).toEqual({
      kind: 'paid',
      attemptId: order.attemptId,
      orderId: order.orderId,
      amount: order.amount,
      providerId: 'alipay_1',
      openAlarms: [],
      settledBy: undefined,
    });
    expect(await eventTypes(till, order.attemptId)).toEqual(['intent', 'answered', 'ended paid']);
  });

  it('declined, with the reason in two languages', async () => {
    const till = openTill({ pay: ['declined:USER_BALANCE_NOT_ENOUGH'] });
    const outcome = expectKind(await till.run(till.checkout.collect(orderOf())), 'declined');
    expect(outcome.reason?.resultCode).toBe('USER_BALANCE_NOT_ENOUGH');
    expect(outcome.reason?.advice.en).toMatch(/\w/);
    expect(outcome.notSent).toBeUndefined();
  });

  it('no answer, then found paid', async () => {
    const till = openTill({ pay: ['unknown'], query: ['processing', 'paid'] });
    expect((await till.run(till.checkout.collect(orderOf()))).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5', 'query@9']);
  });

  it('never decided, then reversed: each sending and answer is written down', async () => {
    const policy = { limitMs: 7_000, lookBacksMs: [] };
    const till = openTill(
      { pay: ['processing'], query: ['processing'], cancel: ['unknown', 'cancelled'] },
      { policy },
    );
    const order = orderOf();
    const outcome = expectKind(await till.run(till.checkout.collect(order)), 'reversed');
    expect(outcome.because).toBe('time-limit');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5', 'query@7', 'cancel@7', 'cancel@12']);
    expect(await eventTypes(till, order.attemptId)).toEqual([
      'intent',
      'answered',
      'answered',
      'answered',
      'abandoned',
      'sent',
      'answered',
      'sent',
      'answered',
      'ended reversed',
    ]);
  });

  it.each([
    ['cancel-undecided', { query: ['processing'], cancel: ['unknown'] }],
    ['cancel-refused', { query: ['processing'], cancel: ['declined:PROCESS_FAIL'] }],
    ['never-found', { query: ['not-found'], cancel: ['declined:ORDER_NOT_EXIST'] }],
    ['amount-differs', { query: ['paid:1'] }],
  ] as const)('a case for a person: %s, with what to do', async (reason, script) => {
    const till = openTill({ pay: ['unknown'], ...script });
    const outcome = expectKind(await till.run(till.checkout.collect(orderOf())), 'manual');
    expect(outcome.reason).toBe(reason);
    expect(outcome.next).toMatch(/^(Do not charge again|Keep the goods back)/);
  });

  it('ends in bounded time, whatever is lost', async () => {
    for (const railName of ['barcode', 'payment-code'] as const) {
      const till = openTill({}, { railName, callMs: 10_000 });
      const began = till.clock.now();
      await till.run(till.checkout.collect(orderOf()));
      expect(till.clock.now() - began).toBeLessThanOrEqual(70_000 + 6 * 20_000 + 60_000);
    }
  });

  it('passes the order on as it is, with the deadline of the policy', async () => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    expect(till.rail.calls[0]?.input).toBe(order);
  });

  it('asks, cancels and refunds by its own id alone', async () => {
    const script = { pay: ['unknown'], query: ['processing'], cancel: ['cancelled'] };
    const till = openTill(script, { policy: { limitMs: 6_000, lookBacksMs: [] } });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    expect(till.rail.calls.slice(1).map(({ input }) => input)).toEqual(
      till.rail.calls.slice(1).map(() => ({ attemptId })),
    );
  });
});

describe('an order that the buyer pays later', () => {
  const later = (closesInS: number, nowMs: number) => ({ closesAtMs: nowMs + closesInS * 1_000 });

  it('hands over once what the buyer needs, after that is durable', async () => {
    const till = openTill({ pay: ['unknown', 'placed'], query: ['paid'] }, { railName: 'entry-code' });
    const order = orderOf(later(300, till.clock.now()));
    const handed: unknown[] = [];
    const collected = till.checkout.collect(order, { onPlaced: (handover) => handed.push(handover) });
    expect((await till.run(collected)).kind).toBe('paid');
    expect(handed).toHaveLength(1);
    expect(till.rail.sends).toEqual(['pay@0', 'pay@2', 'query@15']);
  });

  it('is reversed at its closing time', async () => {
    const script = { pay: ['placed'], query: ['processing'], cancel: ['cancelled'] };
    const till = openTill(script, { railName: 'order-code' });
    const outcome = await till.run(till.checkout.collect(orderOf(later(90, till.clock.now()))));
    expect(outcome).toMatchObject({ kind: 'reversed', because: 'time-limit' });
    expect(till.rail.sends.at(-1)).toBe('cancel@70');
  });
});
