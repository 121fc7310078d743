import { resolve } from 'node:path';
import { inspectStatement, type StatementInspection } from '@alipay-intl/reconciliation';
import type { ReadingArguments } from '../command/options.ts';
import type { Outcome, Run } from '../command/run.ts';
import { columns } from '../output/columns.ts';
import { moneyText } from '../output/money-text.ts';
import { defectLine } from '../output/tell-error.ts';
import { moneyColumns, recordHeader, recordRow } from './record-rows.ts';
import { statementOptions } from './statement-options.ts';

/** `statements inspect` */
export async function inspectCommand(
  run: Run,
  files: readonly string[],
  options: ReadingArguments,
): Promise<Outcome> {
  const inspections: StatementInspection[] = [];
  for (const file of files) {
    const path = resolve(run.cwd, file);
    const reading = { ...statementOptions(options, run), records: options.rows };
    inspections.push(await inspectStatement({ path }, reading));
  }
  return {
    exitCode: inspections.every(({ accepted }) => accepted) ? 0 : 1,
    data: { files: inspections },
    text: inspections.map((one) => textOf(one, run)).join('\n'),
  };
}

function textOf(inspection: StatementInspection, { terminal: { style } }: Run): string {
  const { name, accepted, facts, defects, moreDefects, columnLine, firstRecords } = inspection;
  const verdict = accepted ? style('green', 'can be read') : style('red', 'is refused');
  const more = moreDefects === 0 ? '' : `  … and ${moreDefects} more\n`;
  return [
    `${style('bold', name)} ${verdict}\n`,
    facts === undefined ? `  no known layout: ${columnLine ?? 'no column line'}\n` : factsText(facts),
    ...defects.map((defect) => `${defectLine(defect)}\n`),
    more,
    firstRecords.length === 0 ? '' : columns([recordHeader, ...firstRecords.map(recordRow)], moneyColumns),
  ].join('');
}

function factsText(facts: NonNullable<StatementInspection['facts']>): string {
  const { layout, report, rows, unitFrom, warnings } = facts;
  const totals = facts.totals.map(({ printedType, rows: count, gross, fee, net, currency, netCurrency }) => [
    '  total',
    printedType,
    `${count} rows`,
    moneyText(gross, currency),
    moneyText(fee, netCurrency),
    moneyText(net, netCurrency),
  ]);
  return [
    `  ${layout}, ${report}, ${rows} rows, unit by ${unitFrom}\n`,
    columns(totals, [2, 3, 4, 5]),
    ...warnings.map(({ code }) => `  warning ${code}\n`),
  ].join('');
}
