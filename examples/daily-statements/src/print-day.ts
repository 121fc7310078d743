import { formatAmount } from '@alipay-intl/core';
import type { Statement, StatementRecord } from '@alipay-intl/reconciliation';
import type { StatementDay } from './read-day.ts';

/** Prints the files of a day, what the calendar says about those that are missing, their rows and what they add up to. */
export async function printDay({ report, statements }: StatementDay): Promise<void> {
  for (const { name, bytes, sha256, state } of report.files) {
    console.log(`  ${state}  ${name}  ${bytes} bytes, SHA-256 ${sha256.slice(0, 12)}…`);
  }
  if (report.files.length === 0) console.log('  No file is there.');
  for (const { report: kind, day, availability } of report.missing) {
    const { state, absence } = availability;
    console.log(`  missing  ${kind} of ${day}: ${state}; if it never comes: ${absence}`);
  }
  for (const statement of statements) {
    console.log(`\n${statement.facts.name}: ${statement.facts.layout}, ${statement.facts.rows} rows`);
    for await (const record of statement) console.log(`  ${rowText(record)}`);
    if (statement.facts.report !== 'summary') printTotals(statement);
  }
}

function rowText(record: StatementRecord): string {
  const { occurredAt = record.settledAt, printedType, ownId = '', currency, netCurrency } = record;
  return [
    occurredAt?.slice(0, 19).replace('T', ' ') ?? '',
    printedType.padEnd(8),
    ownId.padEnd(36),
    moneyText(record.gross, currency),
    moneyText(record.fee, netCurrency),
    moneyText(record.net, netCurrency),
  ]
    .join(' ')
    .trimEnd();
}

function printTotals({ facts }: Statement): void {
  for (const { printedType, rows, gross, fee, net, currency, netCurrency } of facts.totals) {
    const line = [
      '='.repeat(19),
      printedType.padEnd(8),
      `${rows} rows`.padEnd(36),
      moneyText(gross, currency),
      moneyText(fee, netCurrency),
      moneyText(net, netCurrency),
    ];
    console.log(`  ${line.join(' ').trimEnd()}`);
  }
}

function moneyText(value: bigint | undefined, currency: string | undefined): string {
  if (value === undefined || currency === undefined) return ''.padStart(12);
  const amount = formatAmount({ currency, value: (value < 0n ? -value : value).toString() });
  return `${value < 0n ? '-' : ''}${amount}`.padStart(12);
}
