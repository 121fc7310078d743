import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { describe, expect, test } from 'vitest';
import { claimed, newLogScene, notified, type StoredLog, takenOne, toProcess } from './notification-scene.ts';

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
      const { log, scope } = newLogScene(stored().makeLog);
      await log.store(toProcess('a'));
      const first = await takenOne(log);
      await log.fail(first.claim, { reason: 'E', retryInMs: 0 });
      const second = await takenOne(log);
      await log.fail(second.claim, { reason: 'E', retryInMs: undefined });
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
  });

  describe('settings', () => {
    const store = {} as Store;

    test.each(['', 'x'.repeat(201), 'a\0b', '\ud800'])('the scope %j is refused', (scope) => {
      expect(() => createPostgresNotificationLog(store, { scope })).toThrow(
        expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
      );
    });

    test.each([99, 50_001, 0.5, Number.NaN])('a time of %s ms for handlers is refused', (ms) => {
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
