import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlipayError } from '@alipay-intl/core';
import { reportText } from '@alipay-intl/reconciliation/report';
import { playNights } from './play-nights.ts';

const folder = await mkdtemp(join(tmpdir(), 'alipay-intl-nights-'));
try {
  const { nights } = await playNights(folder);
  for (const { morning, days, open } of nights) {
    const states = days.map(({ day, run, result }) => `${day} (run ${run}) ${result.state}`).join(', ');
    console.log(`Morning of ${morning}: ${states}; ${open.length} open in all`);
  }
  const last = nights.at(-1);
  if (last !== undefined) console.log(`\n${reportText(last.report)}\nThe page for finance: ${last.page}`);
} catch (error) {
  if (!isAlipayError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(join(folder, 'store'), { recursive: true, force: true });
}
