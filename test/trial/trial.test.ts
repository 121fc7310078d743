import { createCheckout, createMemoryJournal } from '@alipay-intl/payments/checkout';
import { expect, test } from 'vitest';
import { allFaults } from './faults.ts';
import { traceHash } from './totals.ts';
import { runUniverses, universesFor } from './trial.ts';

const product = { createCheckout, createMemoryJournal };

test('20,000 payments under faults: none is charged twice, none is lost', { timeout: 600_000 }, async () => {
  Error.stackTraceLimit = 0;
  const seed = 20_261_122;
  const totals = await runUniverses(product, seed, 0, universesFor(seed, 17_000));
  const { payments, universes, charges, deaths } = totals;
  console.log(
    `seed ${seed}: ${payments} payments in ${universes} universes, ${charges} charged, ${deaths} processes killed, ` +
      `none charged twice, none lost, trace ${traceHash(totals)}`,
  );
  expect(payments).toBeGreaterThan(20_000);
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
