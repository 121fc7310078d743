// `npm run deliveries`: delivers again and again, or kills the receiver again and again.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { deliverLong } from './deliveries/long-run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '100000' },
    deliveries: { type: 'string', default: '1000000' },
  },
});
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const seed = Number(values.seed);
console.log(`commit ${commit}, seed ${seed}`);
const isRight = await deliverLong({
  seed,
  events: Number(values.events),
  deliveries: Number(values.deliveries),
});
process.exitCode = isRight ? 0 : 1;
