import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerStatus } from '../ledger/ledger-record.ts';
import type { RecordKind } from '../statement/record-kind.ts';
import type { Break, ClosedBreak, LedgerSide, ProviderSide } from './break.ts';
import type { BreakKind, BreakQuestion, BreakStanding } from './break-kind.ts';
import type { BreakCount } from './day-result.ts';
import { isEmpty, readSql, runSql } from './run-sql.ts';

/** Which row of which side a break is named by, and under which number among rows that say the same. */
const namedRows = `create view named_rows as
select 'ledger' as side, l.row_id, day, kind, own_id, provider_id, coalesce(occurrence, 0) as occurrence
from ledger_rows l left join carried_facts c on c.row_id = l.row_id and c.side = 'ledger'
union all
select 'transactions', t.row_id, day, kind, own_id, provider_id, coalesce(c.occurrence, n.occurrence, 0)
from (select row_id, carried, day, kind, own_id, provider_id from transaction_rows
  union all select row_id, carried, day, kind, own_id, provider_id from awaiting_rows) t
  left join carried_facts c using (row_id) left join repeated_transactions n on n.row_id = t.row_id and not t.carried
union all
select 'settlements', s.row_id, day, kind, own_id, provider_id, coalesce(c.occurrence, n.occurrence, 0)
from settlement_rows s left join carried_facts c using (row_id)
  left join repeated_settlements n on n.row_id = s.row_id and not s.carried`;

/*
 * The id holds everything that names a row in any run, and the question; not the kind, so that it stays when the kind changes.
 */
const breakId = `left(sha256(json_array($merchant, question, side, day, kind, own_id, provider_id, occurrence)::varchar), 20)`;

const breaks = `create table breaks as
select ${breakId.replace('kind', 'n.kind')} as id, n.day, b.*
from found_breaks b join named_rows n using (side, row_id)`;

const statementSide = (alias: string): string => `case when ${alias}.row_id is not null then struct_pack(
  file := ${alias}.file, line := ${alias}.line, kind := ${alias}.kind, printed_type := ${alias}.printed_type, own_id := ${alias}.own_id,
  provider_id := ${alias}.provider_id, original_own_id := ${alias}.original_own_id, original_provider_id := ${alias}.original_provider_id,
  currency := ${alias}.currency, net_currency := ${alias}.net_currency, gross := ${alias}.gross, fee := ${alias}.fee, net := ${alias}.net,
  occurred_ms := ${alias}.occurred_ms, settled_ms := ${alias}.settled_ms, batch_id := ${alias}.batch_id) end`;

const listed = `with first_breaks as (
  select * from breaks where is_listed order by standing = 'waiting', currency nulls last, at_stake desc, id limit $breaksMax
), provider_rows as (
  select * from transaction_rows where row_id in (select transaction_row from first_breaks)
  union all select * from awaiting_rows where row_id in (select transaction_row from first_breaks)
  union all select * from settlement_rows where row_id in (select settlement_row from first_breaks)
)
select b.id, b.kind, b.question, b.standing, b.day, b.due_day, b.rule, b.currency, b.at_stake, b.difference, b.facts,
  case when l.row_id is not null then struct_pack(
    kind := l.kind, own_id := l.own_id, provider_id := l.provider_id, original_own_id := l.original_own_id,
    original_provider_id := l.original_provider_id, status := l.status, currency := l.currency, gross := l.gross,
    occurred_ms := l.occurred_ms) end as ledger,
  ${statementSide('t')} as transaction, ${statementSide('s')} as settlement
from first_breaks b left join ledger_rows l on l.row_id = b.ledger_row
  left join provider_rows t on t.row_id = b.transaction_row left join provider_rows s on s.row_id = b.settlement_row
order by b.standing = 'waiting', b.currency nulls last, b.at_stake desc, b.id`;

const breakCounts = `select kind, standing, currency, count(*) as rows, sum(at_stake) as at_stake from breaks group by all`;

const pendingCounts = `select 'PENDING_SETTLEMENT' as kind, 'waiting' as standing, currency, count(*) as rows,
  sum(abs(coalesce(gross, 0))) as at_stake
from awaiting semi join (from awaiting_fates where disposition = 'waiting') using (row_id) group by all`;

const closed = `select ${breakId} as id, reason from ended_breaks join named_rows using (side, row_id) order by id`;

interface BreakRow {
  readonly id: string;
  readonly kind: BreakKind;
  readonly question: BreakQuestion;
  readonly standing: BreakStanding;
  readonly day: string;
  readonly due_day: string | null;
  readonly rule: string;
  readonly currency: string | null;
  readonly at_stake: bigint;
  readonly difference: bigint | null;
  readonly facts: string;
  readonly ledger: LedgerRow | null;
  readonly transaction: ProviderRow | null;
  readonly settlement: ProviderRow | null;
}

