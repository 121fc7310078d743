import { readFile } from 'node:fs/promises';
import { type InputIssue, ReconciliationError } from '@alipay-intl/core/errors';
import { isCurrency } from '@alipay-intl/core/money';
import type { Payout } from '@alipay-intl/reconciliation/match';
import { parse } from 'csv-parse/sync';
import { isDay } from '../calendar.ts';

const header = ['batchId', 'currency', 'value', 'day'];
const issuesMax = 100;

/**
 * What the bank received for the batches that were settled through a day: a CSV with the columns `batchId`, `currency`, `value` (signed,
 * smallest unit) and `day`, which is that of the settlement and not that of the bank. Lines of earlier days are among it, as the bank may
 * pay after these were compared for the last time.
 *
 * @throws ReconciliationError `ERR_LEDGER_UNREADABLE`, `ERR_LEDGER_INVALID` with all its faults by line.
 */
export async function payoutsOf(path: string, through: string): Promise<readonly Payout[]> {
  const rows = rowsOf(await textOf(path), path);
  const issues: InputIssue[] = [];
  const payouts = rows.map(({ record, info }): Payout => {
    const { batchId = '', currency = '', value = '', day = '' } = record;
    const faults = [
      batchId === '' ? 'batchId is empty' : undefined,
      isCurrency(currency) ? undefined : 'currency is no active code of ISO 4217',
      /^-?\d{1,18}$/.test(value)
        ? undefined
        : 'value must be digits in the smallest unit, with - where money went away',
      isDay(day) ? undefined : 'day must be YYYY-MM-DD',
    ];
    for (const message of faults)
      if (message !== undefined) issues.push({ path: `line ${info.lines}`, message });
    return { batchId, currency, value: issues.length === 0 ? BigInt(value) : 0n, day };
  });
  if (issues.length > 0) throw invalid(path, issues);
  return payouts.filter(({ day }) => day <= through);
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function rowsOf(text: string, path: string): readonly Row[] {
  try {
    return parse(text, { bom: true, info: true, skip_empty_lines: true, columns: checkedHeader }) as Row[];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw invalid(path, [{ path: 'file', message }]);
  }
}

function checkedHeader(names: readonly string[]): string[] {
  const missing = header.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`the first line does not name ${missing.join(', ')}`);
  return [...names];
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ReconciliationError('ERR_LEDGER_UNREADABLE', {
      what: `The payouts in ${path} could not be read.`,
      money: 'Nothing was compared; no break was opened or closed.',
      next: 'Write the file, or take payouts out of the configuration.',
      cause,
    });
  }
}

function invalid(path: string, issues: readonly InputIssue[]): ReconciliationError {
  const shown = issues.slice(0, issuesMax);
  return new ReconciliationError('ERR_LEDGER_INVALID', {
    what: `The payouts in ${path} are not valid: ${shown.map((one) => `${one.path}: ${one.message}`).join('; ')}.`,
    money: 'Nothing was compared; no break was opened or closed.',
    next: 'Correct the file; docs/nightly.md shows its columns.',
    issues: shown,
  });
}
