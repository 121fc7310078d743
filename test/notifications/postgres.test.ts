import { createPostgresNotificationLog } from '@alipay-intl/postgres';
import { describe } from 'vitest';
import { openAlternatingStore } from '../support/alternating-store.ts';
import { describeStoredLog } from './log-contract.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeStoredLog('PostgreSQL', () => ({
    store,
    makeLog: (scope, clock) =>
      createPostgresNotificationLog(store, { scope, clock, handlerTimeoutMs: 1_500 }),
  }));
});
