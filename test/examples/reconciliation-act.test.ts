import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playReconciliation } from '../../examples/main-job/src/play-reconciliation.ts';
import { createTranscript, StepError } from '../../examples/main-job/src/transcript.ts';
import { type PlayedNights, playNights } from '../../examples/nightly-reconciliation/src/play-nights.ts';

// The act of the demonstration fails where a planted break is not found, and where one is found that nobody planted.

let folder = '';
let played: PlayedNights;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alipay-intl-nights-'));
  played = await playNights(folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function playWith(planted: PlayedNights['planted']): Promise<readonly string[]> {
  const lines: string[] = [];
  await playReconciliation(
    createTranscript((line) => lines.push(line)),
    async () => ({ ...played, planted }),
  );
  return lines;
}

it('names each planted break', async () => {
  const lines = await playWith(played.planted);
  for (const { what } of played.planted) expect(lines.join('\n')).toContain(what);
});

it('fails where one was not found', async () => {
  const absent = { ownId: 'nobody', kind: 'OVER_REFUND', what: 'more was given back than paid' };
  await expect(playWith([...played.planted, absent])).rejects.toThrow(StepError);
});

it('fails where one was found that nobody has planted', async () => {
  await expect(playWith(played.planted.slice(1))).rejects.toThrow(/which nobody has planted/);
});
