import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createCheckout, createMemoryJournal } from '@alipay-intl/payments/checkout';
import { expect, test } from 'vitest';
import { allFaults } from './faults.ts';
import { traceHash } from './totals.ts';
import { runUniverses, universesFor } from './trial.ts';
import { runUniverse } from './universe.ts';

const product = { createCheckout, createMemoryJournal };

test('5,000 payments under faults: none is charged twice, none is lost', { timeout: 600_000 }, async () => {
  Error.stackTraceLimit = 0;
  const seed = 20_261_122;
  const totals = await runUniverses(product, seed, 0, universesFor(seed, 4_250));
  const { payments, universes, charges, deaths, atEnd } = totals;
  console.log(
    `seed ${seed}: ${payments} payments in ${universes} universes, ${charges} charged, ${deaths} processes killed, ` +
      `${atEnd.compared} compared, ${atEnd.doubles} charged twice, ${atEnd.lost} lost, trace ${traceHash(totals)}`,
  );
  expect(payments).toBeGreaterThan(5_000);
  expect(atEnd).toMatchObject({ compared: charges, doubles: 0, lost: 0 });
  expect(allFaults.filter((fault) => totals.faults[fault] === undefined)).toEqual([]);
});

test('the same seed gives the same steps, another seed others', async () => {
  const [first, again, other] = [
    await runUniverses(product, 7, 0, 5),
    await runUniverses(product, 7, 0, 5),
    await runUniverses(product, 8, 0, 5),
  ];
  expect(traceHash(again)).toBe(traceHash(first));
  expect(traceHash(other)).not.toBe(traceHash(first));
});

test('the command that a breach prints replays its universe alone', async () => {
  const loader = fileURLToPath(new URL('../../tools/typescript-loader.mjs', import.meta.url));
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const args = [
    '--import',
    loader,
    '--conditions=@alipay-intl/source',
    main,
    '--seed',
    '7',
    '--universe',
    '3',
  ];
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
  const { digest } = await runUniverse(product, 7, 3);
  expect(printed).toContain(`trace ${digest.toString('hex')}`);
});
