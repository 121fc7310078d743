import type { DuckDBConnection } from '@duckdb/node-api';
import { isEmpty, runSql } from './run-sql.ts';

/* What takes money back, and which class it takes. */
const takers = (rows: string): string => `create or replace temp table takers as
select *, case kind when 'cancel' then 'payment' else 'refund' end as taken_kind from ${rows}
where kind in ('cancel', 'refund-reversal') and row_id not in (select row_id from transaction_fates where disposition = 'duplicate')`;

/* What may be taken back: it has an id that a taker names. */
const takable = (rows: string): string => `create or replace temp table takable as
with named as (
  select unnest([provider_id, original_provider_id, own_id]) as id from takers
)
select r.*, r.own_id in (select own_id from ledger_rows l where l.kind = r.kind and l.status <> 'succeeded') as is_known
from ${rows} r where r.kind in ('payment', 'refund')
  and (r.provider_id in (from named) or r.own_id in (from named)
    or (r.kind = 'refund' and r.original_provider_id in (select original_provider_id from takers)))
  and r.row_id not in (select row_id from transaction_fates where disposition = 'duplicate')`;

interface TakebackKey {
  readonly taker: string;
  readonly taken: string;
}

const byIds: readonly TakebackKey[] = [
  {
    taker: `case when provider_id is not null then [taken_kind, provider_id] end`,
    taken: `case when provider_id is not null then [kind, provider_id] end`,
  },
  {
    taker: `case when kind = 'cancel' and original_provider_id is not null then ['payment', original_provider_id] end`,
    taken: `case when provider_id is not null then [kind, provider_id] end`,
  },
  {
    taker: `case when own_id is not null and (provider_id is null or kind = 'refund-reversal') then [taken_kind, own_id] end`,
    taken: `case when own_id is not null then [kind, own_id] end`,
  },
  {
    taker: `case when own_id is not null then [taken_kind, own_id] end`,
    taken: `case when own_id is not null and provider_id is null then [kind, own_id] end`,
  },
];

/** Where the ids name none, any refund of the payment over the amount: first those that own books do not call succeeded. */
const byPayment: TakebackKey = {
  taker: `case when kind = 'refund-reversal' and original_provider_id is not null then [taken_kind, original_provider_id] end`,
  taken: `case when kind = 'refund' and original_provider_id is not null then [kind, original_provider_id] end`,
};

/** The n-th taker with the n-th that it may take back, in the order of time. Only what takes back the whole amount does. */
const inOrder = (into: string, { taker, taken }: TakebackKey): string => `insert into ${into}
select c.row_id, p.row_id
from (${numbered('takers', taker, '-gross', 'true')}) c join (${numbered('takable', taken, 'gross', 'is_known')}) p
  using (key, currency, amount, number)`;

const numbered = (rows: string, key: string, amount: string, first: string): string => `
select *, row_number() over (
  partition by key, currency, amount order by ${first} desc, day, occurred_ms, own_id, provider_id, file, line
) as number from (select *, ${key} as key, ${amount} as amount from ${rows}) where key is not null`;

const dropLinked = (into: string): readonly string[] => [
  `delete from takers where row_id in (select taker_row from ${into})`,
  `delete from takable where row_id in (select taken_row from ${into})`,
];

/** A taker whose ids name a row takes that one back or, where it is taken or has another amount, none. */
const dropNamed = ({ taker, taken }: TakebackKey): string =>
  `delete from takers where ${taker} in (select ${taken} from named_takable where ${taken} is not null)`;

/*
 * A cancellation repeats the ids of its payment (VOID names it as its original), a refund's reversal those of the refund, or those of
 * its payment with the same amount. docs/wire/statements §4.1, §9.3, §11.4
 */
async function link(connection: DuckDBConnection, into: string, rows: string): Promise<void> {
  await runSql(connection, takers(rows));
  if (await isEmpty(connection, 'takers')) return;
  await runSql(connection, takable(rows));
  await runSql(connection, 'create or replace temp table named_takable as from takable');
  for (const key of byIds) {
    if ((await runSql(connection, inOrder(into, key))) === 0) continue;
    for (const drop of dropLinked(into)) await runSql(connection, drop);
    if (await isEmpty(connection, 'takers')) return;
  }
  for (const key of byIds) await runSql(connection, dropNamed(key));
  await runSql(connection, inOrder(into, byPayment));
}

/** Finds what the cancellations and reversals of the day take back, among the rows of comparison 1 and among those that await a settlement. */
export async function linkTakebacks(connection: DuckDBConnection): Promise<void> {
  await link(connection, 'takebacks', 'transaction_rows');
  await link(connection, 'awaiting_takebacks', 'awaiting');
}
