import { describe, expect, test } from 'vitest';
import { intent, type JournalMaker, newScene, open, opening, releasing, sent } from './journal-scene.ts';

export function describeOpening(make: () => JournalMaker): void {
  describe('opening', () => {
    test('writes the payment down and gives a lease', async () => {
      const { journal } = newScene(make());
      const events = [intent(1), sent(1)];
      const lease = await open(journal, 'a', { events });
      expect(lease.attemptId).toBe('a');
      expect(await journal.load('a')).toEqual({
        attemptId: 'a',
        fingerprint: 'fingerprint of a',
        version: 2,
        events,
      });
    });

    test('knows nothing of a payment that was never opened', async () => {
      const { journal } = newScene(make());
      expect(await journal.load('a')).toBeUndefined();
    });

    test('tells the fingerprint of an id that was opened before, and changes nothing', async () => {
      const { journal } = newScene(make());
      await open(journal, 'a', { orderKey: 'order-1' });
      const again = opening('a', { fingerprint: 'other', orderKey: 'order-2', events: [intent(2), sent(1)] });
      expect(await journal.open(again)).toEqual({ kind: 'exists', fingerprint: 'fingerprint of a' });
      expect((await journal.load('a'))?.events).toEqual([intent(1)]);
      // The order of the refused opening is still free.
      await open(journal, 'b', { orderKey: 'order-2' });
    });

    test('says first that the id exists, then that the order is taken', async () => {
      const { journal } = newScene(make());
      await open(journal, 'a', { orderKey: 'order-1' });
      await open(journal, 'b', { orderKey: 'order-2' });
      const both = await journal.open(opening('a', { orderKey: 'order-2' }));
      expect(both.kind).toBe('exists');
    });

    test('keeps an order from a second attempt until the first frees it', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a', { orderKey: 'order-1' });
      const second = opening('b', { orderKey: 'order-1' });
      expect(await journal.open(second)).toEqual({ kind: 'order-taken', attemptId: 'a', state: 'open' });
      expect(await journal.load('b')).toBeUndefined();
      await journal.append(releasing(lease, 1, { state: 'declined', freesOrder: true }));
      expect((await journal.open(second)).kind).toBe('opened');
      expect(await journal.open(opening('c', { orderKey: 'order-1' }))).toMatchObject({
        kind: 'order-taken',
        attemptId: 'b',
      });
    });

    test('tells the state of the attempt that has the order', async () => {
      const { journal } = newScene(make());
      const lease = await open(journal, 'a', { orderKey: 'order-1' });
      await journal.append(releasing(lease, 1, { state: 'paid' }));
      expect(await journal.open(opening('b', { orderKey: 'order-1' }))).toEqual({
        kind: 'order-taken',
        attemptId: 'a',
        state: 'paid',
      });
    });

    test('lets attempts without an order stand beside each other', async () => {
      const { journal } = newScene(make());
      await open(journal, 'a');
      await open(journal, 'b');
    });

    test('gives an order to exactly one of 20 attempts at the same time', async () => {
      const { journal } = newScene(make());
      const ids = Array.from({ length: 20 }, (_, index) => `attempt-${index}`);
      const results = await Promise.all(ids.map((id) => journal.open(opening(id, { orderKey: 'order-1' }))));
      const winners = ids.filter((_, index) => results[index]?.kind === 'opened');
      expect(winners).toHaveLength(1);
      for (const result of results.filter(({ kind }) => kind !== 'opened')) {
        expect(result).toEqual({ kind: 'order-taken', attemptId: winners[0], state: 'open' });
      }
    });

    test('opens an id once, of 20 times at the same time', async () => {
      const { journal } = newScene(make());
      const results = await Promise.all(Array.from({ length: 20 }, () => journal.open(opening('a'))));
      expect(results.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'exists')).toHaveLength(19);
      expect((await journal.load('a'))?.version).toBe(1);
    });
  });
}
