import { beforeAll, describe, expect, test } from 'vitest';
import { long } from '../../support/long-test.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { useOneThread } from '../trial/one-thread.ts';
import { families } from '../world/setting.ts';
import { nightScenarios } from './night-scenarios.ts';
import { Nights } from './nights.ts';
import { type Size, wholeWorld } from './whole-world.ts';

/** A day before the one to which something happens, and one behind it. */
const small: Size = { days: 3, branches: 9 };
const week: Size = { days: 7, branches: 21 };

beforeAll(useOneThread);

test.each([
  ['night by night, and once more', 'B2'],
  ['the transactions of a day come late', 'B2'],
  ['a file comes damaged, and is revised', 'A1'],
] as const)('%s: three days of %s', (name, family) => nightScenarios[name](wholeWorld(family, small)));

describe.each(families)('a week of %s', (family) => {
  const { 'a file comes damaged, and is revised': damaged, ...others } = nightScenarios;
  long.each(Object.entries(others))('%s', (_, play) => play(wholeWorld(family, week)), 600_000);

  // Nothing in the transaction files of A4 and B0 tells that whole rows are gone.
  if (family !== 'A4' && family !== 'B0')
    long('a file comes damaged, and is revised', () => damaged(wholeWorld(family, week)), 600_000);
});

test.each([
  ['a float', (value: string) => ({ value: `${value}.5` }), 'amount.value'],
  ['an amount of zero', () => ({ value: '0' }), 'amount.value'],
  ['an unknown currency', () => ({ currency: 'XXA' }), 'amount.currency'],
] as const)('own books with %s are refused, and nothing is written', async (_, change, path) => {
  const world = wholeWorld('A1', small);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const [record] = nights.forget(
    ({ ownId }) => ownId === world.days.flatMap(({ records }) => records)[0]?.ownId,
  );
  if (record === undefined) throw new Error('a world without records');
  nights.write({ ...record, amount: { ...record.amount, ...change(record.amount.value) } });
  await expect(nights.run()).rejects.toMatchObject({
    code: 'ERR_LEDGER_INVALID',
    issues: [{ path: expect.stringContaining(path) }],
  });
  const refusedOn = world.days.findIndex(({ records }) => records.includes(record));
  expect(await nights.results()).toHaveLength(refusedOn);
});

test('own books with an id twice on a day are refused, and nothing is written', async () => {
  const world = wholeWorld('A1', small);
  const nights = new Nights(world, temporaryFolder());
  await nights.bringAll();
  const [day, record] =
    [...world.days.entries()]
      .map(([dayNo, { records }]) => [dayNo, records[0]] as const)
      .find(([, first]) => first !== undefined) ?? [];
  if (record === undefined) throw new Error('a world without records');
  nights.write(record);
  await expect(nights.run()).rejects.toMatchObject({
    code: 'ERR_LEDGER_INVALID',
    issues: [{ path: expect.stringContaining('ownId') }],
  });
  expect(await nights.results()).toHaveLength(day ?? -1);
});
