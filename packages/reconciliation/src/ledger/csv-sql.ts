import { listCurrencies } from '@alipay-intl/core/money';
import type { LedgerColumn } from './csv-header.ts';
import { earliestMs, ledgerGrammar, ledgerKinds, ledgerStatuses } from './ledger-grammar.ts';
import type { LedgerWindow } from './ledger-source.ts';

/** SQL that reads a CSV file of own books as texts. Nothing is guessed from its content. */
export function csvRows(path: string, columns: readonly LedgerColumn[]): string {
  const types = columns.map((name) => `${text(name)}: 'varchar'`).join(', ');
  // In brackets a character of a file name is no pattern.
  const pattern = path.replace(/[*?[]/g, '[$&]');
  const rows = `read_csv(${text(pattern)}, auto_detect = false, header = true, columns = {${types}},
    delim = ',', quote = '"', escape = '"', comment = '', nullstr = '', encoding = 'utf-8', compression = 'none',
    strict_mode = true, null_padding = false, ignore_errors = false)`;
  const missing = optional.filter((name) => !columns.includes(name));
  return `(select *${missing.map((name) => `, null::varchar as ${name}`).join('')} from ${rows})`;
}

const optional = ['providerId', 'originalOwnId', 'originalProviderId'] as const;

/** SQL of the moment of a row, in epoch milliseconds. Fails for what is no moment. */
export const csvMoment = 'epoch_ms(occurredAt::timestamptz)';

/** SQL that tells whether a row can be right, as `checkLedgerRecord` does; fails, is null or is false where it cannot. */
export function csvSoundness(nowMs: number): string {
  const original = (name: string): string =>
    `(${name} is null or (kind = 'refund' and ${matches(name, 'id')}))`;
  return [
    `kind in (${ledgerKinds.map(text).join(', ')})`,
    matches('ownId', 'id'),
    `(providerId is null or ${matches('providerId', 'id')})`,
    original('originalOwnId'),
    original('originalProviderId'),
    `status in (${ledgerStatuses.map(text).join(', ')})`,
    // Ten times as fast as a list of 180 words.
    `regexp_full_match(currency, ${text(listCurrencies().join('|'))})`,
    matches('amount', 'amount'),
    matches('occurredAt', 'time'),
    `occurredMs between ${earliestMs} and ${Math.trunc(nowMs)}`,
  ].join(' and ');
}

/** SQL that fills `ledger_rows` with the rows of a window; fails as a whole where any row of the file cannot be right. */
export function loadCsvSql(
  rows: string,
  { day, window, nowMs, firstId }: { day: string; window: LedgerWindow; nowMs: number; firstId: number },
): string {
  return `
    insert into ledger_rows
    select ${firstId} + row_number() over () - 1, false, ${text(day)}, kind, ownId, providerId, originalOwnId,
      originalProviderId, status, currency, case kind when 'refund' then -amount::bigint else amount::bigint end, occurredMs
    from (select *, ${csvMoment} as occurredMs from ${rows})
    where case when ${csvSoundness(nowMs)}
      then occurredMs >= ${window.fromMs} and occurredMs < ${window.toMs}
      else error('unsound') end`;
}

function matches(column: string, grammar: keyof typeof ledgerGrammar): string {
  return `regexp_full_match(${column}, ${text(ledgerGrammar[grammar])})`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
