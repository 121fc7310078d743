import { describe, expect, test } from 'vitest';
import {
  claimed,
  keysOf,
  type LogMaker,
  leaseMs,
  newLogScene,
  notified,
  takenOne,
  toProcess,
} from './notification-scene.ts';

export function describeStoring(make: () => LogMaker): void {
  describe('storing', () => {
    test('knows what it has stored, and gives it back whole', async () => {
      const { log } = newLogScene(make());
      const entry = toProcess('a', { family: 'acquiring', type: 'some.function', reference: undefined });
      expect(await log.store(entry)).toBe('stored');
      expect(await log.store({ ...entry, type: 'other', message: '{}' })).toBe('known');
      const taken = await takenOne(log);
      expect(taken).toEqual({
        claim: { key: 'a', token: expect.any(Number) },
        notification: entry,
        failures: 0,
      });
    });

    test('still knows it when it is done, and never gives it again', async () => {
      const { log, clock } = newLogScene(make());
      await log.store(toProcess('a'));
      expect(await log.complete((await takenOne(log)).claim)).toBe('completed');
      clock.pass(400 * 86_400_000);
      expect(await log.store(toProcess('a'))).toBe('known');
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
    });

    test('knows what was handled without being stored', async () => {
      const { log } = newLogScene(make());
      await log.complete(await claimed(log, notified('a')));
      expect(await log.store(toProcess('a'))).toBe('known');
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
    });

    test('does not process what a delivery is still handling', async () => {
      const { log } = newLogScene(make());
      await claimed(log, notified('a'));
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
    });

    test('takes the message of what failed or vanished before it was acknowledged, and processes it', async () => {
      const { log, clock } = newLogScene(make());
      await log.fail(await claimed(log, notified('a')), { reason: 'E', retryInMs: 0 });
      const vanished = await claimed(log, notified('b'));
      await log.fail(await claimed(log, notified('c')), { reason: 'E', retryInMs: undefined });
      for (const key of ['a', 'b', 'c']) expect(await log.store(toProcess(key))).toBe('stored');
      for (const key of ['a', 'b', 'c']) expect(await log.store(toProcess(key))).toBe('known');
      const taken = await log.takeStored({ leaseMs, limit: 10 });
      const messages = taken.map(({ notification }) => notification.message);
      expect(messages.toSorted()).toEqual([toProcess('a').message, toProcess('c').message]);
      expect(taken.map(({ failures }) => failures)).toEqual([1, 1]);
      clock.pass(leaseMs);
      // Now also the one whose worker has vanished.
      expect(await log.takeStored({ leaseMs, limit: 10 })).toHaveLength(3);
      expect(await log.complete(vanished)).toBe('lost');
    });

    test('lets a living claim end what it began, although its message came meanwhile', async () => {
      const { log, clock } = newLogScene(make());
      const slow = await claimed(log, notified('a'));
      expect(await log.store(toProcess('a'))).toBe('stored');
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      expect(await log.complete(slow)).toBe('completed');
      clock.pass(leaseMs);
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      expect(await log.store(toProcess('a'))).toBe('known');
    });

    test('stores a notification for one of 20 deliveries at the same time', async () => {
      const { log } = newLogScene(make());
      const results = await Promise.all(Array.from({ length: 20 }, () => log.store(toProcess('a'))));
      expect(results.filter((result) => result === 'stored')).toHaveLength(1);
      expect(await log.takeStored({ leaseMs, limit: 10 })).toHaveLength(1);
    });
  });

  describe('taking what is stored', () => {
    test('gives the oldest first, as many as asked for', async () => {
      const { log, clock } = newLogScene(make());
      for (const key of ['c', 'a', 'd', 'b']) {
        await log.store(toProcess(key));
        clock.pass(1);
      }
      expect(keysOf(await log.takeStored({ leaseMs, limit: 3 }))).toEqual(['c', 'a', 'd']);
      expect(keysOf(await log.takeStored({ leaseMs, limit: 3 }))).toEqual(['b']);
      expect(await log.takeStored({ leaseMs, limit: 3 })).toEqual([]);
    });

    test('gives a failed one again when its time has come, with the number of its failures', async () => {
      const { log, clock } = newLogScene(make());
      await log.store(toProcess('a'));
      const { claim } = await takenOne(log);
      await log.fail(claim, { reason: 'ERR_STORE_UNAVAILABLE', retryInMs: 10_000 });
      clock.pass(9_999);
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      clock.pass(1);
      const again = await takenOne(log);
      expect(again).toMatchObject({ notification: toProcess('a'), failures: 1 });
      expect(again.claim.token).toBeGreaterThan(claim.token);
      expect(await log.complete(claim)).toBe('lost');
      expect(await log.complete(again.claim)).toBe('completed');
    });

    test('gives a revived one another round, as one that has never failed', async () => {
      const { log } = newLogScene(make());
      await log.store(toProcess('a'));
      for (let failures = 0; failures < 3; failures++) {
        const taken = await takenOne(log);
        expect(taken.failures).toBe(failures);
        await log.fail(taken.claim, { reason: 'E', retryInMs: failures < 2 ? 0 : undefined });
      }
      expect(await log.revive('a')).toBe(true);
      expect(await log.list({ only: 'waiting', limit: 10 })).toMatchObject([{ failures: 0, reason: 'E' }]);
      expect((await takenOne(log)).failures).toBe(0);
    });

    test('gives one again whose worker has vanished', async () => {
      const { log, clock } = newLogScene(make());
      await log.store(toProcess('a'));
      const vanished = await takenOne(log);
      clock.pass(leaseMs - 1);
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      clock.pass(1);
      const next = await takenOne(log);
      expect(next.failures).toBe(0);
      expect(await log.complete(vanished.claim)).toBe('lost');
      expect(await log.complete(next.claim)).toBe('completed');
    });

    test('gives a dead one no more, until somebody revives it', async () => {
      const { log, clock } = newLogScene(make());
      await log.store(toProcess('a'));
      expect(await log.revive('a')).toBe(false);
      await log.fail((await takenOne(log)).claim, { reason: 'TypeError', retryInMs: undefined });
      clock.pass(400 * 86_400_000);
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      expect(await log.store(toProcess('a'))).toBe('known');
      expect(await log.revive('a')).toBe(true);
      expect(await log.revive('a')).toBe(false);
      const revived = await takenOne(log);
      expect(revived).toMatchObject({ notification: toProcess('a'), failures: 0 });
      expect(await log.complete(revived.claim)).toBe('completed');
      expect(await log.revive('a')).toBe(false);
      expect(await log.revive('b')).toBe(false);
    });

    test('gives none to two of 8 workers at the same time', async () => {
      const { log } = newLogScene(make());
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`);
      for (const key of keys) await log.store(toProcess(key));
      const taken: string[] = [];
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          // A worker may find all that is due locked by others; that something is left shows the next round.
          for (let round = 0; round < 60; round++) {
            taken.push(...keysOf(await log.takeStored({ leaseMs, limit: 7 })));
          }
        }),
      );
      expect(taken.toSorted()).toEqual(keys.toSorted());
    });
  });
}
