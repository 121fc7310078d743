import { resolve } from 'node:path';
import { openStatement, type Statement, type StatementRecord } from '@alipay-intl/reconciliation';
import type { ReadingArguments } from '../command/options.ts';
import type { Run, WrittenOutcome } from '../command/run.ts';
import { printable } from '../output/columns.ts';
import { stringify } from '../output/json.ts';
import { createProgress } from '../output/progress.ts';
import { recordHeader, recordRow } from './record-rows.ts';
import { statementOptions } from './statement-options.ts';

const rowsPerProgress = 10_000;

/** `statements read`: row by row, because a file can be larger than the memory. */
export async function readCommand(
  run: Run,
  file: string,
  options: ReadingArguments,
): Promise<WrittenOutcome> {
  const statement = await openStatement({ path: resolve(run.cwd, file) }, statementOptions(options, run));
  const { terminal } = run;
  const most = options.rows ?? statement.facts.rows;
  const progress = await createProgress(terminal);
  const form = terminal.isJson ? jsonForm(statement) : textForm;
  try {
    let count = 0;
    await terminal.write(form.before);
    for await (const record of statement) {
      if (count === most) break;
      await terminal.write(form.row(record, count));
      count += 1;
      if (count % rowsPerProgress === 0) progress.show('rows', count, most);
    }
    await terminal.write(form.behind);
  } finally {
    progress.end();
  }
  return { exitCode: 0, isWritten: true };
}

interface Form {
  readonly before: string;
  readonly row: (record: StatementRecord, index: number) => string;
  readonly behind: string;
}

/** Tabs, because widths are not known before the last row. */
const textForm: Form = {
  before: `${recordHeader.join('\t')}\n`,
  row: (record) => `${recordRow(record).map(printable).join('\t')}\n`,
  behind: '',
};

function jsonForm({ facts }: Statement): Form {
  return {
    before: `{"facts":${stringify(facts)},"records":[`,
    row: (record, index) => `${index === 0 ? '' : ','}\n${stringify(record)}`,
    behind: ']}\n',
  };
}
