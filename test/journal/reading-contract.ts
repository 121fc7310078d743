import type { JournalQuery } from '@alipay-intl/payments/checkout';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appending,
  asWorker,
  type JournalMaker,
  leaseMs,
  ManualClock,
  newScene,
  open,
  releasing,
  summary,
} from './journal-scene.ts';
import { paymentEvents } from './payment-events.ts';

export function describeReading(make: () => JournalMaker): void {
  describe('reading', () => {
    test('gives events back exactly as they were written', async () => {
      const { journal } = newScene(make());
      let number = 0;
      await fc.assert(
        fc.asyncProperty(paymentEvents, paymentEvents, async (first, second) => {
          const attemptId = `attempt-${number++}`;
          const lease = await open(journal, attemptId, { events: first });
          await journal.append(appending(lease, first.length, { events: second }));
          const read = await journal.load(attemptId);
          // toEqual takes a member that is undefined for one that is missing.
          expect(read?.events).toEqual([...first, ...second]);
          expect(read?.version).toBe(first.length + second.length);
          const behind = await journal.append(appending(lease, first.length));
          expect(behind).toEqual({ kind: 'behind', newer: second });
        }),
        { numRuns: 100 },
      );
    }, 120_000);

    test('keeps two merchants apart, whatever their ids', async () => {
      const clock = new ManualClock();
      const [one, other] = [make()(`one-${process.pid}`, clock), make()(`other-${process.pid}`, clock)];
      const lease = await open(one, 'a', { orderKey: 'order-1' });
      expect(await other.load('a')).toBeUndefined();
      expect(await other.append(appending(lease, 1))).toEqual({ kind: 'missing' });
      expect(await other.extend(lease, { leaseMs, afterVersion: 1 })).toEqual({ kind: 'lease-lost' });
      clock.pass(leaseMs);
      expect(await other.take('a', asWorker('session-2'))).toEqual({ kind: 'missing' });
      expect(await other.takeDue({ ...asWorker('session-2'), rail: 'barcode', limit: 10 })).toEqual([]);
      expect(await other.list({ only: 'open', limit: 10 })).toEqual([]);
      await open(other, 'a', { orderKey: 'order-1', fingerprint: 'of the other' });
      expect((await one.load('a'))?.fingerprint).toBe('fingerprint of a');
    });
  });

  describe('listing', () => {
    test('lists by state, and what waits for a person', async () => {
      const { journal, clock } = newScene(make());
      await open(journal, 'open');
      const paid = await open(journal, 'paid', { rail: 'order-code' });
      await journal.append(releasing(paid, 1, { state: 'paid' }));
      const alarmed = await open(journal, 'alarmed');
      await journal.append(releasing(alarmed, 1, { state: 'paid', needsPerson: true }));
      const manual = await open(journal, 'manual');
      const wakeAtMs = clock.now() + 7;
      await journal.append(releasing(manual, 1, { state: 'manual', needsPerson: true, wakeAtMs }));
      const list = async (only: JournalQuery['only']) => await journal.list({ only, limit: 10 });
      expect(await list('open')).toMatchObject([{ attemptId: 'open', state: 'open' }]);
      expect(await list('paid')).toEqual([
        { attemptId: 'alarmed', rail: 'barcode', state: 'paid', needsPerson: true, wakeAtMs: undefined },
        { attemptId: 'paid', rail: 'order-code', state: 'paid', needsPerson: false, wakeAtMs: undefined },
      ]);
      expect(await list('needs-person')).toEqual([
        { attemptId: 'alarmed', rail: 'barcode', state: 'paid', needsPerson: true, wakeAtMs: undefined },
        { attemptId: 'manual', rail: 'barcode', state: 'manual', needsPerson: true, wakeAtMs },
      ]);
      expect(await list('reversed')).toEqual([]);
    });

    test('tells when a payment wants to be woken, also while somebody holds it', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      const wakeAtMs = clock.now() + 5_000;
      await journal.append(appending(lease, 1, { summary: summary({ wakeAtMs }) }));
      expect(await journal.list({ only: 'open', limit: 10 })).toMatchObject([{ attemptId: 'a', wakeAtMs }]);
    });

    test('reads page by page, each payment once', async () => {
      const { journal } = newScene(make());
      const ids = Array.from({ length: 25 }, (_, index) => `attempt-${String(index).padStart(2, '0')}`);
      for (const id of ids.toReversed()) await open(journal, id);
      const read: string[] = [];
      for (let afterAttemptId: string | undefined; ; ) {
        const page = await journal.list({ only: 'open', limit: 10, afterAttemptId });
        read.push(...page.map(({ attemptId }) => attemptId));
        if (page.length < 10) break;
        afterAttemptId = read.at(-1);
      }
      expect(read).toEqual(ids);
    });
  });
}
