import type { DuckDBConnection } from '@duckdb/node-api';
import { startOfDay } from '../fetch/calendar-day.ts';
import type { AbsentTransactions, AwaitedFile } from './absent-transactions.ts';
import type { Break, ClosedBreak } from './break.ts';
import { storeFiles } from './carried-files.ts';
import { fileBreakId } from './file-break-id.ts';
import type { DayInputs } from './match-day.ts';
import { readSql, runSql } from './run-sql.ts';

/** What own books have of a day in a currency, and no transaction file. */
interface Unmet {
  readonly day: string;
  readonly currency: string;
  readonly isKept: boolean;
  readonly records: bigint;
  readonly money: bigint;
}

/** Which transaction files are missing because own books say so. */
export interface FileJudgement {
  readonly breaks: readonly Break[];
  /** Of files of earlier days: everything that own books have of such a day was found elsewhere, so there was none. */
  readonly closed: readonly ClosedBreak[];
  readonly awaited: readonly AwaitedFile[];
}

const unmetRows = `select day, currency, is_kept as "isKept", count(*) as records, sum(at_stake) as money
from found_breaks join (select row_id as ledger_row, day from ledger_rows) using (ledger_row) join day_terms using (day)
where kind = 'MISSING_AT_PROVIDER' group by all order by all`;

/* Days whose rows wait: of a file and of the day before it. A row that is carried no longer has waited long enough. */
const waitingDays = `create table waiting_days as
select distinct d.day, f.net_currency as currency
from awaited_files f join day_terms d on f.day in (d.day, d.next_day) where d.is_kept`;

const waits = (row: string, day: string): string =>
  `exists (select 1 from waiting_days w where w.day = ${day} and coalesce(w.currency = ${row}.currency, true))`;

const dayOfSettlement = `coalesce(strftime(make_timestamp((s.occurred_ms + 28800000) * 1000), '%Y-%m-%d'), s.day)`;

const keepWaiting = (kind: string, fates: string, side: string): readonly string[] => [
  `update ${fates} set disposition = 'waiting' where disposition = 'missing' and row_id in (from waiting_${side})`,
  `update found_breaks set standing = 'waiting' where kind = '${kind}' and side = '${side}' and row_id in (from waiting_${side})`,
];

const wait = [
  waitingDays,
  `create table waiting_ledger as select row_id from ledger_rows l where ${waits('l', 'l.day')}`,
  ...keepWaiting('MISSING_AT_PROVIDER', 'ledger_fates', 'ledger'),
  `create table waiting_settlements as select row_id from settlement_rows s where ${waits('s', dayOfSettlement)}`,
  ...keepWaiting('SETTLED_BUT_NOT_TRANSACTED', 'settlement_fates', 'settlements'),
];

/**
 * A transaction file that need not be there is missing where own books have business that no file has. Until it comes, or all of that
 * business is found, as a payment at midnight is, the rows that it may have wait for it: of its day, and of the day before.
 */
export async function awaitFiles(
  connection: DuckDBConnection,
  inputs: DayInputs,
  earlier: readonly AwaitedFile[],
): Promise<FileJudgement> {
  const { absentTransactions: absent } = inputs;
  const mayMiss = absent !== undefined || earlier.length > 0;
  const unmet = mayMiss ? await readSql<Unmet>(connection, unmetRows) : [];
  const missing = absent === undefined ? [] : unmet.filter((one) => isMissing(one, inputs.day, absent));
  const isUnmet = (file: AwaitedFile): boolean => unmet.some((one) => isOf(file, one));
  const awaited = [
    ...earlier.filter((file) => unmet.some((one) => one.isKept && isOf(file, one))),
    ...(absent === undefined ? [] : missing.map((one) => fileOf(one, absent))),
  ];
  await storeFiles(connection, awaited);
  if (awaited.length > 0) for (const statement of wait) await runSql(connection, statement);
  return {
    breaks: absent === undefined ? [] : missing.map((one) => missingBreak(inputs, one, absent)),
    closed: earlier.filter((file) => !isUnmet(file)).map((file) => endOf(inputs, file)),
    awaited,
  };
}

function isMissing(unmet: Unmet, today: string, { currencies }: AbsentTransactions): boolean {
  return unmet.day === today && !currencies.includes(unmet.currency);
}

function isOf(file: AwaitedFile, { day, currency }: Unmet): boolean {
  return file.day === day && file.currency === currency;
}

function fileOf({ day, currency }: Unmet, { family, isByCurrency }: AbsentTransactions): AwaitedFile {
  return { day, family, currency, isByCurrency };
}

function missingBreak({ merchant }: DayInputs, unmet: Unmet, absent: AbsentTransactions): Break {
  const { day, currency, records, money } = unmet;
  const { family, dueFrom, lostFrom } = absent;
  return {
    id: idOf(merchant, fileOf(unmet, absent)),
    ...{ kind: 'FILE_MISSING', question: 'file-whole', standing: 'open', day, dueDay: undefined, currency },
    ...{ atStake: money, difference: undefined, rule: 'own books against the files that are there' },
    ...{ ledger: undefined, transaction: undefined, settlement: undefined, file: undefined },
    facts: { family, report: 'transaction', dueFrom, lostFrom, records: String(records) },
  };
}

function idOf(merchant: string, { day, family, currency }: AwaitedFile): string {
  return fileBreakId([
    merchant,
    'file-whole',
    'files',
    day,
    null,
    `${family} transaction ${currency}`,
    null,
    0,
  ]);
}

function endOf({ merchant, day }: DayInputs, file: AwaitedFile): ClosedBreak {
  const days = (startOfDay(day) - startOfDay(file.day)) / 86_400_000;
  const reason = `there was no such file: all that own books have of it was found ${days} ${days === 1 ? 'day' : 'days'} later`;
  return { id: idOf(merchant, file), reason };
}
