import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { reportText } from '@alipay-intl/reconciliation/report';
import { afterEach, expect, it, vi } from 'vitest';
import type { PlayedNights, playNights } from '../../examples/nightly-reconciliation/src/play-nights.ts';
import { madeResult } from '../day-book/made-runs.ts';
import { sampleInput } from '../report/support/sample-day.ts';
import { sampleBreak } from '../report/support/sample-rows.ts';

// What the program prints of its nights; the nights themselves are played by main-job.

const play = vi.hoisted(() => vi.fn<typeof playNights>());
vi.mock('../../examples/nightly-reconciliation/src/play-nights.ts', () => ({ playNights: play }));
afterEach(() => vi.restoreAllMocks());

it('prints each morning, a summary and the path of the page', async () => {
  const night = (morning: string, day: string, open: number): PlayedNights['nights'][number] => ({
    morning,
    days: [{ day, kind: 'committed', run: 1, result: madeResult(day), events: [], warnings: [] }],
    open: Array.from({ length: open }, () => sampleBreak('MISSING_AT_PROVIDER', {})),
    report: sampleInput,
    page: `/pages/${day}.html`,
  });
  const nights = [night('2026-11-19', '2026-11-18', 1), night('2026-11-20', '2026-11-19', 4)];
  play.mockImplementation(async (folder) => {
    mkdirSync(join(folder, 'store'));
    return { planted: [], nights };
  });
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await import('../../examples/nightly-reconciliation/src/main.ts');
  const [folder = ''] = play.mock.calls[0] ?? [];
  expect(lines).toEqual([
    `Morning of 2026-11-19: 2026-11-18 (run 1) closed; 1 open in all`,
    `Morning of 2026-11-20: 2026-11-19 (run 1) closed; 4 open in all`,
    `\n${reportText(sampleInput)}\nThe page for finance: /pages/2026-11-19.html`,
  ]);
  // The pages stay, the store does not.
  expect([existsSync(folder), existsSync(join(folder, 'store'))]).toEqual([true, false]);
  rmSync(folder, { recursive: true });
});
