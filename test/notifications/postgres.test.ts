import { createPostgresNotificationLog } from '@alipay-intl/postgres';
import { describe, expect, test } from 'vitest';
import { openAlternatingStore } from '../support/alternating-store.ts';
import { describeStoredLog } from './log-contract.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeStoredLog('PostgreSQL', () => ({
    store,
    makeLog: (scope, clock) =>
      createPostgresNotificationLog(store, { scope, clock, handlerTimeoutMs: 1_500 }),
  }));

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
