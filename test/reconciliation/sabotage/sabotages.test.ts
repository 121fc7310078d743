import { matchDay } from '@alipay-intl/reconciliation/match';
import { beforeAll, expect, test } from 'vitest';
import { long } from '../../support/long-test.ts';
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

// Every other one in a usual run, the rest with the scenarios.
for (const [at, [name, sabotage]] of Object.entries(sabotages).entries()) {
  (at % 2 === 0 ? test : long)(`a small world shows that ${name}`, async () => {
    const witness = witnesses[name];
    const violation = witness && (await shownBy(witness, sabotage));
    expect(violation, advice(name)).toBeDefined();
  });
}

test.each(together(Object.values(witnesses)))(
  'nothing is wrong without them in $name',
  async ({ witness }) => {
    expect(await resultOf(witness, matchDay)).toEqual([]);
  },
);
