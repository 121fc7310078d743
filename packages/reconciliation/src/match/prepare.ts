import type { DuckDBConnection } from '@duckdb/node-api';
import { runSql } from './run-sql.ts';
import { ledgerTable, rowGroupTable, statementTable, statementTables, statementView } from './tables.ts';

/** What became of the rows of each side. A row is in its table at most once; that all are is asserted at the end. */
const fateTables = ['ledger_fates', 'transaction_fates', 'awaiting_fates', 'settlement_fates'] as const;

const fateTable = (name: string): string =>
  `create table ${name} (row_id bigint not null, disposition varchar not null)`;

/** Pairs of comparison 1. `is_plain`: status, currency and amount agree at the first glance. */
const pairTable = `create table pairs (
  ledger_row bigint not null,
  transaction_row bigint not null,
  rule varchar not null,
  is_plain boolean not null
)`;

/** Pairs of comparison 2. */
const settledTable = `create table settled (
  awaiting_row bigint not null,
  settlement_row bigint not null,
  rule varchar not null,
  is_plain boolean not null
)`;

/** A cancellation and the payment that it takes back, or a reversal and its refund. */
const takebackTable = (name: string): string =>
  `create table ${name} (taker_row bigint not null, taken_row bigint not null)`;

/**
 * Pairs of comparison 1 that a later day may put right: money that own books say did not stay and Alipay has not taken back so far, and
 * attempts that failed at Alipay where own books say that the payment succeeded.
 */
const untakenTable = `create table untaken_pairs (
  ledger_row bigint not null,
  transaction_row bigint not null,
  is_waiting boolean not null,
  next_day varchar not null,
  is_kept boolean not null
)`;

/** Cancellations and reversals whose ids name a row that they cannot take back, and what is wrong with that. */
const unfitTable = `create table unfit_takers (
  taker_row bigint not null,
  verdict varchar not null,
  taken_currency varchar,
  taken_gross bigint
)`;

/** What carried rows bring along: under which number their break is known, whether it was listed, and whether it is about a pair. */
const carriedFactTable = `create table carried_facts (
  side varchar not null,
  row_id bigint not null,
  occurrence bigint not null,
  is_listed boolean not null,
  is_netted boolean not null,
  is_paired boolean not null
)`;

/** `side` and `row_id` say which row names the break. */
const breakTable = `create table found_breaks (
  kind varchar not null,
  question varchar not null,
  standing varchar not null,
  is_listed boolean not null,
  due_day varchar,
  rule varchar not null,
  currency varchar,
  at_stake hugeint not null,
  difference hugeint,
  side varchar not null,
  row_id bigint not null,
  ledger_row bigint,
  transaction_row bigint,
  settlement_row bigint,
  facts varchar not null
)`;

/** Rows with the ids of another row of the same side; see `mark-repeated.ts`. */
const repeatedTable = (name: string): string =>
  `create table ${name} (row_id bigint not null, carried boolean not null, occurrence bigint not null, copy bigint not null)`;

/** Breaks that earlier days have listed, and that have ended. */
const endedTable = `create table ended_breaks (
  side varchar not null,
  row_id bigint not null,
  question varchar not null,
  reason varchar not null
)`;

/** Rows whose net a person has accepted, and what it should be; null where the file does not tell. */
const acceptedNetTable = 'create table accepted_nets (row_id bigint not null, expected bigint)';

/** What the calendar says of each day that a row is of. `is_over`: the transactions of it and of the next day are in the books. */
const dayTable = `create table day_terms (
  day varchar not null,
  next_day varchar not null,
  due_day varchar not null,
  is_over boolean not null,
  is_kept boolean not null
)`;

/** Transactions that a settlement is awaited for: those of the day, and those that earlier days have left. */
const awaitingView = `create view awaiting as
select * from transaction_rows where not carried and kind in (${"'payment', 'refund', 'cancel', 'dispute', 'dispute-reversal', 'payment-reversal', 'refund-reversal', 'rapid-dispute-resolution', 'unknown'"})
union all
select * from awaiting_rows`;

/** Makes the empty tables and the views of a match. */
export async function prepareTables(connection: DuckDBConnection): Promise<void> {
  const statements = [
    ...[
      ledgerTable,
      rowGroupTable,
      ...statementTables.map(statementTable),
      ...statementTables.map(statementView),
    ],
    ...[
      ...fateTables.map(fateTable),
      pairTable,
      settledTable,
      untakenTable,
      unfitTable,
      carriedFactTable,
      breakTable,
      endedTable,
      dayTable,
      acceptedNetTable,
    ],
    ...['takebacks', 'awaiting_takebacks', 'late_takebacks'].map(takebackTable),
    ...['known_takers', 'netted_awaiting', 'unmet_ledger'].map(
      (name) => `create table ${name} (row_id bigint not null)`,
    ),
    ...['repeated_transactions', 'repeated_settlements'].map(repeatedTable),
    awaitingView,
  ];
  for (const statement of statements) await runSql(connection, statement);
}
