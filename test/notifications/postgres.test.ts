import { createPostgresNotificationLog } from '@alipay-intl/postgres';
import { describe, expect, test } from 'vitest';
import { openAlternatingStore } from '../support/alternating-store.ts';
import { describeStoredLog } from './log-contract.ts';
import { newLogScene, notified } from './notification-scene.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeStoredLog('PostgreSQL', () => ({
    store,
    makeLog: (scope, clock) =>
      createPostgresNotificationLog(store, { scope, clock, handlerTimeoutMs: 1_500 }),
  }));

  test.each(['select 1; commit', 'select 1; commit; begin', 'select 1; rollback; begin; select 2'])(
    'a handler that ends its transaction within a text is told so: %s',
    async (text) => {
      const { log } = newLogScene((scope, clock) => createPostgresNotificationLog(store, { scope, clock }));
      const ending = log.handleInTransaction(
        notified('a'),
        async (session) => void (await session.query(text, [])),
      );
      await expect(ending).rejects.toMatchObject({
        code: 'ERR_STORE_UNAVAILABLE',
        message: expect.stringContaining('ended the transaction'),
      });
    },
  );

  test('no handler may take as long as the server lets a transaction wait', async () => {
    const [idle] = await store.query<{ ms: number }>(
      `select setting::integer as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`,
      [],
    );
    expect(() => createPostgresNotificationLog(store, { scope: 'm', handlerTimeoutMs: idle?.ms })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
    );
    expect(idle?.ms).toBeGreaterThan(50_000);
  });
});
