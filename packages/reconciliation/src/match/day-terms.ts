import type { DuckDBConnection } from '@duckdb/node-api';
import { dueDayOf } from '../days/settlement-due.ts';
import { addDays } from '../fetch/calendar-day.ts';
import type { ContractTerms } from './contract-terms.ts';
import { readSql } from './run-sql.ts';

/** So long a row waits for its counterpart before it is nobody's business any more; its break stays. docs/wire/statements §11.3 */
export const keptDays = 90;
/** Rows of long cycles are kept for so long behind their due day. */
const keptBehindDueDays = 30;
/** So far back it is remembered which transactions were in the books. */
export const coveredDays = 400;
/** Calendar days beyond the settlement day, where the terms do not say otherwise. */
export const graceDaysDefault = 1;

const daysOfRows = `select distinct day from (select day from ledger_rows union all select day from row_groups)`;

/** Writes down what the calendar says of each day that a row may be of, seen from the day that is matched. */
export async function storeDayTerms(
  connection: DuckDBConnection,
  day: string,
  terms: ContractTerms,
  covered: ReadonlySet<string>,
): Promise<void> {
  const found = await readSql<{ day: string }>(connection, daysOfRows);
  const days = new Set(found.map((row) => row.day));
  for (let past = addDays(day, -coveredDays); past <= day; past = addDays(past, 1)) {
    if (past >= terms.booksBegin) days.add(past);
  }
  const appender = await connection.createAppender('day_terms');
  for (const one of days) {
    const nextDay = addDays(one, 1);
    const dueDay = dueDayOf(one, terms.settlement, terms.graceDays ?? graceDaysDefault, terms.isWorkingDay);
    appender.appendVarchar(one);
    appender.appendVarchar(nextDay);
    appender.appendVarchar(dueDay);
    appender.appendBoolean(covered.has(one) && covered.has(nextDay));
    appender.appendBoolean(one >= addDays(day, -keptDays) || dueDay >= addDays(day, -keptBehindDueDays));
    appender.endRow();
  }
  appender.closeSync();
}
