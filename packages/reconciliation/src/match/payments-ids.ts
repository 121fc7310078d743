/**
 * Whether the own id of a row of a statement is not one of a refund: there is none, it is Alipay's, or its payment's. The payment may be of
 * an earlier day, or older than the books.
 *
 * @param row - alias of rows of which there are few, as each is looked up in all books.
 */
export function hasNoRefundId(row: string): string {
  const isPayments = (rows: string): string =>
    `or exists (select 1 from ${rows} p where p.kind = 'payment' and p.own_id = ${row}.own_id)`;
  return `(${row}.own_id is null or coalesce(${row}.own_id in (${row}.provider_id, ${row}.original_provider_id, ${row}.original_own_id), false)
  ${['transaction_rows', 'awaiting_rows', 'ledger_rows', 'earlier_rows'].map(isPayments).join('\n  ')}
  or exists (select 1 from ledger_rows r where r.kind = 'refund' and r.original_own_id = ${row}.own_id))`;
}

/**
 * Whether a refund prints the ids of its payment, so that several refunds of the payment share them: then only what happens at the same
 * moment over the same amount is the same refund. docs/wire/statements §4.2
 *
 * @param row - alias of a row of a statement.
 */
export const printsPaymentsIds = (row: string): string => `coalesce(${row}.kind = 'refund' and (
  ${row}.provider_id is null or ${row}.family = 'A1' or ${row}.provider_id = ${row}.original_provider_id
) and ${hasNoRefundId(row)}, false)`;

/** Rows of these kinds move no money of a payment, and may repeat their ids: each try that failed, each change of a reserve. */
export const repeatableKinds = `('authorization', 'total', 'failed', 'account-level', 'provider-rounding')`;
