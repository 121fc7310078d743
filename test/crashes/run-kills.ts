// `npm run kills`: long runs of what the tests beside do shortly.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgresServer } from '../support/postgres-server.ts';
import { describeEnumeration, enumerateRuns } from './support/enumerate-runs.ts';
import type { Breadth, Family } from './support/gateway-model.ts';
import { judgeKills } from './support/judge-kills.ts';
import { runKills } from './support/kill-run.ts';
import type { Job } from './support/play-run.ts';
import { summariseKills } from './support/summarise-kills.ts';
import type { StoreAt } from './support/till-messages.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'boolean', default: false },
    singles: { type: 'boolean', default: false },
    breadth: { type: 'string' },
    job: { type: 'string', multiple: true },
    family: { type: 'string' },
    store: { type: 'string', default: 'pglite' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    tills: { type: 'string', default: '12' },
  },
});
const families: readonly Family[] =
  values.family === undefined ? ['barcode', 'v1'] : [values.family as Family];
const everyJob: readonly Job[] = [
  'collect',
  'start',
  'collect, then cancel',
  'refund',
  'refund in two parts',
];
const progressMs = 30_000;

/** Every crash point with all that a gateway can do, or every pair of crash points with what differs most. */
async function enumerate(deaths: number, breadth: Breadth): Promise<number> {
  Error.stackTraceLimit = 0;
  let violated = 0;
  for (const family of families) {
    for (const job of (values.job as readonly Job[] | undefined) ?? everyJob) {
      const play = { family, jobs: [job], deaths, breadth } as const;
      let shownMs = Date.now();
      const found = await enumerateRuns(play, (runs, wrong) => {
        if (Date.now() - shownMs < progressMs) return;
        shownMs = Date.now();
        console.log(`  ${family}, ${job}: ${runs} runs so far, ${wrong} violated`);
      });
      violated += found.violated;
      console.log(describeEnumeration(play, found));
      for (const violation of found.violations) console.log(violation);
    }
  }
  return violated;
}

async function kill(): Promise<number> {
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const kills = Number(values.kills);
  const family = families[0] ?? 'barcode';
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(`seed ${seed}, commit ${commit}, ${kills} kills, ${family}, store ${values.store}`);
  const { store, remove } = await openStore();
  try {
    const run = await runKills({
      family,
      store,
      kills,
      seed,
      tills: Number(values.tills),
      onKill: (done) => {
        if (done % 50 === 0) console.log(`  ${done} kills so far`);
      },
    });
    const wrong = judgeKills(run);
    console.log(summariseKills(run, wrong.length));
    for (const violation of wrong) console.log(violation);
    return wrong.length;
  } finally {
    await remove();
  }
}

async function openStore(): Promise<{ readonly store: StoreAt; readonly remove: () => Promise<void> }> {
  if (values.store === 'postgres') {
    const server = await startPostgresServer();
    return { store: { kind: 'postgres', connectionString: server.connectionString }, remove: server.remove };
  }
  const folder = mkdtempSync(join(tmpdir(), 'alipay-intl-kills-'));
  return {
    store: { kind: 'pglite', folder },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const breadth = values.breadth as Breadth | undefined;
const singles = values.singles ? await enumerate(1, breadth ?? 'every') : 0;
const pairs = values.pairs ? await enumerate(2, breadth ?? 'main') : 0;
const killed = values.singles || values.pairs ? 0 : await kill();
process.exitCode = singles + pairs + killed === 0 ? 0 : 1;
