import { createPostgresJournal } from '@alipay-intl/postgres';
import { describe } from 'vitest';
import { openAlternatingStore } from '../support/alternating-store.ts';
import { describeJournal } from './journal-contract.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeJournal('PostgreSQL', () => (scope, clock) => createPostgresJournal(store, { scope, clock }));
});
