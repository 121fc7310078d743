import type { StoreSession } from '@alipay-intl/postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  claimed,
  type LogScene,
  leaseMs,
  newLogScene,
  notified,
  type StoredLog,
  toProcess,
} from './notification-scene.ts';

/** The merchant's own table. */
const goodsText = 'create table if not exists goods (scope text not null, key text not null, worker integer)';

export function describeTransactions(stored: () => StoredLog): void {
  const newScene = (): LogScene<ReturnType<StoredLog['makeLog']>> => newLogScene(stored().makeLog);
  const deliver = async (session: StoreSession, scope: string, key: string): Promise<void> => {
    await session.query('insert into goods (scope, key) values ($1, $2)', [scope, key]);
  };
  const delivered = async (scope: string): Promise<readonly string[]> => {
    const rows = await stored().store.query<{ key: string }>(
      'select key from goods where scope = $1 order by key',
      [scope],
    );
    return rows.map(({ key }) => key);
  };

  describe('handling in a transaction', () => {
    beforeAll(async () => {
      await stored().store.query(goodsText, []);
    });

    test('keeps effect and mark together', async () => {
      const { log, scope } = newScene();
      expect(await log.handleInTransaction(notified('a'), (session) => deliver(session, scope, 'a'))).toBe(
        'handled',
      );
      const again = log.handleInTransaction(notified('a'), (session) => deliver(session, scope, 'a'));
      expect(await again).toBe('done');
      expect(await log.claim(notified('a'), { leaseMs })).toEqual({ kind: 'done' });
      expect(await log.store(toProcess('a'))).toBe('known');
      expect(await delivered(scope)).toEqual(['a']);
    });

    test('leaves nothing behind when the work throws, and throws just that', async () => {
      const { log, scope } = newScene();
      const reason = new Error('no goods');
      const failing = log.handleInTransaction(notified('a'), async (session) => {
        await deliver(session, scope, 'a');
        throw reason;
      });
      await expect(failing).rejects.toBe(reason);
      expect(await delivered(scope)).toEqual([]);
      for (const only of ['waiting', 'claimed', 'done', 'dead'] as const) {
        expect(await log.list({ only, limit: 10 })).toEqual([]);
      }
      const again = log.handleInTransaction(notified('a'), (session) => deliver(session, scope, 'a'));
      expect(await again).toBe('handled');
      expect(await delivered(scope)).toEqual(['a']);
    });

    test('handles nothing when a statement failed, even where the work hides it', async () => {
      const { log, scope } = newScene();
      const hiding = log.handleInTransaction(notified('a'), async (session) => {
        await deliver(session, scope, 'a');
        await session.query('insert into goods (scope) values (null)', []).catch(() => undefined);
      });
      await expect(hiding).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(await delivered(scope)).toEqual([]);
      expect(await log.list({ only: 'done', limit: 10 })).toEqual([]);
    });

    test('handles nothing when the work rolls back by itself', async () => {
      const { log, scope } = newScene();
      const undoing = log.handleInTransaction(notified('a'), async (session) => {
        await deliver(session, scope, 'a');
        await session.query('rollback', []);
      });
      await expect(undoing).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(await delivered(scope)).toEqual([]);
      expect(await log.claim(notified('a'), { leaseMs })).toMatchObject({ kind: 'claimed' });
    });

    describe('tells of work that ended its transaction by itself', () => {
      const endings: readonly (readonly [name: string, ends: readonly string[], stays: readonly string[]])[] =
        [
          ['by a commit', ['commit'], ['a', 'b']],
          ['by a commit, and began another', ['commit', 'begin'], ['a']],
          ['by a rollback', ['rollback'], ['b']],
          ['by a rollback, and began another', ['rollback', 'begin'], []],
          ['by a commit in other letters behind a comment', ['/* select */ COMMIT'], ['a', 'b']],
          ['by a rollback behind plain statements', ['select 1', 'rollback', 'select 1'], ['b']],
        ];

      test.each(endings)('%s', async (_name, ends, stays) => {
        const { log, scope } = newScene();
        const ending = log.handleInTransaction(notified('a'), async (session) => {
          await deliver(session, scope, 'a');
          for (const end of ends) await session.query(end, []);
          await deliver(session, scope, 'b');
        });
        await expect(ending).rejects.toMatchObject({
          code: 'ERR_STORE_UNAVAILABLE',
          message: expect.stringContaining('ended the transaction'),
        });
        expect(await delivered(scope)).toEqual(stays);
        const isCommitted = stays.includes('a');
        const done = await log.list({ only: 'done', limit: 10 });
        expect(done).toHaveLength(isCommitted ? 1 : 0);
      });

      test.each(endings)('%s, and threw', async (_name, ends) => {
        const { log, scope } = newScene();
        const reason = new Error('no goods');
        const ending = log.handleInTransaction(notified('a'), async (session) => {
          await deliver(session, scope, 'a');
          for (const end of ends) await session.query(end, []);
          throw reason;
        });
        await expect(ending).rejects.toMatchObject({
          code: 'ERR_STORE_UNAVAILABLE',
          message: expect.stringContaining('ended the transaction'),
          cause: reason,
        });
      });

      test('and of none that only used a savepoint', async () => {
        const { log, scope } = newScene();
        const handled = log.handleInTransaction(notified('a'), async (session) => {
          await session.query('savepoint mine', []);
          await deliver(session, scope, 'undone');
          await session.query('rollback to savepoint mine', []);
          await deliver(session, scope, 'a');
        });
        expect(await handled).toBe('handled');
        expect(await delivered(scope)).toEqual(['a']);
      });
    });

    test('works once for 20 deliveries at the same time; the others wait and find it done', async () => {
      const { log, scope } = newScene();
      const results = await Promise.all(
        Array.from({ length: 20 }, () =>
          log.handleInTransaction(notified('a'), async (session) => {
            await deliver(session, scope, 'a');
            await new Promise((resolve) => setTimeout(resolve, 50));
          }),
        ),
      );
      expect(results.filter((result) => result === 'handled')).toHaveLength(1);
      expect(results.filter((result) => result === 'done')).toHaveLength(19);
      expect(await delivered(scope)).toEqual(['a']);
    });

    test('a delivery that waited takes over when the work before it threw', async () => {
      const { log, scope } = newScene();
      let isFirst = true;
      const results = await Promise.allSettled(
        Array.from({ length: 4 }, () =>
          log.handleInTransaction(notified('a'), async (session) => {
            await deliver(session, scope, 'a');
            const isFailing = isFirst;
            isFirst = false;
            if (isFailing) throw new Error('no goods');
          }),
        ),
      );
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(await delivered(scope)).toEqual(['a']);
    });

    test('takes over what failed, what is stored and what has run out, and no living claim', async () => {
      const { log, scope, clock } = newScene();
      await log.fail(await claimed(log, notified('failed')), { reason: 'E', retryInMs: 0 });
      await log.store(toProcess('stored'));
      const slow = await claimed(log, notified('claimed'));
      const handle = (key: string): Promise<'handled' | 'done'> =>
        log.handleInTransaction(notified(key), (session) => deliver(session, scope, key));
      await expect(handle('claimed')).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(await delivered(scope)).toEqual([]);
      clock.pass(leaseMs);
      for (const key of ['failed', 'stored', 'claimed']) expect(await handle(key)).toBe('handled');
      expect(await log.complete(slow)).toBe('lost');
      expect(await log.takeStored({ leaseMs, limit: 10 })).toEqual([]);
      expect(await delivered(scope)).toEqual(['claimed', 'failed', 'stored']);
    });

    test('lends its session for the work alone', async () => {
      const { log, scope } = newScene();
      const lent: StoreSession[] = [];
      await log.handleInTransaction(notified('a'), async (session) => void lent.push(session));
      const late = lent.map((session) => deliver(session, scope, 'late'));
      await expect(Promise.all(late)).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(lent).toHaveLength(1);
      expect(await delivered(scope)).toEqual([]);
    });

    test('ends work that waits for the store instead of using its session', async () => {
      const { store } = stored();
      const { log, scope } = newScene();
      const lent: StoreSession[] = [];
      const misused = log.handleInTransaction(notified('a'), async (session) => {
        lent.push(session);
        await deliver(session, scope, 'a');
        await store.query('select 1', []);
        await new Promise(() => undefined);
      });
      await expect(misused).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(await delivered(scope)).toEqual([]);
      const late = lent.map((session) => deliver(session, scope, 'late'));
      await expect(Promise.all(late)).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      const again = log.handleInTransaction(notified('a'), (session) => deliver(session, scope, 'a'));
      expect(await again).toBe('handled');
      expect(await delivered(scope)).toEqual(['a']);
    });
  });
}