interface IdColumns {
  readonly provider_id: string | null;
  readonly original_own_id: string | null;
  readonly original_provider_id: string | null;
}

interface LedgerRow extends IdColumns {
  readonly kind: LedgerSide['kind'];
  readonly own_id: string;
  readonly status: LedgerStatus;
  readonly currency: string;
  readonly gross: bigint;
  readonly occurred_ms: bigint;
}

interface ProviderRow extends IdColumns {
  readonly file: string;
  readonly line: number;
  readonly kind: RecordKind;
  readonly printed_type: string;
  readonly own_id: string | null;
  readonly currency: string | null;
  readonly net_currency: string | null;
  readonly gross: bigint | null;
  readonly fee: bigint | null;
  readonly net: bigint | null;
  readonly occurred_ms: bigint | null;
  readonly settled_ms: bigint | null;
  readonly batch_id: string | null;
}

/** Breaks about rows: the first of them with both sides, how many there are, and which of earlier days ended. */
export interface RowBreaks {
  readonly listed: readonly Break[];
  readonly counts: readonly BreakCount[];
  readonly closed: readonly ClosedBreak[];
}

/** Names the breaks that were found, and reads the first of them. */
export async function listBreaks(
  connection: DuckDBConnection,
  { merchant, breaksMax }: { readonly merchant: string; readonly breaksMax: number },
): Promise<RowBreaks> {
  const [pending, hasBreaks, hasEnded] = [
    await readSql<CountRow>(connection, pendingCounts),
    !(await isEmpty(connection, 'found_breaks')),
    !(await isEmpty(connection, 'ended_breaks')),
  ];
  if (hasBreaks || hasEnded) await runSql(connection, namedRows);
  if (hasBreaks) await runSql(connection, breaks, { merchant });
  const rows = hasBreaks ? await readSql<BreakRow>(connection, listed, { breaksMax }) : [];
  const counted = hasBreaks ? await readSql<CountRow>(connection, breakCounts) : [];
  return {
    listed: rows.map(breakOf),
    counts: [...counted, ...pending].map(({ currency, rows: count, at_stake, ...rest }) => {
      return { ...rest, currency: currency ?? undefined, rows: Number(count), atStake: at_stake };
    }),
    closed: hasEnded ? await readSql<ClosedBreak>(connection, closed, { merchant }) : [],
  };
}

interface CountRow {
  readonly kind: BreakKind;
  readonly standing: BreakStanding;
  readonly currency: string | null;
  readonly rows: bigint;
  readonly at_stake: bigint;
}

function breakOf(row: BreakRow): Break {
  const { id, kind, question, standing, day, rule } = row;
  return {
    ...{ id, kind, question, standing, day, rule },
    dueDay: row.due_day ?? undefined,
    currency: row.currency ?? undefined,
    atStake: row.at_stake,
    difference: row.difference ?? undefined,
    ledger: row.ledger === null ? undefined : ledgerSide(row.ledger),
    transaction: row.transaction === null ? undefined : providerSide(row.transaction),
    settlement: row.settlement === null ? undefined : providerSide(row.settlement),
    file: undefined,
    facts: JSON.parse(row.facts) as Record<string, string>,
  };
}

function ledgerSide(row: LedgerRow): LedgerSide {
  const { kind, status, currency, gross } = row;
  return {
    ...{ kind, ownId: row.own_id, providerId: row.provider_id ?? undefined },
    originalOwnId: row.original_own_id ?? undefined,
    originalProviderId: row.original_provider_id ?? undefined,
    ...{ status, currency, gross, occurredAtMs: Number(row.occurred_ms) },
  };
}

function providerSide(row: ProviderRow): ProviderSide {
  const { file, line, kind } = row;
  return {
    ...{ file, line, kind, printedType: row.printed_type },
    ownId: row.own_id ?? undefined,
    providerId: row.provider_id ?? undefined,
    originalOwnId: row.original_own_id ?? undefined,
    originalProviderId: row.original_provider_id ?? undefined,
    currency: row.currency ?? undefined,
    netCurrency: row.net_currency ?? undefined,
    gross: row.gross ?? undefined,
    fee: row.fee ?? undefined,
    net: row.net ?? undefined,
    occurredAtMs: numberOf(row.occurred_ms),
    settledAtMs: numberOf(row.settled_ms),
    batchId: row.batch_id ?? undefined,
  };
}

function numberOf(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value);
}
