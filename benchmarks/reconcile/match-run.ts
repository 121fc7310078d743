// Matches a day in a process of its own, so that its memory is that of reconciling alone.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStatement } from '@alipay-intl/reconciliation';
import { workingDays } from '@alipay-intl/reconciliation/fetch';
import { matchDay } from '@alipay-intl/reconciliation/match';
import { reportHtml, reportJson } from '@alipay-intl/reconciliation/report';
import { type DayFiles, day } from './day-files.ts';

/** What a candidate took. */
export interface Taken {
  readonly ms: number;
  readonly processorMs: number;
  /** The most memory that the process has ever held. */
  readonly peakBytes: number;
  readonly pairs: number;
}

process.on('message', async (files: DayFiles) => {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-'));
  try {
    const before = process.cpuUsage();
    const started = performance.now();
    const pairs = await match(files, folder);
    const { user, system } = process.cpuUsage(before);
    const taken: Taken = {
      ...{ ms: performance.now() - started, processorMs: (user + system) / 1e3, pairs },
      peakBytes: await peakBytes(),
    };
    process.send?.(taken);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** From the bytes of both files to the report in both forms, and to the files for the next day. */
async function match({ ledger, statement: path }: DayFiles, folder: string): Promise<number> {
  const statement = await openStatement({ path, name: '2088000000000000_transaction_20261121.txt' });
  const { result } = await matchDay(
    {
      ...{ merchant: 'benchmark', day, statements: [{ statement, revision: 1 }], hasTransactions: true },
      ...{ fileBreaks: [], missingFiles: [], earlierRows: [] },
      ledger: { kind: 'csv', pathOf: () => ledger },
      terms: {
        settlement: { kind: 'daily', workingDays: 1 },
        isWorkingDay: workingDays(),
        booksBegin: '2026-11-01',
      },
    },
    { folder, clock: { now: () => Date.parse('2027-01-01T00:00:00Z') } },
  );
  const input = { result, run: 1, atMs: Date.parse('2026-11-23T02:00:00Z') };
  await writeFile(join(folder, 'report.html'), reportHtml(input));
  await writeFile(join(folder, 'report.json'), reportJson(input));
  return Object.values(result.pairs).reduce((sum, pairs) => sum + pairs, 0);
}

async function peakBytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1_024;
}
