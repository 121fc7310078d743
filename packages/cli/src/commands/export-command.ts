import { resolve } from 'node:path';
import type { DayEntry } from '@alipay-intl/reconciliation/match';
import type { ExportArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { checkRange, yesterdayOf } from '../nightly/asked-days.ts';
import { withBooks } from '../nightly/books.ts';
import { type ExportedDay, exportDay } from '../nightly/export-day.ts';
import { columns } from '../output/columns.ts';
import { createProgress } from '../output/progress.ts';

/** `export` */
export async function exportCommand(run: Run, options: ExportArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const to = resolve(run.cwd, options.to);
  const last = options.through ?? yesterdayOf(run);
  if (options.from !== undefined) checkRange(options.from, last, run);
  const merchants = merchantsOf(configuration, options.merchant);
  const entries = await withBooks(configuration, run, async ({ book }) => {
    const all: DayEntry[] = [];
    for (const { id, booksBegin } of merchants) {
      const span = { from: options.from ?? booksBegin, to: last };
      all.push(...(await book.days(id, span)));
    }
    return all;
  });
  const progress = await createProgress(run.terminal);
  const days: ExportedDay[] = [];
  try {
    for (const entry of entries) {
      days.push(await exportDay(entry, configuration.folders.rows, to, run.signal));
      progress.show('days', days.length, entries.length);
    }
  } finally {
    progress.end();
  }
  return {
    exitCode: 0,
    data: { to, days },
    text:
      days.length === 0
        ? 'No day was reconciled.\n'
        : columns(days.map(({ merchant, day, kind, path }) => [merchant, day, kind, path])),
  };
}
