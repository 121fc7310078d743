import { expect, test } from 'vitest';
import { reconcileDay, reconcileThrough } from '../../../src/match.ts';
import { useOneThread } from '../../match/support/one-thread.ts';
import { daysFrom, smallWorld } from '../support/small-world.ts';

useOneThread();

const [monday = '', tuesday = '', wednesday = '', thursday = '', friday = ''] = daysFrom(
  '2026-11-16',
  '2026-11-20',
);

test('a corrected day runs those days again that looked at what was corrected, long behind them, too', async () => {
  const world = smallWorld({ lookBackDays: 1 });
  world.at('2026-11-22', 12);
  const other = { id: 'other', day: tuesday };
  const twice = [monday, wednesday].map((day) => ({ id: 'twice', day }));
  world.book(...twice, other);
  await world.fetchTransactions(monday, { id: 'twice', day: monday });
  await world.fetchTransactions(tuesday, other);
  for (const day of [wednesday, thursday, friday]) await world.fetchTransactions(day);
  const first = await reconcileThrough(friday, world.settings);
  expect(first.find(({ day }) => day === wednesday)?.result.breaks).toMatchObject([
    { kind: 'DUPLICATE_IN_LEDGER' },
  ]);
  const [record] = world.ledger;
  if (record !== undefined) world.ledger[0] = { ...record, amount: { currency: 'HKD', value: '200' } };
  world.at('2026-11-23', 12);
  await reconcileDay(monday, world.settings);
  const ran = await reconcileThrough(friday, world.settings);
  expect(ran.find(({ day }) => day === tuesday)).toBeUndefined();
  expect(ran.find(({ day }) => day === wednesday)).toMatchObject({ kind: 'committed', run: 2 });
});
