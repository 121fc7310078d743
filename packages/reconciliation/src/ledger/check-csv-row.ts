import type { InputIssue } from '@alipay-intl/core/errors';
import { parseTimestamp } from '@alipay-intl/core/time';
import { checkLedgerRecord, issue } from './check-ledger-record.ts';
import type { LedgerColumn } from './csv-header.ts';
import { ledgerGrammar } from './ledger-grammar.ts';

/** The cells of a row; an empty one is as good as none. */
export type CsvRow = Readonly<Partial<Record<LedgerColumn, string>>>;

/** Names of columns, where those of a record are others. */
const columnOf: Readonly<Record<string, LedgerColumn>> = {
  'amount.currency': 'currency',
  'amount.value': 'amount',
  occurredAtMs: 'occurredAt',
};

const timePattern = new RegExp(`^(?:${ledgerGrammar.time})$`, 'u');

/** What cannot be right in a row, by column, and its moment where that can be read. */
export function checkCsvRow(
  row: CsvRow,
  nowMs: number,
): { readonly issues: readonly InputIssue[]; readonly occurredAtMs: number } {
  const occurredAtMs = momentOf(row.occurredAt ?? '');
  const cell = (name: LedgerColumn): string | undefined => row[name] || undefined;
  const record = {
    kind: cell('kind'),
    ownId: cell('ownId'),
    providerId: cell('providerId'),
    originalOwnId: cell('originalOwnId'),
    originalProviderId: cell('originalProviderId'),
    status: cell('status'),
    amount: { currency: cell('currency'), value: cell('amount') },
    // A time that cannot be read gets an issue of its own.
    occurredAtMs: occurredAtMs ?? nowMs,
  };
  const issues = checkLedgerRecord(record, nowMs).map(({ path, message }) => ({
    path: columnOf[path] ?? path,
    message,
  }));
  if (occurredAtMs !== undefined) return { issues, occurredAtMs };
  return {
    issues: [...issues, issue('occurredAt', cell('occurredAt'), timeExpected)],
    occurredAtMs: Number.NaN,
  };
}

const timeExpected = 'a time with seconds and an offset, such as 2026-11-20T21:00:05+08:00';

function momentOf(text: string): number | undefined {
  if (!timePattern.test(text)) return undefined;
  try {
    return parseTimestamp(text);
  } catch {
    // 31 April.
    return undefined;
  }
}
