import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, readSql, runSql } from './run-sql.ts';

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
    or t.original_provider_id = l.provider_id or (t.family = 'A1' and t.kind = 'refund')
  )
  and l.row_id not in (select row_id from ledger_fates)
  and t.row_id not in (select row_id from transaction_fates)`;

/** Several rows under one own id: the one with the same id of Alipay and the same amount, else the earliest. */
const keepBest = `delete from found using (
  select ledger_row, transaction_row, row_number() over (
    partition by ledger_row
    order by (l.provider_id = t.provider_id) desc nulls last, is_plain desc, t.day, t.occurred_ms, t.gross, t.provider_id, t.file, t.line
  ) as rank
  from found join ledger_rows l on l.row_id = ledger_row join transaction_rows t on t.row_id = transaction_row
  where ledger_row in (select ledger_row from found group by all having count(*) > 1)
) ranked
where ranked.rank > 1 and found.ledger_row = ranked.ledger_row and found.transaction_row = ranked.transaction_row`;

const openRows = [
  `create table open_ledger as
select * from ledger_rows anti join pairs on ledger_row = row_id anti join ledger_fates using (row_id)`,
  `create table open_transactions as
select *, case when family = 'A1' and kind = 'refund' then coalesce(original_provider_id, provider_id) else original_provider_id end
    as payment_id,
  case when family = 'A1' and kind = 'refund' then null else provider_id end as key_id
from transaction_rows anti join pairs on transaction_row = row_id anti join transaction_fates using (row_id)
where kind in ('payment', 'refund', 'unknown')`,
];

/** The n-th of one side with the n-th of the other, both in the order of time, so that no order of rows matters. */
const pairInOrder = (
  rule: string,
  key: { readonly ledger: string; readonly transactions: string },
): string => `insert into pairs
select l.row_id, t.row_id, '${rule}', l.status = 'succeeded' and l.currency = t.currency and l.gross = t.gross and l.kind = t.kind
from (${numbered(key.ledger, 'own_id')}) l join (${numbered(key.transactions, 'file, line')}) t using (key, number)`;

const numbered = (rows: string, last: string): string => `
  select *, row_number() over (partition by key order by day, occurred_ms, gross, currency, own_id, provider_id, ${last}) as number
  from (${rows})`;

const byProviderId = pairInOrder('provider-id', {
  ledger: `select *, [kind, provider_id] as key from open_ledger where provider_id is not null`,
  transactions: `select *, [kind, key_id] as key from open_transactions where key_id is not null`,
});

/*
 * Refunds whose own id is not told, or is another: what B0 prints there is not documented, and in store it may be the payment's.
 */
const refundsByOriginal = (ledger: string, transaction: string): string =>
  pairInOrder('original-and-amount', {
    ledger: `select *, [${ledger}, currency, gross::varchar] as key from open_ledger l where kind = 'refund' and ${ledger} is not null`,
    transactions: `select *, [${transaction}, currency, gross::varchar] as key from open_transactions
      where kind = 'refund' and ${transaction} is not null and (own_id is null or family in ('A1', 'B0'))`,
  });

const alipaysIdOfPayment = `coalesce(original_provider_id,
  (select min(provider_id) from ledger_rows p where p.kind = 'payment' and p.own_id = l.original_own_id),
  (select min(provider_id) from transaction_rows p where p.kind = 'payment' and p.own_id = l.original_own_id))`;

/** The same own id in the other class: a payment that the other side has as a refund. */
const byOwnIdAlone = pairInOrder('own-id', {
  ledger: `select *, own_id as key from open_ledger`,
  transactions: `select *, own_id as key from open_transactions t
    where own_id is not null and exists (select 1 from open_ledger l where l.own_id = t.own_id and l.kind <> t.kind)
      and not (kind = 'refund' and family in ('A1', 'B0'))`,
});

const dropPaired = [
  'delete from open_ledger where row_id in (select ledger_row from pairs)',
  'delete from open_transactions where row_id in (select transaction_row from pairs)',
];

/** Finds the transaction of each row of own books: {@link findByOwnId} first, what remains by weaker keys. */
export async function pairLedger(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, findByOwnId);
  const [first] = await readSql<{ many: bigint }>(
    connection,
    'select count(*) as many from (select ledger_row from found group by all having count(*) > 1)',
  );
  if (first !== undefined && first.many > 0n) await runSql(connection, keepBest);
  await runSql(
    connection,
    `insert into pairs select ledger_row, transaction_row, 'own-id', is_plain from found`,
  );
  await runSql(connection, 'drop table found');
  for (const statement of openRows) await runSql(connection, statement);
  const weaker = [
    byProviderId,
    refundsByOriginal(alipaysIdOfPayment, 'payment_id'),
    refundsByOriginal('original_own_id', 'original_own_id'),
    byOwnIdAlone,
  ];
  for (const statement of weaker) {
    if ((await isEmpty(connection, 'open_ledger')) || (await isEmpty(connection, 'open_transactions')))
      return;
    await runSql(connection, statement);
    for (const drop of dropPaired) await runSql(connection, drop);
  }
}
