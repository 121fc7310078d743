import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { openTill, orderOf } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

describe('the same order again', () => {
  it('joins the payment under way: one sending, one end for both', async () => {
    const till = openTill({ pay: ['unknown'], query: ['processing', 'paid'] });
    const order = orderOf();
    const both = [till.checkout.collect(order), till.checkout.collect({ ...order })];
    const [first, second] = await till.run(Promise.all(both));
    expect(first).toEqual(second);
    expect(first?.kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5', 'query@9']);
  });

  it('from another process follows the worker that drives it', async () => {
    const clock = createVirtualClock();
    const till = openTill({ pay: ['unknown'], query: ['paid'] }, { clock });
    const other = openTill({}, { clock, journal: till.journal });
    const order = orderOf();
    const both = [till.checkout.collect(order), other.checkout.collect(order)];
    expect((await till.run(Promise.all(both))).map(({ kind }) => kind)).toEqual(['paid', 'paid']);
    expect(other.rail.sends).toEqual([]);
  });

  it('after its end gives the same end', async () => {
    const till = openTill({ pay: ['paid', 'declined:X'] });
    const order = orderOf();
    const first = await till.run(till.checkout.collect(order));
    expect(await till.run(till.checkout.collect(order))).toEqual(first);
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it('with another scanned code does not send that code', async () => {
    const till = openTill({ pay: ['declined:USER_BALANCE_NOT_ENOUGH', 'paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    const again = till.checkout.collect({ ...order, scannedCode: '289999999999999999' });
    expect((await till.run(again)).kind).toBe('declined');
    expect(till.rail.sends).toEqual(['pay@0']);
  });
});

describe('the same id with other parameters', () => {
  it.each([
    ['amount', { amount: { currency: 'USD', value: '600' } }],
    ['currency', { amount: { currency: 'JPY', value: '599' } }],
    ['order', { orderId: 'another' }],
    ['description', { description: 'Tea' }],
  ])('%s is refused, and nothing is sent', async (_name, changes) => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    for (const method of ['collect', 'start'] as const) {
      const error = await caught(till.run<unknown>(till.checkout[method]({ ...order, ...changes })));
      expect(error).toMatchObject({ code: 'ERR_REQUEST_ID_REUSED', issues: [{ path: 'attemptId' }] });
    }
    expect(till.rail.sends).toEqual(['pay@0']);
    expect((await till.checkout.history(order.attemptId))[0]).toMatchObject({ amount: order.amount });
  });
});

describe('another attempt of the same order', () => {
  it.each([
    ['while the first is undecided', 'processing', /not decided yet/],
    ['when the first is paid', 'paid', /is paid; do not charge it again/],
    ['while a person looks at the first', 'paid:1', /waiting for a person/],
  ])('%s is refused', async (_name, answer, text) => {
    const till = openTill({ pay: [answer, 'paid'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const error = await caught(till.run(till.checkout.collect(orderOf({ orderId: order.orderId }))));
    expect(error).toMatchObject({ code: 'ERR_CHECKOUT_ORDER_TAKEN', attemptId: order.attemptId });
    expect(error.message).toMatch(text);
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it.each(['declined:USER_BALANCE_NOT_ENOUGH', 'unknown'])(
    'is free once the first has ended without money (%s)',
    async (answer) => {
      const till = openTill({ pay: [answer, 'paid'], query: ['cancelled'] });
      const order = orderOf();
      await till.run(till.checkout.collect(order));
      const second = till.checkout.collect(orderOf({ orderId: order.orderId }));
      expect((await till.run(second)).kind).toBe('paid');
    },
  );

  it('is free where several buyers share an order', async () => {
    const till = openTill({ pay: ['processing'] }, { oneAttemptPerOrder: false });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const second = await till.run(till.checkout.start(orderOf({ orderId: order.orderId })));
    expect(second.kind).toBe('pending');
    expect(till.rail.sends).toHaveLength(2);
  });

  it('is free once a person has settled the first as declined', async () => {
    const till = openTill({ pay: ['paid:1', 'paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    await till.checkout.settle({ attemptId: order.attemptId, as: 'declined', by: 'ana', note: 'not there' });
    expect((await till.run(till.checkout.collect(orderOf({ orderId: order.orderId })))).kind).toBe('paid');
  });
});
