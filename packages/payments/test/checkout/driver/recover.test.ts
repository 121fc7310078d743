import type { Journal, RecoveryReport } from '@alipay-intl/payments/checkout';
import { describe, expect, it } from 'vitest';
import { eventTypes, openTill, orderOf, type Till } from '../support/till.ts';

/** A till whose payments were started and left. */
async function withStarted(till: Till, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const order = orderOf();
    await till.run(till.checkout.start(order));
    ids.push(order.attemptId);
  }
  return ids;
}

describe('recover', () => {
  it('takes nothing that is not due', async () => {
    const till = openTill({ pay: ['processing'] });
    await withStarted(till, 3);
    expect(await till.run(till.checkout.recover())).toEqual({ ended: [], waiting: 0, failed: [] });
    expect(till.rail.sends).toHaveLength(3);
  });

  it('drives each due payment one step on, and tells what ended and what waits', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid', 'processing'] });
    await withStarted(till, 3);
    await till.pass(5);
    const report = await till.run(till.checkout.recover());
    expect(report.ended.map(({ kind }) => kind)).toEqual(['paid']);
    expect([report.waiting, report.failed]).toEqual([2, []]);
  });

  it('brings payments to their end in turns, as collect does', async () => {
    const script = { pay: ['unknown'], query: ['processing'], cancel: ['unknown', 'cancelled'] };
    const till = openTill(script, { policy: { limitMs: 10_000, lookBacksMs: [] } });
    const [attemptId = ''] = await withStarted(till, 1);
    for (let second = 0; second < 30; second += 1) {
      await till.run(till.checkout.recover());
      await till.pass(1);
    }
    expect(till.rail.sends).toEqual(['pay@0', 'query@5', 'query@9', 'query@10', 'cancel@10', 'cancel@15']);
    expect((await eventTypes(till, attemptId)).at(-1)).toBe('ended reversed');
  });

  it('works through more payments than it drives at once', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    await withStarted(till, 20);
    await till.pass(5);
    const report = await till.run(till.checkout.recover({ concurrency: 3 }));
    expect(report.ended).toHaveLength(20);
  });

  it('takes only the payments of its rail', async () => {
    const till = openTill({ pay: ['processing'] });
    await withStarted(till, 1);
    await till.pass(5);
    const other = openTill({}, { clock: till.clock, journal: till.journal, railName: 'payment-code' });
    expect(await other.run(other.checkout.recover())).toEqual({ ended: [], waiting: 0, failed: [] });
  });

  it('takes no further payments once its signal has aborted', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    await withStarted(till, 2);
    await till.pass(5);
    const report = await till.run(till.checkout.recover({ signal: AbortSignal.abort() }));
    expect(report).toEqual({ ended: [], waiting: 0, failed: [] });
  });

  it('two at the same time never drive the same payment', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    await withStarted(till, 10);
    await till.pass(5);
    const other = openTill({ query: ['paid'] }, { clock: till.clock, journal: till.journal });
    const reports = await till.run(Promise.all([till.checkout.recover(), other.checkout.recover()]));
    expect(reports.flatMap(({ ended }) => ended)).toHaveLength(10);
    const queries = [...till.rail.sends, ...other.rail.sends].filter((send) => send.startsWith('query'));
    expect(queries).toHaveLength(10);
  });
});

describe('keepRecovering', () => {
  it('brings all to their ends, tells of each turn that did something, and ends with its signal', async () => {
    const till = openTill({ pay: ['processing'], query: ['processing', 'paid'] });
    await withStarted(till, 2);
    const controller = new AbortController();
    const reports: RecoveryReport[] = [];
    const keeping = till.checkout.keepRecovering({
      signal: controller.signal,
      onReport: (report) => reports.push(report),
    });
    await till.pass(30);
    controller.abort();
    await till.run(keeping);
    expect(reports.flatMap(({ ended }) => ended).map(({ kind }) => kind)).toEqual(['paid', 'paid']);
    expect(reports.length).toBeLessThanOrEqual(3);
  });

  it('goes on when the store fails for a while, and says so', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    await withStarted(till, 1);
    let isAway = true;
    const journal: Journal = {
      ...till.journal,
      takeDue: async (request) => {
        if (isAway) throw new Error('away');
        return till.journal.takeDue(request);
      },
    };
    const other = openTill({ query: ['paid'] }, { clock: till.clock, journal });
    const controller = new AbortController();
    const errors: unknown[] = [];
    const ended: unknown[] = [];
    const keeping = other.checkout.keepRecovering({
      signal: controller.signal,
      everyMs: 5_000,
      onError: (error) => errors.push(error),
      onReport: (report) => ended.push(...report.ended),
    });
    await till.pass(12);
    isAway = false;
    await till.pass(20);
    controller.abort();
    await till.run(keeping);
    expect(errors[0]).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    expect(ended).toHaveLength(1);
  });
});

describe('list', () => {
  it('pages through payments by their id', async () => {
    const till = openTill({ pay: ['processing'] });
    const ids = (await withStarted(till, 5)).toSorted();
    const first = await till.checkout.list({ only: 'open', limit: 3 });
    const second = await till.checkout.list({
      only: 'open',
      limit: 3,
      afterAttemptId: first.at(-1)?.attemptId ?? '',
    });
    expect([...first, ...second].map(({ attemptId }) => attemptId)).toEqual(ids);
    expect(first[0]).toMatchObject({ rail: 'barcode', state: 'open', needsPerson: false });
  });

  it('knows those that wait for a person, and each end', async () => {
    const till = openTill({ pay: ['paid', 'declined:X', 'paid:1'] });
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const order = orderOf();
      await till.run(till.checkout.collect(order));
      ids.push(order.attemptId);
    }
    const listed = async (only: 'paid' | 'declined' | 'manual' | 'needs-person' | 'reversed') =>
      (await till.checkout.list({ only, limit: 10 })).map(({ attemptId }) => attemptId);
    expect(await listed('paid')).toEqual([ids[0]]);
    expect(await listed('declined')).toEqual([ids[1]]);
    expect(await listed('manual')).toEqual([ids[2]]);
    expect(await listed('needs-person')).toEqual([ids[2]]);
    expect(await listed('reversed')).toEqual([]);
  });
});
