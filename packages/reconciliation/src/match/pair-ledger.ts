import type { DuckDBConnection } from '@duckdb/node-api';
import { keepBestPairs } from './keep-best-pairs.ts';
import { hasNoRefundId } from './payments-ids.ts';
import { isEmpty, runSql } from './run-sql.ts';
import { hasPaymentsId, keyIdOf, paymentIdOf } from './shared-ids.ts';
import { unmetRows } from './unmet-ledger.ts';

/*
 * Own id: the surest key, as both sides write the merchant's own id. Where both know Alipay's id, it must be the same, or the captured
 * payment's; in store the id of a refund is that of its payment, so there it says nothing. docs/wire/statements §4.1, §11.1
 */
const findByOwnId = `create or replace temp table found as
select l.row_id as ledger_row, t.row_id as transaction_row,
  l.status = 'succeeded' and l.currency = t.currency and l.gross = t.gross as is_plain
from ledger_rows l join transaction_rows t on t.kind = l.kind and t.own_id = l.own_id
where (
    l.provider_id is null or t.provider_id is null or l.provider_id = t.provider_id
    or t.original_provider_id = l.provider_id or ${hasPaymentsId('t')}
  )
  and l.row_id not in (select row_id from ledger_fates)
  and t.row_id not in (select row_id from transaction_fates)`;

const openRows = [
  `create table open_ledger as
select * from ledger_rows anti join pairs on ledger_row = row_id anti join ledger_fates using (row_id)`,
  `create table open_transactions as
select *, ${paymentIdOf('t')} as payment_id, ${keyIdOf('t')} as key_id
from transaction_rows t anti join pairs on transaction_row = row_id anti join transaction_fates using (row_id)
where kind in ('payment', 'refund', 'unknown')`,
];

/** The n-th of one side with the n-th of the other, both in the order of time, so that no order of rows matters; last what yesterday had no money. */
const pairInOrder = (
  rule: string,
  key: { readonly ledger: string; readonly transactions: string },
): string => `insert into pairs
select l.row_id, t.row_id, '${rule}', l.status = 'succeeded' and l.currency = t.currency and l.gross = t.gross and l.kind = t.kind
from (${numbered(key.ledger, `row_id in ${unmetRows}, day`, 'own_id')}) l join (${numbered(key.transactions, 'day', 'file, line')}) t using (key, number)`;

const numbered = (rows: string, first: string, last: string): string => `
  select *, row_number() over (partition by key order by ${first}, occurred_ms, gross, currency, own_id, provider_id, ${last}) as number
  from (${rows})`;

const byProviderId = pairInOrder('provider-id', {
  ledger: `select *, [kind, provider_id] as key from open_ledger where provider_id is not null`,
  transactions: `select *, [kind, key_id] as key from open_transactions where key_id is not null`,
});

/*
 * Alipay's ids of the payments that refunds of own books name by own ids alone. Such a payment may be of an earlier day.
 */
const refundPayments = `create table refund_payments as
with named as (
  select distinct original_own_id from open_ledger
  where kind = 'refund' and original_own_id is not null and original_provider_id is null
)
select own_id, min(provider_id) as provider_id from (
  select own_id, provider_id from ledger_rows where kind = 'payment'
  union all select own_id, provider_id from transaction_rows where kind = 'payment'
  union all select own_id, provider_id from earlier_rows where kind = 'payment'
) where own_id in (select original_own_id from named) and provider_id is not null
group by own_id`;

/*
 * Refunds whose own id is not told, or is none of a refund: what B0 prints there is not documented, and in store it may be the payment's.
 * Two own ids of refunds that differ are two refunds.
 */
const refundsByOriginal = (ledger: string, transaction: string): string =>
  pairInOrder('original-and-amount', {
    ledger: `select *, [${ledger}, currency, gross::varchar] as key from (
        select l.*, coalesce(original_provider_id, p.provider_id) as payment_id
        from open_ledger l left join refund_payments p on p.own_id = l.original_own_id
      ) where kind = 'refund' and ${ledger} is not null`,
    transactions: `select *, [${transaction}, currency, gross::varchar] as key from (
        from open_transactions where kind = 'refund' and (own_id is null or family in ('A1', 'B0'))
      ) o where ${transaction} is not null and (family = 'B0' or ${hasNoRefundId('o')})`,
  });

const printedOwnIdOfPayment = `coalesce(original_own_id, case when family in ('A1', 'B0') then own_id end)`;

/** The same own id in the other class: a payment that the other side has as a refund. */
const inOtherClass = pairInOrder('own-id', {
  ledger: `select *, [own_id, case kind when 'payment' then 'refund' else 'payment' end] as key from open_ledger`,
  transactions: `select *, [own_id, kind] as key from open_transactions
    where own_id in (select own_id from open_ledger) and not (kind = 'refund' and family in ('A1', 'B0'))`,
});

/** The same own id, of a type that is not known. */
const inUnknownClass = pairInOrder('own-id', {
  ledger: `select *, own_id as key from open_ledger where own_id in (select own_id from open_transactions where kind = 'unknown')`,
  transactions: `select *, own_id as key from open_transactions where kind = 'unknown' and own_id is not null`,
});

const dropPaired = [
  'delete from open_ledger where row_id in (select ledger_row from pairs)',
  'delete from open_transactions where row_id in (select transaction_row from pairs)',
];

/** Finds the transaction of each row of own books: {@link findByOwnId} first, what remains by weaker keys. */
export async function pairLedger(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, findByOwnId);
  await keepBestPairs(connection);
  await runSql(
    connection,
    `insert into pairs select ledger_row, transaction_row, 'own-id', is_plain from found`,
  );
  await runSql(connection, 'drop table found');
  for (const statement of openRows) await runSql(connection, statement);
  const weaker = [
    [byProviderId],
    [refundPayments, refundsByOriginal('payment_id', 'payment_id')],
    [refundsByOriginal('original_own_id', printedOwnIdOfPayment)],
    [inOtherClass],
    [inUnknownClass],
  ];
  for (const statements of weaker) {
    if ((await isEmpty(connection, 'open_ledger')) || (await isEmpty(connection, 'open_transactions')))
      return;
    let paired = 0;
    for (const statement of statements) paired = await runSql(connection, statement);
    if (paired === 0) continue;
    for (const drop of dropPaired) await runSql(connection, drop);
  }
}
