// `npm run deliveries`: delivers again and again, or kills the receiver again and again.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DeliveryMode, deliverLong, deliveryModes } from './deliveries/long-run.ts';
import { isKillMode, killLong } from './kills/long-run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '100000' },
    deliveries: { type: 'string', default: '1000000' },
    mode: { type: 'string' },
    kills: { type: 'string' },
    store: { type: 'string', default: 'postgres' },
  },
});
const { mode } = values;
const seed = Number(values.seed);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(`commit ${commit}, seed ${seed}`);

async function kill(kills: number): Promise<boolean> {
  const store = values.store === 'pglite' ? 'pglite' : 'postgres';
  if (mode !== undefined && !isKillMode(mode)) throw new Error(`A kill has no mode ${mode}.`);
  return await killLong({ seed, kills, store, mode: mode ?? 'handle-in-transaction' });
}

async function deliver(): Promise<boolean> {
  const modes = deliveryModes.filter((one) => mode === undefined || one === mode);
  if (modes.length === 0) throw new Error(`A delivery has no mode ${mode}.`);
  const workload = { seed, events: Number(values.events), deliveries: Number(values.deliveries) };
  return await deliverLong(workload, modes satisfies readonly DeliveryMode[]);
}

const isRight = values.kills === undefined ? await deliver() : await kill(Number(values.kills));
console.log(isRight ? 'Nothing was lost, and each effect was there once.' : 'BROKEN: see above.');
process.exitCode = isRight ? 0 : 1;
