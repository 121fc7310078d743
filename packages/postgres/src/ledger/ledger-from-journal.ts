import { OptionError } from '@alipay-intl/core/errors';
import type { LedgerRecord, LedgerSource, LedgerWindow } from '@alipay-intl/reconciliation/match';
import { checkStorable } from '../journal/scoped-session.ts';
import type { Store } from '../store.ts';
import { journalRecords } from './journal-records.ts';
import { journaledPayments } from './journaled-payments.ts';

/** Whose payments are own books. */
export interface JournalLedgerOptions {
  /** That of the journal, 1 to 200 characters. */
  readonly scope: string;
}

/**
 * Own books from the payment journal of a store: each payment and each refund is a record. Its moment is that of the first proof
 * that the money moved (the answer or the notification, as the journal received it); where there is none, that at which it was
 * begun. So a record stays on its day when its status changes: a payment of day D that is reversed on D+1 is a record of D,
 * `succeeded` when D is read before, `reversed` when D is read again; D+1 has no record of it. Only one that was begun on D and
 * paid on D+1 moves, from `open` on D to `succeeded` on D+1.
 *
 * `paid` is `succeeded`; `declined` `failed`; `reversed` `reversed`; what is undecided, waits for a person or has an alarm against
 * an end without money is `open`. A payment that ended without money and is refunded nevertheless was paid late: `succeeded`.
 *
 * Reads through an index, a page at a time, without a transaction; a day should be over when it is read.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a scope that is empty or too long. Reading throws StoreError, which comes as the
 * cause of `ERR_LEDGER_UNREADABLE`.
 */
export function ledgerFromJournal(
  store: Store,
  { scope }: JournalLedgerOptions,
): Extract<LedgerSource, { kind: 'records' }> {
  if (typeof scope !== 'string' || scope.length < 1 || scope.length > 200) {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The scope of own books must be a text of 1 to 200 characters.',
      next: 'Pass the scope that the journal was made with.',
    });
  }
  checkStorable(scope);
  return { kind: 'records', read: (window) => recordsOf(store, scope, window) };
}

async function* recordsOf(store: Store, scope: string, window: LedgerWindow): AsyncGenerator<LedgerRecord> {
  for await (const payment of journaledPayments(store, scope, window)) {
    for (const { record, moment } of journalRecords(payment)) if (payment.moments.has(moment)) yield record;
  }
}
