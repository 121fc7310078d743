import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlantedBreak, type PlayedNight, playNights } from '@alipay-intl/example-nightly-reconciliation';
import type { Break } from '@alipay-intl/reconciliation/match';
import { explainBreak, reportText } from '@alipay-intl/reconciliation/report';
import { type Detail, demand, type Transcript } from './transcript.ts';

/** Plays three nights of a café whose statements differ from its books; the page of the last morning stays behind. */
export async function playReconciliation(
  transcript: Transcript,
  play: typeof playNights = playNights,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'alipay-intl-nights-'));
  try {
    const { planted, last } = await playThreeNights(() => play(folder), transcript);
    await transcript.step(
      'Six rows of the files were never so: each is found, and nothing else',
      async () => {
        for (const one of last.open) {
          demand(
            planted.some((plan) => isAbout(one, plan)),
            `${one.kind} was found, which nobody has planted.`,
          );
        }
        return planted.map((plan) => detailOf(plan, last.open));
      },
    );
    await transcript.step('What finance reads over coffee', async () => [['page', last.page]]);
    transcript.print(reportText(last.report, { breaksMax: 2 }));
  } finally {
    await rm(join(folder, 'store'), { recursive: true, force: true });
  }
}

async function playThreeNights(
  play: () => ReturnType<typeof playNights>,
  transcript: Transcript,
): Promise<{ readonly planted: readonly PlantedBreak[]; readonly last: PlayedNight }> {
  let planted: readonly PlantedBreak[] = [];
  let last: PlayedNight | undefined;
  await transcript.step(
    'Three nights of a café: files fetched, each day compared with own books',
    async () => {
      const played = await play();
      planted = played.planted;
      last = played.nights.at(-1);
      return played.nights.flatMap(({ morning, days }) =>
        days.map(({ day, result: { state, counts } }): Detail => {
          const open = counts
            .filter(({ standing }) => standing === 'open')
            .reduce((sum, { rows }) => sum + rows, 0);
          return [morning, `${day} is ${state}, with ${open} ${open === 1 ? 'break' : 'breaks'} to look at`];
        }),
      );
    },
  );
  if (last === undefined) throw new Error('No night was played.');
  return { planted, last };
}

function isAbout(one: Break, { ownId, kind }: PlantedBreak): boolean {
  const { ledger, transaction, settlement } = one;
  return one.kind === kind && [ledger, transaction, settlement].some((side) => side?.ownId === ownId);
}

function detailOf(plan: PlantedBreak, open: readonly Break[]): Detail {
  const found = open.find((one) => isAbout(one, plan));
  demand(found !== undefined, `Nothing was found of ${plan.ownId}: ${plan.what}.`);
  return [found.id.slice(0, 12), `${plan.what}: ${explainBreak(found).title}`];
}
