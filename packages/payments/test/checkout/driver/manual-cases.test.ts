import { createMemoryJournal } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { failingJournal } from '../support/failing-journal.ts';
import { price } from '../support/payment-story.ts';
import type { Script } from '../support/scripted-rail.ts';
import { openTill, orderOf, type Till } from '../support/till.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const undecided = { pay: ['processing'], query: ['processing'], cancel: ['unknown'] } as const;
const person = { by: 'ana', note: 'seen in the portal' } as const;

/** A till with one payment that waits for a person. */
async function withManualCase(script: Script = undecided): Promise<{ till: Till; attemptId: string }> {
  const till = openTill(script, { policy: { limitMs: 6_000 } });
  const { attemptId, ...order } = orderOf();
  expect((await till.run(till.checkout.collect({ attemptId, ...order }))).kind).toBe('manual');
  return { till, attemptId };
}

describe('settle', () => {
  it.each(['paid', 'declined', 'reversed'] as const)(
    'writes down %s, by whom and where it was seen',
    async (as) => {
      const { till, attemptId } = await withManualCase();
      expect(await till.checkout.settle({ attemptId, as, ...person })).toMatchObject({
        kind: as,
        settledBy: 'ana',
      });
      expect((await till.checkout.history(attemptId)).at(-1)).toMatchObject({
        type: 'settled',
        as,
        ...person,
      });
      expect(await till.checkout.list({ only: 'needs-person', limit: 10 })).toEqual([]);
      expect((await till.run(till.checkout.resume(attemptId))).kind).toBe(as);
    },
  );

  it('as paid lets it be refunded', async () => {
    const { till, attemptId } = await withManualCase({
      ...undecided,
      query: ['processing', 'processing', 'processing', 'paid'],
      refund: ['refunded'],
    });
    await till.checkout.settle({ attemptId, as: 'paid', ...person });
    const refund = till.checkout.refund({ attemptId, refundAttemptId: 'r1', amount: price });
    expect((await till.run(refund)).kind).toBe('refunded');
  });

  it.each(['paid', 'processing'])(
    'refuses a payment that does not wait for a person (%s)',
    async (answer) => {
      const till = openTill({ pay: [answer] });
      const order = orderOf();
      await till.run(till.checkout.start(order));
      const settled = till.checkout.settle({ attemptId: order.attemptId, as: 'declined', ...person });
      expect((await caught(settled)).code).toBe('ERR_CHECKOUT_STATE');
    },
  );

  it('cannot change an end to what no alarm says, only confirm it, which closes its alarms', async () => {
    const till = openTill({ pay: ['paid'] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    await till.checkout.recordNotification({ attemptId, kind: 'cancelled' });
    const wrong = till.checkout.settle({ attemptId, as: 'declined', ...person });
    expect((await caught(wrong)).code).toBe('ERR_CHECKOUT_STATE');
    expect(await till.checkout.settle({ attemptId, as: 'paid', ...person })).toMatchObject({
      openAlarms: [],
    });
  });

  it.each([
    ['as', { as: 'manual' }],
    ['by', { by: '' }],
    ['by', { by: 'x'.repeat(129) }],
    ['note', { note: '' }],
    ['note', { note: 'x'.repeat(1_001) }],
    ['amount', { amount: price }],
  ])('refuses a wrong %s: %j', async (path, change) => {
    const { till, attemptId } = await withManualCase();
    const settlement = { attemptId, as: 'paid', ...person, ...change };
    const error = await caught(till.checkout.settle(settlement as never));
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID', issues: [{ path }] });
  });
});

describe('reverseAgain', () => {
  it('seeks the reversal anew and waits for its end', async () => {
    const cancel = [...Array<string>(6).fill('unknown'), 'cancelled'];
    const { till, attemptId } = await withManualCase({ ...undecided, cancel });
    expect((await till.run(till.checkout.reverseAgain({ attemptId, by: 'ana' }))).kind).toBe('reversed');
  });

  it('may end in a case for a person again', async () => {
    const { till, attemptId } = await withManualCase();
    expect((await till.run(till.checkout.reverseAgain({ attemptId, by: 'ana' }))).kind).toBe('manual');
  });

  it.each([['paid', { pay: ['paid'] }]])('refuses a payment that is %s', async (_name, script) => {
    const till = openTill(script);
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    const error = await caught(till.run(till.checkout.reverseAgain({ attemptId, by: 'ana' })));
    expect(error.code).toBe('ERR_CHECKOUT_STATE');
  });

  it('refuses one that a person has settled', async () => {
    const { till, attemptId } = await withManualCase();
    await till.checkout.settle({ attemptId, as: 'declined', ...person });
    const error = await caught(till.run(till.checkout.reverseAgain({ attemptId, by: 'ana' })));
    expect(error.code).toBe('ERR_CHECKOUT_STATE');
  });
});

describe('regressions', () => {
  it('a settlement and a reopening whose confirmation is lost are no wrong state', async () => {
    const clock = createVirtualClock();
    const store = createMemoryJournal(clock);
    const policy = { limitMs: 6_000 };
    for (const method of ['settle', 'reverseAgain'] as const) {
      const till = openTill(undecided, { clock, journal: store, policy });
      const { attemptId, ...order } = orderOf();
      await till.run(till.checkout.collect({ attemptId, ...order }));
      const { journal } = failingJournal(store, [{ method: 'append', call: 1, when: 'after' }]);
      const { checkout } = openTill(undecided, { clock, journal, policy });
      const done =
        method === 'settle'
          ? checkout.settle({ attemptId, as: 'declined', ...person })
          : checkout.reverseAgain({ attemptId, by: 'ana' });
      expect((await clock.run<{ kind: string }>(done)).kind).toBe(
        method === 'settle' ? 'declined' : 'manual',
      );
    }
  });
});

describe('what a person can correct', () => {
  it('a payment that was cancelled after it was paid is settled as reversed', async () => {
    const till = openTill({ pay: ['paid'] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    await till.checkout.recordNotification({ attemptId, kind: 'cancelled' });
    const settled = await till.checkout.settle({ attemptId, as: 'reversed', ...person });
    expect(settled).toMatchObject({ kind: 'reversed', openAlarms: [], settledBy: person.by });
  });

  it('a sale of another amount, never given up, is reversed anew', async () => {
    const till = openTill({ pay: ['paid:1'], cancel: ['cancelled'] });
    const { attemptId, ...order } = orderOf();
    expect((await till.run(till.checkout.collect({ attemptId, ...order }))).kind).toBe('manual');
    const outcome = await till.run(till.checkout.reverseAgain({ attemptId, by: 'ana' }));
    expect(outcome).toMatchObject({ kind: 'reversed', because: 'caller' });
  });

  it('a refund that nobody knows the end of is settled, and others can follow', async () => {
    const till = openTill({ pay: ['paid'], refund: ['unknown'] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    const amount = { currency: 'USD', value: '100' };
    const first = { attemptId, refundAttemptId: 'r1', amount };
    expect((await till.run(till.checkout.refund(first))).kind).toBe('manual');
    const second = { attemptId, refundAttemptId: 'r2', amount };
    expect((await caught(till.run(till.checkout.refund(second)))).code).toBe('ERR_REFUND_UNDECIDED');
    const settlement = { attemptId, refundAttemptId: 'r1', as: 'declined', ...person } as const;
    expect(await till.checkout.settleRefund(settlement)).toMatchObject({ kind: 'paid', openAlarms: [] });
    expect((await till.run(till.checkout.refund(second))).kind).toBe('manual');
  });

  it('nothing while a refund is under way: its end would be lost', async () => {
    const till = openTill({ pay: ['paid'], refund: [() => new Promise(() => undefined)] });
    const { attemptId, ...order } = orderOf();
    await till.run(till.checkout.collect({ attemptId, ...order }));
    const amount = { currency: 'USD', value: '100' };
    void till.checkout.refund({ attemptId, refundAttemptId: 'r1', amount }).catch(() => undefined);
    await till.pass(1);
    await till.checkout.recordNotification({ attemptId, kind: 'cancelled' });
    const wrong = till.checkout.settle({ attemptId, as: 'paid', ...person });
    expect((await caught(wrong)).code).toBe('ERR_REFUND_UNDECIDED');
  });
});
