import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { openTill, orderOf } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

describe('start', () => {
  it('returns an end that needs no waiting', async () => {
    const till = openTill({ pay: ['paid'] });
    expect((await till.run(till.checkout.start(orderOf()))).kind).toBe('paid');
  });

  it('returns as soon as waiting would begin, and leaves the rest', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    const order = orderOf();
    const started = await till.run(till.checkout.start(order));
    expect(started).toMatchObject({ kind: 'pending', handover: undefined });
    expect(till.rail.sends).toEqual(['pay@0']);
    expect((await till.run(till.checkout.resume(order.attemptId))).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5']);
  });

  it('returns what the buyer needs, repeating the placing where its answer is lost', async () => {
    const till = openTill({ pay: ['unknown', 'placed'] }, { railName: 'entry-code' });
    const order = orderOf({ closesAtMs: till.clock.now() + 300_000 });
    const started = await till.run(till.checkout.start(order));
    expect(started).toMatchObject({ kind: 'pending', handover: expect.stringContaining('handover') });
    expect(till.rail.sends).toEqual(['pay@0', 'pay@2']);
  });

  it('again with the same order sends nothing', async () => {
    const till = openTill({ pay: ['processing'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    expect(await till.run(till.checkout.start(order))).toMatchObject({ kind: 'pending' });
    expect(till.rail.sends).toEqual(['pay@0']);
  });
});

describe('resume', () => {
  it('returns the end of a payment that has ended, without a call', async () => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    expect((await till.run(till.checkout.resume(order.attemptId))).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0']);
  });

  it('goes on after a restart, and never sends the payment again', async () => {
    const clock = createVirtualClock();
    const before = openTill({ pay: [() => new Promise(() => undefined)] }, { clock });
    const order = orderOf();
    void before.checkout.collect(order);
    await before.pass(1);
    const after = openTill(
      { query: ['not-found'], cancel: ['cancelled'] },
      { clock, journal: before.journal },
    );
    expect((await after.run(after.checkout.resume(order.attemptId))).kind).toBe('reversed');
    expect(after.rail.sends.some((send) => send.startsWith('pay'))).toBe(false);
  });

  it('refuses a payment of another rail and leaves it as it is', async () => {
    const clock = createVirtualClock();
    const till = openTill({ pay: ['processing'] }, { clock });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const other = openTill({}, { clock, journal: till.journal, railName: 'payment-code' });
    const error = await caught(other.run(other.checkout.resume(order.attemptId)));
    expect(error).toMatchObject({ code: 'ERR_CHECKOUT_STATE', attemptId: order.attemptId });
    expect(other.rail.sends).toEqual([]);
    expect((await till.checkout.status(order.attemptId)).kind).toBe('pending');
  });
});

describe('cancel', () => {
  it('ends a started payment as reversed', async () => {
    const till = openTill({ pay: ['processing'], cancel: ['cancelled'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    expect(await till.run(till.checkout.cancel(order.attemptId))).toMatchObject({
      kind: 'reversed',
      because: 'caller',
    });
    expect(till.rail.sends).toEqual(['pay@0', 'cancel@0']);
  });

  it('ends the wait of the collect that runs in the same process', async () => {
    const till = openTill({ pay: ['processing'], query: ['processing'], cancel: ['cancelled'] });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(7);
    const cancelled = till.checkout.cancel(order.attemptId);
    expect((await till.run(cancelled)).kind).toBe('reversed');
    expect((await till.run(collected)).kind).toBe('reversed');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5', 'cancel@7']);
  });

  it('leaves a payment that is paid as it is', async () => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    expect((await till.run(till.checkout.cancel(order.attemptId))).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0']);
    expect(await till.checkout.history(order.attemptId)).toHaveLength(3);
  });

  it('twice asks once', async () => {
    const till = openTill({ pay: ['processing'], cancel: ['unknown', 'cancelled'] });
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const both = [till.checkout.cancel(order.attemptId), till.checkout.cancel(order.attemptId)];
    const kinds = (await till.run(Promise.all(both))).map(({ kind }) => kind);
    expect(kinds).toEqual(['reversed', 'reversed']);
    const history = await till.checkout.history(order.attemptId);
    expect(history.filter(({ type }) => type === 'cancel-asked')).toHaveLength(1);
    expect(history.filter(({ type }) => type === 'ended')).toHaveLength(1);
  });
});

describe('a payment that the journal does not hold', () => {
  it.each(['resume', 'cancel', 'status', 'history'] as const)('%s says so', async (method) => {
    const till = openTill({});
    const error = await caught(till.run<unknown>(till.checkout[method]('nobody')));
    expect(error).toMatchObject({ code: 'ERR_CHECKOUT_PAYMENT_UNKNOWN', attemptId: 'nobody' });
  });
});

describe('regressions', () => {
  it('start of a payment that another worker drives does not wait for its end', async () => {
    const clock = createVirtualClock();
    const till = openTill({ pay: ['processing'], query: ['processing'], cancel: ['cancelled'] }, { clock });
    const other = openTill({}, { clock, journal: till.journal });
    const order = orderOf();
    const collected = till.checkout.collect(order);
    await till.pass(3);
    const beforeMs = clock.now();
    expect(await clock.run(other.checkout.start(order))).toMatchObject({
      kind: 'pending',
      handover: undefined,
    });
    expect(clock.now()).toBe(beforeMs);
    expect((await clock.run(collected)).kind).toBe('reversed');
    expect(other.rail.sends).toEqual([]);
  });
});
