import type { DuckDBConnection } from '@duckdb/node-api';
import { findUnfit } from './find-unfit.ts';
import { isEmpty, runSql } from './run-sql.ts';
import { byIds, byPayment, type TakebackKey } from './takeback-keys.ts';

/* What takes money back, and which class it takes. */
const takers = (rows: string): string => `create or replace temp table takers as
select *, case kind when 'cancel' then 'payment' else 'refund' end as taken_kind from ${rows}
where kind in ('cancel', 'refund-reversal') and row_id not in (select row_id from transaction_fates where disposition = 'duplicate')
  and row_id not in (select taker_row from unfit_takers)`;

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

/** Who came first takes first: rows of earlier days have numbers below zero. */
const rounds = ['row_id < 0', 'row_id >= 0'] as const;

/** The n-th taker with the n-th that it may take back, in the order of time. Only what takes back the whole amount does. */
const inOrder = (into: string, { taker, taken }: TakebackKey, round: string): string => `insert into ${into}
select c.row_id, p.row_id
from (${numbered(`(from takers where ${round})`, taker, '-gross', 'true')}) c join (${numbered('takable', taken, 'gross', 'is_known')}) p
  using (key, currency, amount, number)`;

const numbered = (rows: string, key: string, amount: string, first: string): string => `
select *, row_number() over (
  partition by key, currency, amount order by ${first} desc, day, occurred_ms, own_id, provider_id, file, line
) as number from (select *, ${key} as key, ${amount} as amount from ${rows}) where key is not null`;

const dropLinked = (into: string): readonly string[] => [
  `delete from takers where row_id in (select taker_row from ${into})`,
  `delete from takable where row_id in (select taken_row from ${into})`,
];

async function link(connection: DuckDBConnection, into: string, rows: string): Promise<void> {
  await runSql(connection, takers(rows));
  if (await isEmpty(connection, 'takers')) return;
  await runSql(connection, takable(rows));
  if (await isEmpty(connection, 'takable')) return;
  await runSql(connection, 'create or replace temp table named_takable as from takable');
  for (const round of rounds) {
    if (await linkByIds(connection, into, round)) return;
  }
  await findUnfit(connection);
  await runSql(connection, inOrder(into, byPayment, 'true'));
}

/** @returns whether every taker has taken. */
async function linkByIds(connection: DuckDBConnection, into: string, round: string): Promise<boolean> {
  for (const key of byIds) {
    if (await isEmpty(connection, `(from takers where ${round})`)) break;
    if ((await runSql(connection, inOrder(into, key, round))) === 0) continue;
    for (const drop of dropLinked(into)) await runSql(connection, drop);
  }
  return isEmpty(connection, 'takers');
}

/* What is taken today and by nobody so far, with what earlier days have of it, who took it then included. */
const lateRows = `create table late_rows as
select -1000000000000 - row_number() over () as row_id, day, kind, own_id, provider_id, original_provider_id, currency, gross, occurred_ms,
  null::varchar as file, null::integer as line
from earlier_rows
where side = 'transactions' and disposition <> 'duplicate' and kind in ('payment', 'refund', 'cancel', 'refund-reversal')
union all
select row_id, day, kind, own_id, provider_id, original_provider_id, currency, gross, occurred_ms, file, line from transaction_rows
where not carried and kind in ('cancel', 'refund-reversal')
  and row_id not in (select taker_row from takebacks union all select taker_row from awaiting_takebacks)`;

const knownTakers = `insert into known_takers
select taker_row from takebacks union select taker_row from awaiting_takebacks union select taker_row from late_takebacks
union select taker_row from unfit_takers`;

/**
 * Finds what the cancellations and reversals of the day take back: among the rows of comparison 1, among those that await a settlement, and
 * among those of earlier days. Who names a row that it cannot take back is unfit.
 */
export async function linkTakebacks(connection: DuckDBConnection): Promise<void> {
  await link(connection, 'takebacks', 'transaction_rows');
  await link(connection, 'awaiting_takebacks', 'awaiting');
  await runSql(connection, lateRows);
  if (!(await isEmpty(connection, '(from late_rows where row_id >= 0)')))
    await link(connection, 'late_takebacks', 'late_rows');
  await runSql(connection, knownTakers);
}
