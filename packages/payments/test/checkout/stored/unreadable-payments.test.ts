import type { Journal } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { openTill, orderOf, type Till } from '../support/till.ts';

/** A till whose store gives back the events of one payment changed. */
async function withUnreadable(change: (events: readonly unknown[]) => readonly unknown[]) {
  const till = openTill({ pay: ['processing'], query: ['paid'] });
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const order = orderOf();
    await till.run(till.checkout.start(order));
    ids.push(order.attemptId);
  }
  const [broken = ''] = ids;
  const changed = <T extends { attemptId: string; events: readonly unknown[] }>(payment: T): T =>
    payment.attemptId === broken ? { ...payment, events: change(payment.events) } : payment;
  const { journal: store, clock } = till;
  const journal: Journal = {
    ...store,
    load: async (id) => {
      const payment = await store.load(id);
      return payment && changed(payment);
    },
    takeDue: async (request) => (await store.takeDue(request)).map(changed),
    take: async (id, request) => {
      const taken = await store.take(id, request);
      if (taken.kind === 'missing') return taken;
      return taken.kind === 'held'
        ? { kind: 'held', payment: changed(taken.payment) }
        : { kind: 'taken', payment: changed(taken.payment) };
    },
  };
  const other: Till = openTill({ query: ['paid'] }, { clock, journal });
  await till.pass(5);
  return { other, broken, store };
}

describe.each([
  ['of a newer version', 'ERR_STORE_NEWER', (events: readonly unknown[]) => [...events, { type: 'insured' }]],
  ['that is damaged', 'ERR_STORE_DAMAGED', (events: readonly unknown[]) => events.slice(1)],
])('a payment %s', (_name, code, change) => {
  it('is told as failed by recovery, which goes on with the others', async () => {
    const { other, broken } = await withUnreadable(change);
    const report = await other.run(other.checkout.recover());
    expect(report.ended).toHaveLength(2);
    expect(report.failed).toMatchObject([{ attemptId: broken, error: { code } }]);
  });

  it('is tried again later, not at once', async () => {
    const { other } = await withUnreadable(change);
    await other.run(other.checkout.recover());
    expect((await other.run(other.checkout.recover())).failed).toEqual([]);
    await other.pass(30);
    expect((await other.run(other.checkout.recover())).failed).toHaveLength(1);
  });

  it('is left as it is by every call that names it', async () => {
    const { other, broken, store } = await withUnreadable(change);
    const before = await store.load(broken);
    const { checkout } = other;
    const person = { attemptId: broken, by: 'ana', note: 'n' };
    const calls: (() => Promise<unknown>)[] = [
      () => checkout.status(broken),
      () => checkout.resume(broken),
      () => checkout.cancel(broken),
      () => checkout.recordNotification({ attemptId: broken, kind: 'paid' }),
      () => checkout.settle({ ...person, as: 'paid' }),
      () => checkout.reverseAgain({ attemptId: broken, by: 'ana' }),
    ];
    for (const call of calls) expect((await caught(other.run(call()))).code).toBe(code);
    expect(await store.load(broken)).toEqual(before);
    expect(other.rail.sends).toEqual([]);
  });
});
