// Reads statement files in a process of its own, so that its memory is that of reading alone.
import { readStatement } from '@alipay-intl/reconciliation';

/** What reading a file took. */
export interface StatementReading {
  readonly rows: number;
  readonly ms: number;
  readonly processorMs: number;
  /** The most memory that the process has ever held. */
  readonly peakBytes: number;
}

process.on('message', async (path: string) => {
  const before = process.cpuUsage();
  const started = performance.now();
  let rows = 0;
  let sum = 0n;
  for await (const { gross = 0n } of readStatement({ path })) {
    sum += gross;
    rows += 1;
  }
  if (sum === 0n) throw new Error('The rows add up to nothing.');
  const { user, system } = process.cpuUsage(before);
  const reading: StatementReading = {
    ...{ rows, ms: performance.now() - started, processorMs: (user + system) / 1e3 },
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
  process.send?.(reading);
});
