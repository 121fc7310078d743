import type { LedgerColumn } from './csv-header.ts';
import { csvMoment, csvSoundness } from './csv-soundness.ts';
import type { LedgerWindow } from './ledger-source.ts';
import { sqlText } from './sql-text.ts';

/** SQL that reads a CSV file of own books as texts. Nothing is guessed from its content. */
export function csvRows(path: string, columns: readonly LedgerColumn[]): string {
  const types = columns.map((name) => `${sqlText(name)}: 'varchar'`).join(', ');
  // In brackets a character of a file name is no pattern.
  const pattern = path.replace(/[*?[]/g, '[$&]');
  const rows = `read_csv(${sqlText(pattern)}, auto_detect = false, header = true, columns = {${types}},
    delim = ',', quote = '"', escape = '"', comment = '', nullstr = '', encoding = 'utf-8', compression = 'none',
    strict_mode = true, null_padding = false, ignore_errors = false)`;
  const missing = optional.filter((name) => !columns.includes(name));
  return `(select *${missing.map((name) => `, null::varchar as ${name}`).join('')} from ${rows})`;
}

const optional = ['providerId', 'originalOwnId', 'originalProviderId'] as const;

/** SQL that fills `ledger_rows` with the rows of a window; fails as a whole where any row of the file cannot be right. */
export function loadCsvSql(
  rows: string,
  { day, window, nowMs, firstId }: { day: string; window: LedgerWindow; nowMs: number; firstId: number },
): string {
  return `
    insert into ledger_rows
    select ${firstId} + row_number() over () - 1, false, ${sqlText(day)}, kind, ownId, providerId, originalOwnId,
      originalProviderId, status, currency, case kind when 'refund' then -amount::bigint else amount::bigint end, occurredMs
    from (select *, ${csvMoment} as occurredMs from ${rows})
    where case when ${csvSoundness(nowMs)}
      then occurredMs >= ${window.fromMs} and occurredMs < ${window.toMs}
      else error('unsound') end`;
}
