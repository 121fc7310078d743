import type { DuckDBConnection } from '@duckdb/node-api';
import { pairAgain } from './pair-settlements.ts';
import { rowsDigest } from './rows-digest.ts';
import { isEmpty, runSql } from './run-sql.ts';
import { absentNumber } from './tables.ts';

/** Ids of today's settlements that nothing awaits. */
const openIds = `create table late_ids as
select distinct id from (
  select unnest([own_id, provider_id]) as id from open_settlements
  where not carried and kind in ('payment', 'refund', 'cancel', 'unknown') and coalesce(occurred_ms >= $booksBeginMs::bigint, true)
) where id is not null`;

const columns = `side, day, disposition, settlement_disposition, file, family, batch_id, line, kind, printed_type, own_id, provider_id,
  original_own_id, original_provider_id, currency, net_currency, gross, fee, net, occurred_ms, settled_ms`;

const earlier = (side: string): string => `select ${columns} from earlier_files
where side = '${side}' and (own_id in (from late_ids) or provider_id in (from late_ids))`;

const transactions = `create table late_found as ${earlier('transactions')}`;

/* Where one of them was settled before, any of its ids may say so. */
const settlements = [
  `insert into late_ids select unnest([own_id, provider_id]) from late_found`,
  `insert into late_found ${earlier('settlements')}`,
];

/*
 * Transactions that were not settled as long as they were kept, or when no settlement files were written. One that may have been settled under
 * another form of its ids is not among them: its settlement is no second time in order.
 */
const rolledOn = `create table rolled_on as
with numbers as (select least(coalesce(min(row_id), 0), 0) as lowest from carried_facts)
select l.*, lowest - row_number() over (order by l.day, l.file, l.line) as row_id, not coalesce(is_kept, false) as is_listed
from late_found l cross join numbers left join day_terms using (day)
where side = 'transactions' and (settlement_disposition = 'not-awaited'
    or (settlement_disposition in ('waiting', 'missing') and not coalesce(is_kept, false)))
  and not exists (select 1 from awaiting_rows a where a.day = l.day and a.file = l.file and a.line = l.line)
  and not exists (select 1 from late_found s where s.side = 'settlements' and (s.kind = 'payment') = (l.kind = 'payment')
    and (s.own_id = l.own_id or (s.provider_id = l.provider_id and (l.kind = 'payment' or s.gross is not distinct from l.gross))))`;

const ofGroup = 'day, file, family, batch_id, kind, printed_type, currency, net_currency';

/* They await their settlement as if they had been carried until today. */
const awaitThem = [
  `create table late_groups as
select *, (select least(min(group_no), 0) from row_groups) - row_number() over (order by ${ofGroup}) as group_no
from (select distinct ${ofGroup} from rolled_on)`,
  `insert into row_groups select group_no, true, day, -1, file, family, batch_id, kind, printed_type, currency, net_currency from late_groups`,
  `insert into awaiting_rows_stored
select row_id, group_no, line, own_id, provider_id, original_own_id, original_provider_id, coalesce(gross, ${absentNumber}),
  coalesce(fee, ${absentNumber}), coalesce(net, ${absentNumber}), coalesce(occurred_ms, ${absentNumber}), coalesce(settled_ms, ${absentNumber})
from rolled_on l join late_groups g on ${ofGroup
    .split(', ')
    .map((name) => `g.${name} is not distinct from l.${name}`)
    .join(' and ')}`,
  `insert into carried_facts (side, row_id, occurrence, is_listed, is_netted, is_paired)
select 'awaiting', row_id, 0, is_listed, false, false from rolled_on`,
];

const isUnpaired = `row_id in (select row_id from rolled_on) and row_id not in (select awaiting_row from settled)`;

const forget = ['awaiting_rows_stored', 'carried_facts'].map(
  (table) => `delete from ${table} where ${isUnpaired}`,
);

/**
 * Looks in the rows of earlier days for the transactions of settlements that nothing awaits any more: a batch below the smallest amount that is
 * settled rolls on, for longer than rows are kept. docs/wire/statements §3.3
 *
 * @returns SHA-256 of what was found, whatever its order; `undefined` for nothing.
 */
export async function pairLateSettlements(
  connection: DuckDBConnection,
  booksBeginMs: bigint,
): Promise<string | undefined> {
  if (await isEmpty(connection, 'open_settlements')) return undefined;
  await runSql(connection, openIds, { booksBeginMs });
  if (await isEmpty(connection, 'late_ids')) return undefined;
  await runSql(connection, transactions);
  if (await isEmpty(connection, 'late_found')) return undefined;
  for (const statement of [...settlements, rolledOn]) await runSql(connection, statement);
  if (!(await isEmpty(connection, 'rolled_on'))) {
    for (const statement of awaitThem) await runSql(connection, statement);
    await pairAgain(connection, 'select row_id from rolled_on');
    for (const statement of forget) await runSql(connection, statement);
  }
  return rowsDigest(connection, 'late_found', { columns, version: 'late-1' });
}
