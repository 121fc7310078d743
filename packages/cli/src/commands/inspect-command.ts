import { basename, resolve } from 'node:path';
import { isAlipayError } from '@alipay-intl/core/errors';
import { inspectStatement, type StatementInspection } from '@alipay-intl/reconciliation';
import type { ReadingArguments } from '../command/options.ts';
import type { Outcome, Run } from '../command/run.ts';
import { columns, printable } from '../output/columns.ts';
import { worstOf } from '../output/exit-code.ts';
import { moneyText } from '../output/money-text.ts';
import { defectLine, describeError, type ToldError } from '../output/tell-error.ts';
import { moneyColumns, recordHeader, recordRow } from './record-rows.ts';
import { statementOptions } from './statement-options.ts';

/** A file that there is nothing to say of, and why. */
interface UnreadableFile {
  readonly name: string;
  readonly accepted: false;
  readonly error: ToldError;
}

/** `statements inspect`: one file that cannot be read does not keep the others from being looked into. */
export async function inspectCommand(
  run: Run,
  files: readonly string[],
  options: ReadingArguments,
): Promise<Outcome> {
  const inspections: (StatementInspection | UnreadableFile)[] = [];
  for (const file of files) {
    const path = resolve(run.cwd, file);
    const reading = { ...statementOptions(options, run), records: options.rows };
    const inspecting = inspectStatement({ path }, reading);
    inspections.push(await inspecting.catch((error: unknown) => unreadable(path, error, run)));
  }
  return {
    exitCode: worstOf(inspections.map((one) => ('error' in one ? 3 : one.accepted ? 0 : 1))),
    data: { files: inspections },
    text: inspections.map((one) => textOf(one, run)).join('\n'),
  };
}

/** Tells the fault, and goes on; a fault that all files would have ends the command. */
function unreadable(path: string, error: unknown, run: Run): UnreadableFile {
  if (run.signal.aborted || !isAlipayError(error) || error.code !== 'ERR_STATEMENT_UNREADABLE') throw error;
  run.reportFault(error);
  return { name: basename(path), accepted: false, error: describeError(error) };
}

function textOf(inspection: StatementInspection | UnreadableFile, { terminal: { style } }: Run): string {
  const title = style('bold', printable(inspection.name));
  if ('error' in inspection) return `${title} ${style('red', 'cannot be read')}\n`;
  const { accepted, facts, defects, moreDefects, columnLine, firstRecords } = inspection;
  const verdict = accepted ? style('green', 'can be read') : style('red', 'is refused');
  const more = moreDefects === 0 ? '' : `  … and ${moreDefects} more\n`;
  return [
    `${title} ${verdict}\n`,
    facts === undefined
      ? `  no known layout: ${printable(columnLine ?? 'no column line')}\n`
      : factsText(facts),
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
