import { expect, test } from 'vitest';
import { recordOf } from './pool.ts';
import { runWrongMoney } from './wrong-money.ts';

test('5,000 genuine signatures for other money, clients, paths, families and environments have no effect', async () => {
  const { wrong, effects, right, rightEffects, kinds, codes } = await runWrongMoney(1, 5_000);
  expect({ wrong, effects, right, rightEffects }).toEqual({
    ...{ wrong: 4_500, effects: 0, right: 500, rightEffects: 500 },
  });
  expect(Object.keys(kinds)).toHaveLength(1 + 12);
  expect(codes['handled']).toBe(500);
}, 120_000);

test('they would have one where amount and currency were not compared', async () => {
  const { effects } = await runWrongMoney(1, 300, { lookup: () => 'handler-compares' });
  expect(effects).toBeGreaterThan(50);
});

test('they would have one where the record said what the notification says', async () => {
  const { effects } = await runWrongMoney(1, 300, { lookup: () => () => recordOf('pay_1') });
  expect(effects).toBeGreaterThan(5);
});
