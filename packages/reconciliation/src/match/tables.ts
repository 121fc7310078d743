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

/**
 * Rows of statements: transactions and settlements, each in a table of its own with these columns. `file_no` counts the files of the
 * inputs from 0; a carried row has -1 and the file's name in `file`. Amounts are signed and in the smallest unit.
 */
export const statementTable = (
  name: 'transaction_rows' | 'settlement_rows',
): string => `create table ${name} (
  row_id bigint not null,
  carried boolean not null,
  day varchar not null,
  file_no integer not null,
  file varchar not null,
  family varchar not null,
  batch_id varchar,
  line integer not null,
  kind varchar not null,
  printed_type varchar not null,
  own_id varchar,
  provider_id varchar,
  original_own_id varchar,
  original_provider_id varchar,
  currency varchar,
  net_currency varchar,
  gross bigint,
  fee bigint,
  net bigint,
  occurred_ms bigint,
  settled_ms bigint
)`;
