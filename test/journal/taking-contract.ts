import type { Journal, LeasedPayment } from '@alipay-intl/payments/checkout';
import { describe, expect, test } from 'vitest';
import {
  appending,
  asWorker,
  type JournalMaker,
  leaseMs,
  newScene,
  open,
  releasing,
  sent,
  summary,
} from './journal-scene.ts';

export function describeTaking(make: () => JournalMaker): void {
  describe('taking', () => {
    test('gives a free payment with its events and a higher token', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a');
      await journal.append(releasing(lease, 1));
      const taken = await journal.take('a', asWorker('session-2'));
      expect(taken).toMatchObject({ kind: 'taken', payment: { attemptId: 'a', version: 2 } });
      if (taken.kind !== 'taken') return;
      expect(taken.payment.lease.token).toBeGreaterThan(lease.token);
      expect(taken.payment.events).toEqual((await journal.load('a'))?.events);
    });

    test('knows nothing of a payment that was never opened', async () => {
      const { journal } = newScene(make());
      expect(await journal.take('a', asWorker('session-1'))).toEqual({ kind: 'missing' });
    });

    test('leaves a payment to whoever holds it, and shows it', async () => {
      const { journal, clock } = newScene(make());
      await open(journal, 'a');
      const payment = await journal.load('a');
      expect(await journal.take('a', asWorker('session-2'))).toEqual({ kind: 'held', payment });
      expect(await journal.take('a', asWorker('session-1'))).toEqual({ kind: 'held', payment });
      clock.pass(leaseMs - 1);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
      clock.pass(1);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('taken');
    });

    test('gives a payment to exactly one of 20 workers at the same time', async () => {
      const { journal, clock } = newScene(make());
      await open(journal, 'a');
      clock.pass(leaseMs);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => journal.take('a', asWorker(`session-${index + 2}`))),
      );
      expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    });

    test('lets a worker take over the leases of its earlier session at once, and no others', async () => {
      const { journal } = newScene(make());
      await open(journal, 'a', { lease: asWorker('session-1', 'till-7') });
      await open(journal, 'b', { lease: asWorker('session-1', 'till-7') });
      await open(journal, 'c', { lease: asWorker('session-1', 'till-8') });
      await open(journal, 'd', { lease: asWorker('session-1') });
      await open(journal, 'e', { lease: asWorker('session-2', 'till-7') });
      const restarted = asWorker('session-2', 'till-7');
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
      expect((await journal.take('a', restarted)).kind).toBe('taken');
      const due = await journal.takeDue({ ...restarted, rail: 'barcode', limit: 10 });
      expect(due.map(({ attemptId }) => attemptId)).toEqual(['b']);
      expect((await journal.take('c', restarted)).kind).toBe('held');
    });
  });

  describe('taking what is due', () => {
    test('takes what is due and free, the longest due first', async () => {
      const { journal, clock } = newScene(make());
      const start = clock.now();
      for (const [id, wakeAtMs] of Object.entries({ a: 30, b: 10, c: 20, d: 41, e: undefined })) {
        const lease = await open(journal, id);
        const at = wakeAtMs === undefined ? undefined : start + wakeAtMs;
        await journal.append(releasing(lease, 1, { wakeAtMs: at }));
      }
      clock.pass(40);
      const due = { ...asWorker('session-2'), rail: 'barcode', limit: 10 };
      expect(idsOf(await journal.takeDue(due))).toEqual(['b', 'c', 'a']);
      expect(idsOf(await journal.takeDue(due))).toEqual([]);
      clock.pass(1);
      expect(idsOf(await journal.takeDue(due))).toEqual(['d']);
      // The end of a lease counts like a due time.
      clock.pass(leaseMs);
      expect(idsOf(await journal.takeDue({ ...due, session: 'session-3' }))).toHaveLength(4);
    });

    test('takes no more than asked for, and only of the rail', async () => {
      const { journal, clock } = newScene(make());
      for (const id of ['a', 'b', 'c', 'd']) {
        await open(journal, id, { rail: id === 'b' ? 'order-code' : 'barcode' });
        clock.pass(1);
      }
      clock.pass(leaseMs);
      const due = { ...asWorker('session-2'), rail: 'barcode', limit: 2 };
      expect(idsOf(await journal.takeDue(due))).toEqual(['a', 'c']);
      expect(idsOf(await journal.takeDue(due))).toEqual(['d']);
      expect(idsOf(await journal.takeDue({ ...due, rail: 'order-code' }))).toEqual(['b']);
      expect(idsOf(await journal.takeDue({ ...due, rail: 'entry-code' }))).toEqual([]);
    });

    test('gives events, version and a lease that writes', async () => {
      const { journal, clock } = newScene(make());
      await open(journal, 'a');
      clock.pass(leaseMs);
      const [payment] = await journal.takeDue({ ...asWorker('session-2'), rail: 'barcode', limit: 1 });
      if (payment === undefined) throw new Error('nothing was due');
      const { lease, ...read } = payment;
      expect(read).toEqual(await journal.load('a'));
      expect(await journal.append(appending(lease, read.version))).toEqual({ kind: 'appended' });
    });

    test('gives no payment to two of 8 takers over 500 payments', async () => {
      const { journal, clock } = newScene(make());
      const ids = Array.from({ length: 500 }, (_, index) => `attempt-${index}`);
      await inParallel(8, ids, async (id) => {
        await open(journal, id);
      });
      clock.pass(leaseMs);
      const takers = Array.from({ length: 8 }, (_, index) => takeAll(journal, `taker-${index}`));
      const taken = (await Promise.all(takers)).flat();
      expect(taken.map(({ attemptId }) => attemptId).toSorted()).toEqual(ids.toSorted());
    }, 120_000);
  });

  describe('extending', () => {
    test('makes a lease last longer and reads what others wrote', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      await journal.append(appending(lease, 1, { events: [sent(1), sent(2)], lease: undefined }));
      clock.pass(leaseMs - 1);
      const extended = await journal.extend(lease, { leaseMs, afterVersion: 2 });
      expect(extended).toEqual({ kind: 'extended', newer: [sent(2)] });
      clock.pass(leaseMs - 1);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
      expect(await journal.extend(lease, { leaseMs, afterVersion: 3 })).toEqual({
        kind: 'extended',
        newer: [],
      });
    });

    test('tells that a lease was taken, released or never given', async () => {
      const { journal, clock } = newScene(make());
      const request = { leaseMs, afterVersion: 1 };
      const first = await open(journal, 'a');
      clock.pass(leaseMs);
      const taken = await journal.take('a', asWorker('session-2'));
      if (taken.kind !== 'taken') throw new Error(taken.kind);
      expect(await journal.extend(first, request)).toEqual({ kind: 'lease-lost' });
      await journal.append(releasing(taken.payment.lease, 1));
      expect(await journal.extend(taken.payment.lease, request)).toEqual({ kind: 'lease-lost' });
      expect(await journal.extend({ attemptId: 'b', token: 1 }, request)).toEqual({ kind: 'lease-lost' });
    });

    test('revives a lease that ran out but was not taken', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      clock.pass(leaseMs + 1);
      expect((await journal.extend(lease, { leaseMs, afterVersion: 1 })).kind).toBe('extended');
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
    });

    test('keeps a payment leased for as long as an appended event says', async () => {
      const { journal, clock } = newScene(make());
      const lease = await open(journal, 'a');
      const keep = { token: lease.token, afterwards: { kind: 'keep', leaseMs: 100 } } as const;
      await journal.append(appending(lease, 1, { summary: summary(), lease: keep }));
      clock.pass(99);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('held');
      clock.pass(1);
      expect((await journal.take('a', asWorker('session-2'))).kind).toBe('taken');
    });
  });
}

function idsOf(payments: readonly LeasedPayment[]): readonly string[] {
  return payments.map(({ attemptId }) => attemptId);
}

async function takeAll(journal: Journal, session: string): Promise<readonly LeasedPayment[]> {
  const all: LeasedPayment[] = [];
  for (;;) {
    const taken = await journal.takeDue({ ...asWorker(session), rail: 'barcode', limit: 7 });
    if (taken.length === 0) return all;
    all.push(...taken);
  }
}

async function inParallel<T>(lanes: number, all: readonly T[], work: (one: T) => Promise<void>) {
  const rest = [...all];
  const lane = async (): Promise<void> => {
    for (let one = rest.pop(); one !== undefined; one = rest.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
