import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/** Rows of settlements that are payments, refunds or about one; the others belong to no transaction. */
const openRows = [
  `create table open_settlements as
select *, case when family = 'A1' and kind = 'refund' then coalesce(original_provider_id, provider_id) else original_provider_id end
    as payment_id,
  case when family = 'A1' and kind = 'refund' then null else provider_id end as key_id,
  kind = 'refund' and family = 'A1' as shares_ids
from settlement_rows
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
  // A transaction report of B3 has its fees only where it has the net. docs/wire/statements §3.3
  const sameFee = `(${awaiting}.fee is null or ${settlement}.fee is null or ${awaiting}.fee = ${settlement}.fee
    or ${awaiting}.net_currency is distinct from ${settlement}.net_currency
    or (${awaiting}.family in ('B3', 'B4') and ${awaiting}.net is null))`;
  return `${same('currency')} and ${same('gross')} and ${sameFee}`;
}

const openAwaiting = `create table open_awaiting as
select *, case when family = 'A1' and kind = 'refund' then coalesce(original_provider_id, provider_id) else original_provider_id end
    as payment_id,
  case when family = 'A1' and kind = 'refund' then null else provider_id end as key_id
from awaiting anti join settled on awaiting_row = row_id
where row_id not in (select row_id from transaction_fates where disposition = 'duplicate')`;

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

/** Weaker keys, the surest first. A text stands for each key; it is null where a row does not have it. */
const weaker: readonly (readonly [rule: string, keys: PairKeys])[] = [
  [
    'own-and-provider-id',
    same(
      `case when own_id is not null or provider_id is not null then json_array(kind, own_id, provider_id) end`,
    ),
  ],
  ['provider-id', same(`case when key_id is not null then json_array(kind, key_id) end`)],
  ['own-id', { awaiting: ownIdWithoutProvider, settlements: ownId }],
  ['own-id', { awaiting: ownId, settlements: ownIdWithoutProvider }],
  [
    'original-and-amount',
    same(
      `case when kind = 'refund' and payment_id is not null then json_array(payment_id, currency, gross) end`,
    ),
  ],
  [
    'original-and-amount',
    same(
      `case when kind = 'refund' and original_own_id is not null then json_array(original_own_id, currency, gross) end`,
    ),
  ],
  [
    'cancelled',
    {
      awaiting: `case when kind = 'cancel' then json_array(provider_id, currency, gross) end`,
      settlements: `case when kind = 'refund' then json_array(provider_id, currency, gross) end`,
    },
  ],
];

function same(key: string): PairKeys {
  return { awaiting: key, settlements: key };
}

const dropPaired = [
  'delete from open_awaiting where row_id in (select awaiting_row from settled)',
  'delete from open_settlements where row_id in (select settlement_row from settled)',
];

/** Finds the transaction of each row of the settlement files. */
export async function pairSettlements(connection: DuckDBConnection): Promise<void> {
  await runSql(connection, byBothIds);
  for (const statement of [...openRows, openAwaiting, ...dropPaired]) await runSql(connection, statement);
  for (const [rule, keys] of weaker) {
    if ((await isEmpty(connection, 'open_awaiting')) || (await isEmpty(connection, 'open_settlements')))
      return;
    await runSql(connection, pairInOrder(rule, keys));
    for (const drop of dropPaired) await runSql(connection, drop);
  }
}
