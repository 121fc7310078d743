import { expect, test } from 'vitest';
import { reconcileThrough } from '../../../src/match.ts';
import { smallWorld } from '../support/small-world.ts';

test('where settlement files are not among the reports, no payment is overdue', async () => {
  const [monday, thursday] = ['2026-11-16', '2026-11-19'];
  const paid = { id: '1', day: monday };
  const statesOf = async (reports: readonly ('transaction' | 'settlement')[]) => {
    const world = smallWorld({ reports });
    world.book(paid);
    await world.fetchTransactions(monday, paid);
    for (const day of ['2026-11-17', '2026-11-18', thursday]) await world.fetchTransactions(day);
    const days = await reconcileThrough(thursday, world.settings);
    return days.map(({ result }) => result.state);
  };
  expect(await statesOf(['transaction'])).toEqual(['closed', 'closed', 'closed', 'closed']);
  expect(await statesOf(['transaction', 'settlement'])).toEqual(['waiting', 'waiting', 'waiting', 'open']);
});
