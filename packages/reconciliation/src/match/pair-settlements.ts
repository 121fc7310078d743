import type { DuckDBConnection } from '@duckdb/node-api';
import { isFeeKnown } from './known-fee.ts';
import { markSettledTwice } from './mark-settled-twice.ts';
import { hasNoRefundId } from './payments-ids.ts';
import { isEmpty, runSql } from './run-sql.ts';
import { hasPaymentsId, keyIdOf, paymentIdOf } from './shared-ids.ts';

/** Rows of settlements that are payments, refunds or about one; the others belong to no transaction. */
const openRows = [
  `create table open_settlements as
select *, ${paymentIdOf('s')} as payment_id, ${keyIdOf('s')} as key_id, ${hasPaymentsId('s')} as shares_ids
from settlement_rows s
where kind not in ('authorization', 'total', 'failed', 'account-level', 'provider-rounding')`,
];

/*
 * Both ids and the class. A file that has the same row twice finds the transaction twice, so the first of them is taken.
 */
const byBothIds = `insert into settled
select a.row_id, s.row_id, 'own-and-provider-id', ${plain('a', 's')}
from awaiting a join settlement_rows s
  on s.kind = a.kind and s.own_id is not distinct from a.own_id and s.provider_id is not distinct from a.provider_id
where (s.own_id is not null or s.provider_id is not null)
  and a.row_id not in (select row_id from transaction_fates where disposition = 'duplicate')
  and s.row_id not in (select row_id from repeated_settlements)
  and a.row_id not in (select row_id from repeated_transactions)`;

function plain(awaiting: string, settlement: string): string {
  const same = (column: string): string =>
    `(${awaiting}.${column} is null or ${settlement}.${column} is null or ${awaiting}.${column} = ${settlement}.${column})`;
  const sameFee = `(not ${isFeeKnown(awaiting)} or ${settlement}.fee is null or ${awaiting}.fee = ${settlement}.fee
    or ${awaiting}.net_currency is distinct from ${settlement}.net_currency)`;
  return `${same('currency')} and ${same('gross')} and ${sameFee}`;
}

const openAwaiting = (where: string): string => `create or replace table open_awaiting as
select *, ${paymentIdOf('a')} as payment_id, ${keyIdOf('a')} as key_id
from awaiting a anti join settled on awaiting_row = row_id
where row_id not in (select row_id from transaction_fates where disposition = 'duplicate') and ${where}`;

interface PairKeys {
  readonly awaiting: string;
  readonly settlements: string;
}

const pairInOrder = (rule: string, { awaiting, settlements }: PairKeys): string => `insert into settled
select a.row_id, s.row_id, '${rule}', ${plain('a', 's')}
from (${numbered('open_awaiting', awaiting)}) a join (${numbered('open_settlements', settlements)}) s using (key, number)`;

const numbered = (table: string, key: string): string => `
  select *, row_number() over (partition by key order by day, occurred_ms, gross, currency, own_id, provider_id, net, file, line) as number
  from (select *, ${key} as key from ${table}) where key is not null`;

const ownId = `case when own_id is not null then json_array(kind, own_id) end`;
// A capture has its authorization as original, and in store a refund has the id of its payment.
const ownIdWithoutProvider = `case when own_id is not null and (provider_id is null or payment_id is not null) then json_array(kind, own_id) end`;

/** Rows that several have the ids of: the n-th with the n-th. */
const byBothIdsInOrder = pairInOrder(
  'own-and-provider-id',
  same(
    `case when own_id is not null or provider_id is not null then json_array(kind, own_id, provider_id) end`,
  ),
);

/**
 * Refunds of one payment over the same amount, where the own id of one side does not say which of them it is: two own ids that differ are
 * two refunds.
 */
function byAmount(payment: 'payment_id' | 'original_own_id'): readonly (readonly [string, PairKeys])[] {
  const key = (isOpen: string): string =>
    `case when kind = 'refund' and ${payment} is not null and ${isOpen} then json_array(${payment}, currency, gross) end`;
  return [
    ['original-and-amount', { awaiting: key('true'), settlements: key(hasNoRefundId('open_settlements')) }],
    ['original-and-amount', { awaiting: key(hasNoRefundId('open_awaiting')), settlements: key('true') }],
  ];
}

/** Weaker keys, the surest first. A text stands for each key; it is null where a row does not have it. */
const weaker: readonly (readonly [rule: string, keys: PairKeys])[] = [
  ['provider-id', same(`case when key_id is not null then json_array(kind, key_id) end`)],
  ['own-id', { awaiting: ownIdWithoutProvider, settlements: ownId }],
  ['own-id', { awaiting: ownId, settlements: ownIdWithoutProvider }],
  ...byAmount('payment_id'),
  ...byAmount('original_own_id'),
  [
    'cancelled',
    {
      awaiting: `case when kind = 'cancel' and provider_id is not null then json_array(provider_id, currency, gross) end`,
      settlements: `case when kind = 'refund' and provider_id is not null then json_array(provider_id, currency, gross) end`,
    },
  ],
];

function same(key: string): PairKeys {
  return { awaiting: key, settlements: key };
}

/** Finds the transaction of each row of the settlement files. */
export async function pairSettlements(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, byBothIds);
  for (const statement of [...openRows, openAwaiting('true')]) await runSql(connection, statement);
  await dropPaired(connection);
  await pairBy(connection, byBothIdsInOrder);
  await markSettledTwice(connection);
  await pairByWeaker(connection);
}

/** Tries once more for those settlements that have found none, with these rows only. */
export async function pairAgain(connection: DuckDBConnection, rows: string): Promise<void> {
  await runSql(connection, openAwaiting(`row_id in (${rows})`));
  await pairBy(connection, byBothIdsInOrder);
  await pairByWeaker(connection);
}

async function pairByWeaker(connection: DuckDBConnection): Promise<void> {
  for (const [rule, keys] of weaker) {
    if (!(await pairBy(connection, pairInOrder(rule, keys)))) return;
  }
}

/** @returns whether there may be more to pair. */
async function pairBy(connection: DuckDBConnection, statement: string): Promise<boolean> {
  if ((await isEmpty(connection, 'open_awaiting')) || (await isEmpty(connection, 'open_settlements')))
    return false;
  if ((await runSql(connection, statement)) > 0) await dropPaired(connection);
  return true;
}

async function dropPaired(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, 'delete from open_awaiting where row_id in (select awaiting_row from settled)');
  await runSql(
    connection,
    'delete from open_settlements where row_id in (select settlement_row from settled)',
  );
}
