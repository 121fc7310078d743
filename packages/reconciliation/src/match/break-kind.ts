/**
 * In what two books differ. docs/wire/statements §11.5. What each means and what to do: docs/reconciling.md.
 *
 * The first seventeen are about a payment, a refund or a settlement of one; `SUMMARY_MISMATCH` about a batch or a payout; the rest
 * about files.
 */
export type BreakKind =
  | 'MISSING_AT_PROVIDER'
  | 'MISSING_IN_LEDGER'
  | 'AMOUNT_MISMATCH'
  | 'CURRENCY_MISMATCH'
  | 'FEE_MISMATCH'
  | 'FX_MISMATCH'
  | 'NET_FORMULA_MISMATCH'
  | 'STATUS_MISMATCH'
  | 'TYPE_MISMATCH'
  | 'DUPLICATE_AT_PROVIDER'
  | 'DUPLICATE_IN_LEDGER'
  | 'PENDING_SETTLEMENT'
  | 'OVERDUE_SETTLEMENT'
  | 'SETTLED_TWICE'
  | 'SETTLED_BUT_NOT_TRANSACTED'
  | 'ORPHAN_REFUND'
  | 'OVER_REFUND'
  | 'SUMMARY_MISMATCH'
  | FileBreakKind;

/** What keeps a file from being compared. Findings of the reader come under their own codes, docs/statements.md. */
export type FileBreakKind =
  | 'FILE_MISSING'
  | 'FILE_TRUNCATED'
  | 'FILE_SEQ_GAP'
  | 'FILE_CHANGED'
  | 'UNKNOWN_COLUMN'
  | 'MISSING_COLUMN'
  | 'UNIT_AMBIGUOUS'
  | 'ROW_MALFORMED'
  | 'FILE_REFUSED';

/**
 * Whether somebody has to look. `waiting`: in order until its due day, a row that the neighbouring day's file may have or a settlement
 * that is not due. `open`: nobody knows why yet.
 */
export type BreakStanding = 'open' | 'waiting';

/** The question that a break answers with no. With the row it makes the id of the break, so that it stays when the kind changes. */
export type BreakQuestion =
  | 'known-to-both'
  | 'same-amount'
  | 'same-currency'
  | 'same-status'
  | 'same-type'
  | 'once-at-provider'
  | 'once-in-ledger'
  | 'settled'
  | 'settled-once'
  | 'settled-as-transacted'
  | 'fee-as-agreed'
  | 'rate-as-agreed'
  | 'net-formula'
  | 'refund-has-payment'
  | 'refunds-within-payment'
  | 'sums-agree'
  | 'file-whole';
