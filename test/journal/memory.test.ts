import { createMemoryJournal } from '@alipay-intl/payments/checkout';
import { describeJournal } from './journal-contract.ts';

describeJournal('memory', () => (_scope, clock) => createMemoryJournal(clock));
