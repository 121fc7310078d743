import { matchDay } from '@alipay-intl/reconciliation/match';
import { beforeAll, expect, test } from 'vitest';
import { useOneThread } from '../trial/one-thread.ts';
import { sabotages } from './sabotages.ts';
import { resultOf, shownBy, together } from './witness.ts';
import { witnesses } from './witnesses.ts';

const names = Object.keys(sabotages);

/** What to do where the generator makes other worlds than it did. */
const advice = (name: string): string =>
  `Its witness does not show it. Run npm run reconciliations -- --sabotage "${name}" --seed 3, and take over the line that it prints into test/reconciliation/sabotage/witnesses.ts.`;

beforeAll(useOneThread);

test('there is a witness of each planted defect, and none of others', () => {
  expect(Object.keys(witnesses).toSorted()).toEqual(names.toSorted());
});

test.each(Object.entries(sabotages))('a small world shows that %s', async (name, sabotage) => {
  const witness = witnesses[name];
  const violation = witness && (await shownBy(witness, sabotage));
  expect(violation, advice(name)).toBeDefined();
});

test.each(together(Object.values(witnesses)))(
  'nothing is wrong without them in $name',
  async ({ witness }) => {
    expect(await resultOf(witness, matchDay)).toEqual([]);
  },
);
