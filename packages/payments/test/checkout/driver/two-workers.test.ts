import type { LeaseRequest } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import type { Script } from '../support/scripted-rail.ts';
import { openTill, orderOf, type Till } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

/** Two processes over one journal. The first stands still in its first query for `stillS` seconds. */
function openTwo(first: Script, second: Script, names: readonly [string?, string?] = []) {
  const clock = createVirtualClock();
  const left = openTill(first, { clock, worker: names[0] });
  const right = openTill(second, { clock, journal: left.journal, worker: names[1] });
  return { clock, left, right };
}

/** An answer that comes after so many seconds. */
function slowly(clock: Till['clock'], seconds: number, answer: () => unknown): () => Promise<unknown> {
  return async () => {
    await clock.sleep(seconds * 1_000);
    return answer();
  };
}

describe('two workers', () => {
  it('while the lease is held the second follows and sends nothing', async () => {
    const { left, right, clock } = openTwo({ pay: ['unknown'], query: ['processing', 'paid'] }, {});
    const order = orderOf();
    const driving = left.checkout.collect(order);
    const following = right.checkout.resume(order.attemptId);
    expect((await clock.run(Promise.all([driving, following]))).map(({ kind }) => kind)).toEqual([
      'paid',
      'paid',
    ]);
    expect(right.rail.sends).toEqual([]);
  });

  it('recovery leaves a payment alone whose worker lives, however long it takes', async () => {
    const { left, right, clock } = openTwo(
      { pay: ['processing'], query: ['processing'], cancel: ['cancelled'] },
      {},
    );
    const controller = new AbortController();
    const recovering = right.checkout.keepRecovering({ signal: controller.signal });
    expect((await clock.run(left.checkout.collect(orderOf()))).kind).toBe('reversed');
    controller.abort();
    await clock.run(recovering);
    expect(right.rail.sends).toEqual([]);
  });

  it('takes over when the lease has ended, and the slow worker can write nothing more', async () => {
    const clock = createVirtualClock();
    const answer = { kind: 'processing', proof: { traceId: 'late' } };
    const left = openTill({ pay: ['unknown'], query: [slowly(clock, 100, () => answer)] }, { clock });
    const right = openTill({ query: ['paid'] }, { clock, journal: left.journal });
    const order = orderOf();
    const slow = left.checkout.collect(order);
    const quick = right.checkout.resume(order.attemptId);
    expect((await clock.run(quick)).kind).toBe('paid');
    const history = await right.checkout.history(order.attemptId);
    // It meets the end that the other has written, and returns that.
    expect((await clock.run(slow)).kind).toBe('paid');
    expect(await right.checkout.history(order.attemptId)).toEqual(history);
  });

  it('a worker that lost its lease does not send the cancellation that it was about to send', async () => {
    const clock = createVirtualClock();
    const answer = { kind: 'processing', proof: { traceId: 'late' } };
    const query = [slowly(clock, 200, () => answer)];
    const left = openTill({ pay: ['unknown'], query, cancel: ['cancelled'] }, { clock });
    const right = openTill({ query: ['paid'] }, { clock, journal: left.journal });
    const order = orderOf();
    const slow = left.checkout.collect(order);
    await clock.run(right.checkout.resume(order.attemptId));
    expect((await clock.run(slow)).kind).toBe('paid');
    expect(left.rail.sends).toEqual(['pay@0', 'query@5']);
  });

  it('a worker that comes back under its lasting name goes on at once', async () => {
    const clock = createVirtualClock();
    const before = openTill({ pay: [() => new Promise(() => undefined)] }, { clock, worker: 'till-7' });
    const order = orderOf();
    void before.checkout.collect(order);
    await before.pass(6);
    const after = openTill(
      { query: ['paid'] },
      { clock, journal: before.journal, worker: 'till-7', session: 'after the restart' },
    );
    const beforeMs = clock.now();
    expect((await clock.run(after.checkout.recover())).ended).toHaveLength(1);
    expect(clock.now()).toBe(beforeMs);
  });

  it('one without a name waits for the lease of the dead one', async () => {
    const clock = createVirtualClock();
    const before = openTill({ pay: [() => new Promise(() => undefined)] }, { clock });
    const order = orderOf();
    void before.checkout.collect(order);
    await before.pass(6);
    const after = openTill({ query: ['paid'] }, { clock, journal: before.journal });
    expect((await clock.run(after.checkout.recover())).ended).toHaveLength(0);
    await after.pass(24);
    expect((await clock.run(after.checkout.recover())).ended).toHaveLength(1);
  });

  it('a process that stood still before it sent the payment sends it no more', async () => {
    const clock = createVirtualClock();
    const store = openTill({}, { clock }).journal;
    const still = {
      ...store,
      open: async (...args: Parameters<typeof store.open>) => {
        const result = await store.open(...args);
        await clock.sleep(31_000);
        return result;
      },
    };
    const till = openTill({ pay: ['paid'] }, { clock, journal: still });
    const order = orderOf();
    const thrown: unknown = await clock.run(till.checkout.collect(order).catch((error: unknown) => error));
    expect(thrown).toMatchObject({ code: 'ERR_CHECKOUT_STOPPED', attemptId: order.attemptId });
    expect(till.rail.sends).toEqual([]);
    expect(await till.checkout.status(order.attemptId)).toMatchObject({
      kind: 'declined',
      notSent: 'ERR_CHECKOUT_STOPPED',
    });
  });

  it('ask for leases with their name, the session of their process and the time that is set', async () => {
    const clock = createVirtualClock();
    const store = openTill({}, { clock }).journal;
    const leases: LeaseRequest[] = [];
    const journal = {
      ...store,
      takeDue: async (request: Parameters<typeof store.takeDue>[0]) => {
        leases.push(request);
        return store.takeDue(request);
      },
    };
    for (const session of ['s1', undefined, undefined]) {
      const options = { clock, journal, worker: 'w', leaseMs: 20_000, session };
      await clock.run(openTill({}, options).checkout.recover());
    }
    expect(leases[0]).toMatchObject({ worker: 'w', session: 's1', leaseMs: 20_000 });
    // Two checkouts of one process must not take each other for dead.
    expect(new Set(leases.map(({ session }) => session)).size).toBe(2);
  });
});
