/** Own books: rows of the day, and those that earlier days have left without a counterpart. `gross` is negative for a refund. */
export const ledgerTable = `create table ledger_rows (
  row_id bigint not null,
  carried boolean not null,
  day varchar not null,
  kind varchar not null,
  own_id varchar not null,
  provider_id varchar,
  original_own_id varchar,
  original_provider_id varchar,
  status varchar not null,
  currency varchar not null,
  gross bigint not null,
  occurred_ms bigint not null
)`;

/** What the rows of a statement have in common: the file, the printed type and the currencies. `file_no` is -1 for rows that were carried. */
export const rowGroupTable = `create table row_groups (
  group_no integer not null,
  carried boolean not null,
  day varchar not null,
  file_no integer not null,
  file varchar not null,
  family varchar not null,
  batch_id varchar,
  kind varchar not null,
  printed_type varchar not null,
  currency varchar,
  net_currency varchar
)`;

/** Stands in stored rows for an amount or a moment that a row does not have; no amount of money is as large. The views make null of it. */
export const absentNumber: bigint = -(2n ** 62n);

/** Rows of statements of one side, with the number of their group. Amounts are signed and in the smallest unit. */
export const statementTable = (name: StatementTable): string => `create table ${name}_stored (
  row_id bigint not null,
  group_no integer not null,
  line integer not null,
  own_id varchar,
  provider_id varchar,
  original_own_id varchar,
  original_provider_id varchar,
  gross bigint not null,
  fee bigint not null,
  net bigint not null,
  occurred_ms bigint not null,
  settled_ms bigint not null
)`;

/**
 * Rows of transaction files, carried rows of transactions that still await a settlement, and rows of settlement files. The ids of rows
 * are unique over all three.
 */
export const statementTables = ['transaction_rows', 'awaiting_rows', 'settlement_rows'] as const;

export type StatementTable = (typeof statementTables)[number];

/** Amounts and moments of stored rows, null where a row does not have one. */
export const amountsOf: string = ['gross', 'fee', 'net', 'occurred_ms', 'settled_ms']
  .map((name) => `nullif(${name}, ${absentNumber}) as ${name}`)
  .join(', ');

/** The rows of one side with what they have in common. */
export const statementView = (name: StatementTable): string => `create view ${name} as
select row_id, carried, day, file_no, file, family, batch_id, line, kind, printed_type, own_id, provider_id,
  original_own_id, original_provider_id, currency, net_currency,
  ${amountsOf}
from ${name}_stored join row_groups using (group_no)`;
