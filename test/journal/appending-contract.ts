import { describe, expect, test } from 'vitest';
import {
  appending,
  asWorker,
  intent,
  type JournalMaker,
  leaseMs,
  newScene,
  open,
  releasing,
  sent,
  summary,
} from './journal-scene.ts';

export function describeAppending(make: () => JournalMaker): void {
  describe('appending', () => {
    test('adds events in their order', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      expect(await journal.append(appending(lease, 1, { events: [sent(1), sent(2)] }))).toEqual({
        kind: 'appended',
      });
      expect(await journal.append(appending(lease, 3, { events: [sent(3)] }))).toEqual({ kind: 'appended' });
      expect(await journal.load('a')).toMatchObject({
        version: 4,
        events: [intent(1), sent(1), sent(2), sent(3)],
      });
    });

    test('knows nothing of a payment that was never opened', async () => {
      const { journal } = newScene(make());
      expect(await journal.append(appending({ attemptId: 'a', token: 1 }, 1))).toEqual({ kind: 'missing' });
    });

    test('adds nothing behind newer events, and tells them', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      await journal.append(appending(lease, 1, { events: [sent(1), sent(2)] }));
      const late = await journal.append(appending(lease, 1, { events: [sent(9)] }));
      expect(late).toEqual({ kind: 'behind', newer: [sent(1), sent(2)] });
      expect((await journal.load('a'))?.version).toBe(3);
    });

    test('tells nothing newer to a writer that has seen what was never written', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      expect(await journal.append(appending(lease, 7))).toEqual({ kind: 'behind', newer: [] });
    });

    test('shows a writer whose answer was lost its own events, even without its lease', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      const write = releasing(lease, 1);
      await journal.append(write);
      expect(await journal.append(write)).toEqual({ kind: 'behind', newer: write.events });
      clock.pass(leaseMs);
      await journal.take('a', asWorker('session-2'));
      expect(await journal.append(write)).toEqual({ kind: 'behind', newer: write.events });
    });

    test('lets exactly one of 20 writers at the same time write', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          journal.append(appending(lease, 1, { events: [sent(index)], lease: undefined })),
        ),
      );
      const winner = results.findIndex(({ kind }) => kind === 'appended');
      expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'behind')).toHaveLength(19);
      expect((await journal.load('a'))?.events).toEqual([intent(1), sent(winner)]);
    });

    test('keeps a slow worker from writing once another has taken the payment', async () => {
      const { journal, clock } = newScene(make());
      const slow = await open(journal, 'a');
      clock.pass(leaseMs);
      const taken = await journal.take('a', asWorker('session-2'));
      if (taken.kind !== 'taken') throw new Error(taken.kind);
      expect(taken.payment.lease.token).toBeGreaterThan(slow.token);
      expect(await journal.append(appending(slow, 1))).toEqual({ kind: 'lease-lost' });
      expect(await journal.append(appending(taken.payment.lease, 1))).toEqual({ kind: 'appended' });
      expect((await journal.load('a'))?.version).toBe(2);
    });

    test('lets a worker whose lease ran out write as long as nobody has taken the payment', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      clock.pass(leaseMs + 1);
      expect(await journal.append(appending(lease, 1))).toEqual({ kind: 'appended' });
      // The lease lives again.
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
    });

    test('does not let a released lease write', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      await journal.append(releasing(lease, 1));
      expect(await journal.append(appending(lease, 2))).toEqual({ kind: 'lease-lost' });
    });

    test('leaves a held lease and its end alone when a fact is only reported', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      const report = appending(lease, 1, { summary: summary({ wakeAtMs: clock.now() }), lease: undefined });
      expect(await journal.append(report)).toEqual({ kind: 'appended' });
      const due = { ...asWorker('session-2'), rail: 'barcode', limit: 10 };
      expect(await journal.takeDue(due)).toEqual([]);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
      expect(await journal.append(appending(lease, 2))).toEqual({ kind: 'appended' });
      clock.pass(leaseMs);
      expect(await journal.takeDue(due)).toHaveLength(1);
    });

    test('wakes a free payment when a fact is reported', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      await journal.append(releasing(lease, 1));
      const due = { ...asWorker('session-2'), rail: 'barcode', limit: 10 };
      clock.pass(leaseMs);
      expect(await journal.takeDue(due)).toEqual([]);
      const wakeAtMs = clock.now() + 5;
      await journal.append(appending(lease, 2, { summary: summary({ wakeAtMs }), lease: undefined }));
      expect(await journal.takeDue(due)).toEqual([]);
      clock.pass(5);
      expect(await journal.takeDue(due)).toMatchObject([{ attemptId: 'a', version: 3 }]);
    });

    test('frees an order once and for all', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a', { orderKey: 'order-1' });
      await journal.append(releasing(lease, 1, { state: 'declined', freesOrder: true }));
      await open(journal, 'b', { orderKey: 'order-1' });
      // A fact of the first attempt does not take the order back.
      const report = appending(lease, 2, { summary: summary({ state: 'declined' }), lease: undefined });
      expect(await journal.append(report)).toEqual({ kind: 'appended' });
      const freed = appending(lease, 3, {
        summary: summary({ state: 'declined', freesOrder: true }),
        lease: undefined,
      });
      expect(await journal.append(freed)).toEqual({ kind: 'appended' });
      const third = await journal.open({
        attemptId: 'c',
        rail: 'barcode',
        fingerprint: 'c',
        orderKey: 'order-1',
        events: [intent(1)],
        lease: asWorker('session-1'),
      });
      expect(third).toEqual({ kind: 'order-taken', attemptId: 'b', state: 'open' });
    });
  });
}
