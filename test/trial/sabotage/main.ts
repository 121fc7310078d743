import { parseArgs } from 'node:util';
import { catchAll } from './catch-sabotage.ts';
import { sabotages } from './sabotages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, payments: { type: 'string', default: '10000' } },
});
const chosen = sabotages.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);
const all = await catchAll(chosen, {
  seed: Number(values.seed),
  payments: Number(values.payments),
  told: ({ line }) => console.log(line),
});
const missed = all.filter(({ isCaught }) => !isCaught);
console.log(`${all.length - missed.length} of ${all.length} sabotages caught`);
process.exitCode = missed.length === 0 ? 0 : 1;
