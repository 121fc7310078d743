import { OptionError } from '@alipay-intl/core/errors';
import type { LedgerSource } from './ledger-source.ts';

type RecordSource = Extract<LedgerSource, { kind: 'records' }>;
type CsvSource = Extract<LedgerSource, { kind: 'csv' }>;

/**
 * Own books that a function of yours reads, from whatever holds them.
 *
 * @param read - yields every payment and refund whose `occurredAtMs` is in the window, once, in any order, and no other. Called
 * again for each run of a day. What it throws becomes `ERR_LEDGER_UNREADABLE`.
 * @throws OptionError `ERR_OPTION_INVALID` for what is no function.
 */
export function ledgerFromRecords(read: RecordSource['read']): RecordSource {
  assertFunction('ledgerFromRecords', read);
  return { kind: 'records', read };
}

/**
 * Own books in CSV files. docs/own-books.md has the columns.
 *
 * @param pathOf - the file that holds a day (`YYYY-MM-DD`, UTC+8); it may hold other days, too. Throws where there is none.
 * @throws OptionError `ERR_OPTION_INVALID` for what is no function.
 */
export function ledgerFromCsv(pathOf: CsvSource['pathOf']): CsvSource {
  assertFunction('ledgerFromCsv', pathOf);
  return { kind: 'csv', pathOf };
}

function assertFunction(name: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new OptionError('ERR_OPTION_INVALID', {
    what: `${name} was given what is no function.`,
    next: 'Pass a function; docs/own-books.md has examples.',
  });
}
