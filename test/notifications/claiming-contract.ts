import { describe, expect, test } from 'vitest';
import { claimed, type LogMaker, leaseMs, newLogScene, notified } from './notification-scene.ts';

export function describeClaiming(make: () => LogMaker): void {
  describe('claiming', () => {
    test('gives a new notification to its first delivery, and is done once and for all', async () => {
      const { log, clock } = newLogScene(make());
      const claim = await claimed(log, notified('a'));
      expect(claim.key).toBe('a');
      expect(await log.complete(claim)).toBe('completed');
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
      clock.pass(400 * 86_400_000);
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
    });

    test('keeps a second delivery away as long as the claim lives', async () => {
      const { log, clock } = newLogScene(make());
      await claimed(log, notified('a'));
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'busy' });
      clock.pass(leaseMs - 1);
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'busy' });
    });

    test('gives it to another with a higher token once the claim has run out', async () => {
      const { log, clock } = newLogScene(make());
      const slow = await claimed(log, notified('a'));
      clock.pass(leaseMs);
      const next = await claimed(log, notified('a'));
      expect(next.token).toBeGreaterThan(slow.token);
      expect(await log.complete(slow)).toBe('lost');
      await log.fail(slow, { reason: 'Error', retryInMs: undefined });
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'busy' });
      expect(await log.complete(next)).toBe('completed');
      expect(await log.complete(slow)).toBe('lost');
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
    });

    test('lets a slow handler complete as long as nobody else has begun', async () => {
      const { log, clock } = newLogScene(make());
      const claim = await claimed(log, notified('a'));
      clock.pass(10 * leaseMs);
      expect(await log.complete(claim)).toBe('completed');
    });

    test('keeps others away for as long as the claim is made to last', async () => {
      const { log, clock } = newLogScene(make());
      const claim = await claimed(log, notified('a'));
      for (let round = 0; round < 5; round++) {
        clock.pass(leaseMs - 1);
        expect(await log.extend(claim, { leaseMs })).toBe('extended');
        expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'busy' });
      }
      clock.pass(leaseMs);
      const next = await claimed(log, notified('a'));
      expect(await log.extend(claim, { leaseMs })).toBe('lost');
      expect(await log.complete(next)).toBe('completed');
    });

    test('makes a claim last that has run out and that nobody else has taken', async () => {
      const { log, clock } = newLogScene(make());
      const claim = await claimed(log, notified('a'));
      clock.pass(10 * leaseMs);
      expect(await log.extend(claim, { leaseMs })).toBe('extended');
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'busy' });
    });

    test('makes no claim last that is over, and never one that was not there', async () => {
      const { log } = newLogScene(make());
      const failed = await claimed(log, notified('a'));
      await log.fail(failed, { reason: 'E', retryInMs: 0 });
      expect(await log.extend(failed, { leaseMs })).toBe('lost');
      const done = await claimed(log, notified('a'));
      await log.complete(done);
      expect(await log.extend(done, { leaseMs })).toBe('lost');
      expect(await log.extend({ key: 'b', token: 1 }, { leaseMs })).toBe('lost');
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
    });

    test('completes a claim once', async () => {
      const { log } = newLogScene(make());
      const claim = await claimed(log, notified('a'));
      expect(await log.complete(claim)).toBe('completed');
      expect(await log.complete(claim)).toBe('lost');
      await log.fail(claim, { reason: 'Error', retryInMs: 0 });
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
    });

    test('completes nothing that was never claimed', async () => {
      const { log } = newLogScene(make());
      expect(await log.complete({ key: 'a', token: 1 })).toBe('lost');
      await log.fail({ key: 'a', token: 1 }, { reason: 'Error', retryInMs: 0 });
      expect(await log.list({ only: 'waiting', limit: 10 })).toEqual([]);
    });

    test('is free again at once behind a failure, for the next delivery', async () => {
      const { log } = newLogScene(make());
      const first = await claimed(log, notified('a'));
      await log.fail(first, { reason: 'TypeError', retryInMs: 0 });
      expect(await log.complete(first)).toBe('lost');
      expect(await log.list({ only: 'waiting', limit: 10 })).toMatchObject([
        { key: 'a', failures: 1, reason: 'TypeError' },
      ]);
      const second = await claimed(log, notified('a'));
      expect(second.token).toBeGreaterThan(first.token);
      expect(await log.complete(second)).toBe('completed');
    });

    test('a delivery is a new try of what is dead', async () => {
      const { log } = newLogScene(make());
      await log.fail(await claimed(log, notified('a')), { reason: 'Error', retryInMs: undefined });
      expect(await log.complete(await claimed(log, notified('a')))).toBe('completed');
    });

    test('gives one notification to one of 20 deliveries at the same time', async () => {
      const { log } = newLogScene(make());
      const results = await Promise.all(
        Array.from({ length: 20 }, () => log.claim(notified('a'), { leaseMs })),
      );
      expect(results.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'busy')).toHaveLength(19);
    });

    test('gives a claim that has run out to one of 20 deliveries at the same time', async () => {
      const { log, clock } = newLogScene(make());
      await claimed(log, notified('a'));
      clock.pass(leaseMs);
      const results = await Promise.all(
        Array.from({ length: 20 }, () => log.claim(notified('a'), { leaseMs })),
      );
      expect(results.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    });
  });
}
