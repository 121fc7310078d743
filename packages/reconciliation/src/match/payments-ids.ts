/**
 * Whether a refund prints the ids of its payment, so that several refunds of the payment share them: then only what happens at the same
 * moment over the same amount is the same refund. The payment may be of an earlier day. docs/wire/statements §4.2
 *
 * @param row - alias of a row of a statement.
 */
export const printsPaymentsIds = (row: string): string => `coalesce(${row}.kind = 'refund' and (
  ${row}.provider_id is null or ${row}.family = 'A1' or ${row}.provider_id = ${row}.original_provider_id
) and (
  ${row}.own_id is null or ${row}.own_id = ${row}.provider_id or ${row}.own_id = ${row}.original_own_id
  or exists (select 1 from transaction_rows p where p.kind = 'payment' and p.own_id = ${row}.own_id)
  or exists (select 1 from ledger_rows p where p.kind = 'payment' and p.own_id = ${row}.own_id)
  or exists (select 1 from ledger_rows r where r.kind = 'refund' and r.original_own_id = ${row}.own_id)
  or exists (select 1 from earlier_rows p where p.kind = 'payment' and p.own_id = ${row}.own_id)
), false)`;

/** Rows of these kinds move no money of a payment, and may repeat their ids: each try that failed, each change of a reserve. */
export const repeatableKinds = `('authorization', 'total', 'failed', 'account-level', 'provider-rounding')`;
