import { StoreError } from '@alipay-intl/core/errors';
import { createMemoryJournal } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { failingJournal, type JournalMethod, type StoreFault } from '../support/failing-journal.ts';
import { price } from '../support/payment-story.ts';
import type { Script } from '../support/scripted-rail.ts';
import { openTill, orderOf, type Till } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const script: Script = {
  pay: ['unknown'],
  query: ['processing', 'not-found'],
  cancel: ['unknown', 'cancelled'],
};

function openBrokenTill(faults: readonly StoreFault[], answers: Script = script) {
  const clock = createVirtualClock();
  const store = createMemoryJournal(clock);
  const { journal, calls } = failingJournal(store, faults);
  const till = openTill(answers, { clock, journal });
  const healed = openTill(answers, { clock, journal: store });
  return { till, healed, calls };
}

const always = { call: 1, times: 1_000 } as const;

/** How each method of the journal is reached. */
const ways: readonly (readonly [JournalMethod, (till: Till, attemptId: string) => Promise<unknown>])[] = [
  ['open', ({ checkout }) => checkout.collect(orderOf())],
  ['load', ({ checkout }, attemptId) => checkout.status(attemptId)],
  ['take', ({ checkout }, attemptId) => checkout.resume(attemptId)],
  ['takeDue', ({ checkout }) => checkout.recover()],
  ['extend', ({ checkout }) => checkout.collect(orderOf())],
  ['append', ({ checkout }) => checkout.collect(orderOf())],
  ['list', ({ checkout }) => checkout.list({ only: 'open', limit: 10 })],
];

describe('a store that stays away', () => {
  it.each(ways)('%s: ERR_STORE_UNAVAILABLE with its cause, after about a second', async (method, reach) => {
    const { till, calls } = openBrokenTill([{ method, when: 'before', ...always }]);
    const error = await caught(till.run(reach(till, 'a')), StoreError);
    expect(error).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE', cause: { message: 'the disk is gone' } });
    expect(calls.filter((name) => name === method)).toHaveLength(method === 'open' ? 1 : 3);
  });

  it('before the payment is written down: nothing is sent', async () => {
    const { till } = openBrokenTill([{ method: 'open', when: 'before', ...always }]);
    const error = await caught(till.run(till.checkout.collect(orderOf())), StoreError);
    expect(error.message).toContain('no money moved');
    expect(till.rail.sends).toEqual([]);
  });

  it('when it had written the payment down: nothing is sent, and the payment is brought to its end', async () => {
    const { till, healed } = openBrokenTill([{ method: 'open', when: 'after', ...always }]);
    const order = orderOf();
    await caught(till.run(till.checkout.collect(order)), StoreError);
    expect(till.rail.sends).toEqual([]);
    expect((await healed.run(healed.checkout.resume(order.attemptId))).kind).toBe('reversed');
    expect(healed.rail.sends.some((send) => send.startsWith('pay'))).toBe(false);
  });

  it('when the payment was answered: it is not reported before it is durable', async () => {
    const answers = { pay: ['paid'], query: ['paid'] };
    const { till, healed } = openBrokenTill([{ method: 'append', when: 'before', ...always }], answers);
    const order = orderOf();
    const error = await caught(till.run(till.checkout.collect(order)), StoreError);
    expect(error.message).toContain('unknown');
    expect((await healed.checkout.status(order.attemptId)).kind).toBe('pending');
    expect((await healed.run(healed.checkout.resume(order.attemptId))).kind).toBe('paid');
  });

  it('a notification that is not durable is not acknowledged', async () => {
    const { till, healed } = openBrokenTill([{ method: 'append', when: 'before', call: 2, times: 9 }]);
    const order = orderOf();
    await till.run(till.checkout.start(order));
    const notification = { attemptId: order.attemptId, kind: 'paid', amount: price } as const;
    await caught(till.run(till.checkout.recordNotification(notification)), StoreError);
    expect((await healed.checkout.status(order.attemptId)).kind).toBe('pending');
  });
});

describe('a store that fails once, at each of its calls', () => {
  const methods = ['open', 'extend', 'append', 'take', 'load'] as const;

  it.each(methods.flatMap((method) => (['before', 'after'] as const).map((when) => [method, when] as const)))(
    '%s, %s it took effect: one end, and each sending is written once',
    async (method, when) => {
      for (let call = 1; call <= 12; call += 1) {
        const { till, healed } = openBrokenTill([{ method, call, when }]);
        const order = orderOf();
        const outcome = await till.run(till.checkout.collect(order).catch(() => undefined));
        const end = await healed.run(healed.checkout.resume(order.attemptId).catch(() => undefined));
        if (outcome === undefined) expect(method).toBe('open');
        else expect(outcome).toEqual(end);
        if (end === undefined) continue;
        const history = await healed.checkout.history(order.attemptId);
        expect(history.filter(({ type }) => type === 'ended')).toHaveLength(1);
        const sent = history.flatMap((event) => (event.type === 'sent' ? [event.number] : []));
        expect(sent).toEqual([...new Set(sent)]);
        expect(till.rail.sends.filter((send) => send.startsWith('pay')).length).toBeLessThanOrEqual(1);
      }
    },
  );

  it('a cancellation whose line was confirmed late is sent once', async () => {
    const answers = { ...script, cancel: ['cancelled'] };
    for (let call = 1; call <= 12; call += 1) {
      const { till } = openBrokenTill([{ method: 'append', call, when: 'after' }], answers);
      expect((await till.run(till.checkout.collect(orderOf()))).kind).toBe('reversed');
      expect(till.rail.sends.filter((send) => send.startsWith('cancel'))).toHaveLength(1);
    }
  });
});

describe('an error that no patience helps', () => {
  it('is passed on at once, as it is', async () => {
    const error = new StoreError('ERR_STORE_IN_USE', { what: 'In use.', next: 'Stop the other.' });
    const { till, calls } = openBrokenTill([{ method: 'load', when: 'before', error, ...always }]);
    expect(await caught(till.run(till.checkout.status('a')))).toBe(error);
    expect(calls).toEqual(['load']);
  });
});

describe('an alarm whose confirmation is lost', () => {
  it('is told all the same, once', async () => {
    const answers = { pay: ['paid'], refund: ['unknown'] };
    for (let call = 1; call <= 20; call += 1) {
      const { till } = openBrokenTill([{ method: 'append', call, when: 'after' }], answers);
      const { attemptId, ...order } = orderOf();
      await till.run(till.checkout.collect({ attemptId, ...order }));
      await till.run(till.checkout.refund({ attemptId, refundAttemptId: 'r', amount: price }));
      expect(till.alarms.map(({ kind }) => kind)).toEqual(['refund-undecided']);
    }
  });

  it('of a notification too', async () => {
    const { till } = openBrokenTill([{ method: 'append', call: 2, when: 'after' }], { pay: ['paid'] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    await till.run(till.checkout.recordNotification({ attemptId, kind: 'cancelled' }));
    expect(till.alarms.map(({ kind }) => kind)).toEqual(['cancelled-after-paid']);
  });
});
