import { createMemoryDayBook } from '@alipay-intl/reconciliation/days';
import { describeDayBook } from './day-book-contract.ts';

describeDayBook('memory', () => () => createMemoryDayBook());
