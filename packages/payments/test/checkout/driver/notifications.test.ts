import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { price } from '../support/payment-story.ts';
import { openTill, orderOf } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

describe('a notification', () => {
  it('ends the wait of this process at once', async () => {
    const till = openTill({ pay: ['processing'], query: ['processing'] });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(2);
    const notified = await till.checkout.recordNotification({
      attemptId: order.attemptId,
      kind: 'paid',
      amount: price,
      providerId: 'alipay_1',
    });
    expect(notified).toMatchObject({ kind: 'recorded', outcome: { kind: 'paid', providerId: 'alipay_1' } });
    const beforeMs = till.clock.now();
    expect((await till.run(collected)).kind).toBe('paid');
    expect(till.clock.now()).toBe(beforeMs);
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it('reaches a wait in another process at its next look', async () => {
    const clock = createVirtualClock();
    const till = openTill({ pay: ['processing'], query: ['processing'] }, { clock });
    const receiver = openTill({}, { clock, journal: till.journal });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(2);
    await receiver.checkout.recordNotification({ attemptId: order.attemptId, kind: 'paid', amount: price });
    expect((await till.run(collected)).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it('before the answer to the payment wins, whatever that answer is lost to', async () => {
    const till = openTill({ pay: ['unknown'] }, { callMs: 4_000 });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(1);
    await till.checkout.recordNotification({ attemptId: order.attemptId, kind: 'paid', amount: price });
    expect((await till.checkout.status(order.attemptId)).kind).toBe('paid');
    expect((await till.run(collected)).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it('delivered again changes nothing and is acknowledged again', async () => {
    const till = openTill({ pay: ['processing'] });
    const { attemptId } = orderOf();
    await till.run(till.checkout.start(orderOf({ attemptId })));
    const notification = { attemptId, kind: 'paid', amount: price } as const;
    expect((await till.checkout.recordNotification(notification)).kind).toBe('recorded');
    const history = await till.checkout.history(attemptId);
    for (let delivery = 2; delivery <= 8; delivery += 1) {
      expect((await till.checkout.recordNotification({ ...notification })).kind).toBe('known');
    }
    expect(await till.checkout.history(attemptId)).toEqual(history);
    expect(till.alarms).toEqual([]);
  });

  it('delivered twice at the same time is written once', async () => {
    const till = openTill({ pay: ['processing'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const notification = { attemptId: order.attemptId, kind: 'paid', amount: price } as const;
    const both = [1, 2, 3].map(() => till.checkout.recordNotification(notification));
    const kinds = (await till.run(Promise.all(both))).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['known', 'known', 'recorded']);
    const history = await till.checkout.history(order.attemptId);
    expect(history.filter(({ type }) => type === 'notified')).toHaveLength(1);
    expect(history.filter(({ type }) => type === 'ended')).toHaveLength(1);
  });

  it('for a payment that this journal does not hold is not acknowledged', async () => {
    const till = openTill({});
    const told = await till.checkout.recordNotification({ attemptId: 'nobody', kind: 'paid', amount: price });
    expect(told).toEqual({ kind: 'unknown-payment' });
  });

  it('with another amount waits for a person', async () => {
    const till = openTill({ pay: ['processing'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const amount = { currency: 'USD', value: '5' };
    const told = await till.checkout.recordNotification({ attemptId: order.attemptId, kind: 'paid', amount });
    expect(told).toMatchObject({ outcome: { kind: 'manual', reason: 'amount-differs' } });
  });

  it('without amount is only a reason to ask, at once', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(2);
    const told = await till.checkout.recordNotification({ attemptId: order.attemptId, kind: 'paid' });
    expect(told).toMatchObject({ kind: 'recorded', outcome: { kind: 'pending' } });
    expect((await till.run(collected)).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0', 'query@2']);
  });

  it('late and contradicting is told once, and looked into by recovery', async () => {
    const till = openTill({ pay: ['declined:RISK_REJECT'], query: ['paid'], refund: ['refunded'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    const told = await till.checkout.recordNotification({
      attemptId: order.attemptId,
      kind: 'paid',
      amount: price,
    });
    expect(told).toMatchObject({ outcome: { kind: 'declined', openAlarms: ['paid-after-end'] } });
    expect(till.alarms.map(({ kind }) => kind)).toEqual(['paid-after-end']);
    await till.run(till.checkout.recover());
    expect(till.rail.sends).toEqual(['pay@0', 'query@0', 'refund@0']);
    expect(await till.checkout.status(order.attemptId)).toMatchObject({ kind: 'declined', openAlarms: [] });
    expect(till.alarms).toHaveLength(1);
  });

  it.each([
    ['attemptId', { attemptId: 7, kind: 'paid' }],
    ['kind', { attemptId: 'a', kind: 'refunded' }],
    ['amount', { attemptId: 'a', kind: 'paid', amount: { currency: 'USD', value: '5.99' } }],
    ['providerId', { attemptId: 'a', kind: 'paid', providerId: 'x'.repeat(129) }],
    ['resultCode', { attemptId: 'a', kind: 'declined', resultCode: 7 }],
    ['buyerId', { attemptId: 'a', kind: 'paid', buyerId: 'x' }],
  ])('that is not valid is refused, naming %s', async (path, notification) => {
    const till = openTill({});
    const error = await caught(till.checkout.recordNotification(notification as never));
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID', issues: [{ path }] });
  });
});
