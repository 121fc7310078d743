import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { describe, expect, test } from 'vitest';
import {
  claimed,
  leaseMs,
  newLogScene,
  notified,
  type StoredLog,
  takenOne,
  toProcess,
} from './notification-scene.ts';

export function describeStoredData(stored: () => StoredLog): void {
  const messagesOf = async (scope: string): Promise<readonly (string | null)[]> => {
    const rows = await stored().store.query<{ message: string | null }>(
      'select message from alipay_intl.notifications where scope = $1 order by key',
      [scope],
    );
    return rows.map(({ message }) => message);
  };

  describe('what stays in the database', () => {
    test('a message is forgotten when it is done, and kept as long as it is needed', async () => {
      const { log, scope, clock } = newLogScene(stored().makeLog);
      await log.store(toProcess('a'));
      const first = await takenOne(log);
      await log.fail(first.claim, { reason: 'E', retryAtMs: clock.now() });
      const second = await takenOne(log);
      await log.fail(second.claim, { reason: 'E', retryAtMs: undefined });
      expect(await messagesOf(scope)).toEqual([toProcess('a').message]);
      await log.revive('a');
      await log.complete((await takenOne(log)).claim);
      await log.store(toProcess('a'));
      expect(await messagesOf(scope)).toEqual([null]);
      await log.store(toProcess('b'));
      await log.handleInTransaction(notified('b'), async () => undefined);
      await log.complete(await claimed(log, notified('c')));
      expect(await messagesOf(scope)).toEqual([null, null, null]);
    });

    test('what failed before it was acknowledged is processed once a delivery has stored it', async () => {
      const { log, clock } = newLogScene(stored().makeLog);
      await log.fail(await claimed(log, notified('a')), { reason: 'E', retryAtMs: clock.now() });
      const vanished = await claimed(log, notified('b'));
      await log.fail(await claimed(log, notified('c')), { reason: 'E', retryAtMs: undefined });
      for (const key of ['a', 'b', 'c']) expect(await log.store(toProcess(key))).toBe('stored');
      for (const key of ['a', 'b', 'c']) expect(await log.store(toProcess(key))).toBe('known');
      const taken = await log.takeStored({ leaseMs, limit: 10 });
      const messages = taken.map(({ notification }) => notification.message);
      expect(messages.toSorted()).toEqual([toProcess('a').message, toProcess('c').message]);
      clock.pass(leaseMs);
      // Now also the one whose worker has vanished.
      expect(await log.takeStored({ leaseMs, limit: 10 })).toHaveLength(3);
      expect(await log.complete(vanished)).toBe('lost');
    });
  });

  describe('settings', () => {
    const store = {} as Store;

    test.each(['', 'x'.repeat(201), 'a\0b', '\ud800'])('the scope %j is refused', (scope) => {
      expect(() => createPostgresNotificationLog(store, { scope })).toThrow(
        expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
      );
    });

    test.each([99, 600_001, 0.5, Number.NaN])('a time of %s ms for handlers is refused', (ms) => {
      expect(() => createPostgresNotificationLog(store, { scope: 'm', handlerTimeoutMs: ms })).toThrow(
        expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
      );
    });

    test.each([0, 1001, 1.5])('a list of %s is refused', async (limit) => {
      const { log } = newLogScene(stored().makeLog);
      await expect(log.list({ only: 'done', limit })).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
    });
  });
}
