import { describe } from 'vitest';
import { openAlternatingStore } from '../../../../test/support/alternating-store.ts';
import { describeLedgers } from './ledger-contract.ts';

const { store, isMissing } = await openAlternatingStore();

describe.skipIf(isMissing)('with a server', () => {
  describeLedgers('PostgreSQL', () => store);
});
