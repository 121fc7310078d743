/**
 * A file of carried rows: one table for all sides, so that one file says everything that a day leaves to the next. `side` is `ledger`,
 * `transactions`, `awaiting`, `settlements`, `payout` for a batch, `received` for what the bank has recorded for one, `file` for a transaction
 * file that rows wait for, or `covered` for a day whose transactions were all in the books.
 */
export const carriedColumns = `side, day, occurrence, is_listed, is_netted, is_paired, file, family, batch_id, line, kind, printed_type,
  own_id, provider_id, original_own_id, original_provider_id, status, currency, net_currency, gross, fee, net, occurred_ms, settled_ms`;

/** The sides whose rows are of statements, and the tables that they go into. */
export const carriedStatements = [
  { side: 'transactions', table: 'transaction_rows' },
  { side: 'awaiting', table: 'awaiting_rows' },
  { side: 'settlements', table: 'settlement_rows' },
] as const;
