import type { Break } from '@alipay-intl/reconciliation/match';
import { expect, it } from 'vitest';
import { playReconciliation } from '../../examples/main-job/src/play-reconciliation.ts';
import { createTranscript, StepError } from '../../examples/main-job/src/transcript.ts';
import type { PlantedBreak, PlayedNights } from '../../examples/nightly-reconciliation/src/play-nights.ts';
import { sampleInput } from '../report/support/sample-day.ts';
import { ledgerSide, sampleBreak, transactionSide } from '../report/support/sample-rows.ts';

// The act of the demonstration fails where a planted break is not found, and where one is found that nobody planted.

const missing = sampleBreak('MISSING_AT_PROVIDER', {
  id: 'a'.repeat(20),
  ledger: ledgerSide({ ownId: 'one' }),
});
const foreign = sampleBreak('MISSING_IN_LEDGER', {
  id: 'b'.repeat(20),
  ledger: undefined,
  transaction: transactionSide({ ownId: 'two' }),
});
const planted: readonly PlantedBreak[] = [
  { ownId: 'one', kind: 'MISSING_AT_PROVIDER', what: 'no file has it' },
  { ownId: 'two', kind: 'MISSING_IN_LEDGER', what: 'never taken' },
];

async function playWith(open: readonly Break[], plan = planted): Promise<string> {
  const lines: string[] = [];
  const night = { morning: '2026-11-21', days: [], open, report: sampleInput, page: '/2026-11-20.html' };
  const played: PlayedNights = { planted: plan, nights: [night] };
  await playReconciliation(
    createTranscript((line) => lines.push(line)),
    async () => played,
  );
  return lines.join('\n');
}

it('names each planted break, and shows the summary and the page', async () => {
  const lines = await playWith([missing, foreign]);
  for (const { what } of planted) expect(lines).toContain(what);
  expect(lines).toContain('NOT CLOSED');
  expect(lines).toContain('/2026-11-20.html');
});

it('fails where one was not found', async () => {
  await expect(playWith([missing])).rejects.toThrow(StepError);
});

it('fails where it was found as something else', async () => {
  await expect(playWith([missing, { ...foreign, kind: 'ORPHAN_REFUND' }])).rejects.toThrow(StepError);
});

it('fails where one was found that nobody has planted', async () => {
  await expect(playWith([missing, foreign], planted.slice(1))).rejects.toThrow(/which nobody has planted/);
});
