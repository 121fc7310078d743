import { createPostgresDayBook } from '@alipay-intl/postgres';
import { describe } from 'vitest';
import { openAlternatingStore } from '../support/alternating-store.ts';
import { describeDayBook } from './day-book-contract.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeDayBook('PostgreSQL', () => (scope) => createPostgresDayBook(store, { scope }));
});
