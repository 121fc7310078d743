import { expect, test } from 'vitest';
import { reconcileDay, reconcileThrough } from '../../../src/match.ts';
import { useOneThread } from '../../match/support/one-thread.ts';
import { sampleText } from '../../statement/support/samples.ts';
import { merchant, smallWorld } from '../support/small-world.ts';

useOneThread();

const [monday, tuesday] = ['2026-11-16', '2026-11-17'];
// Late, soon gone from the server, and gone. docs/wire/statements §2
const [late, lostSoon, lost] = [48, 24 + 4 * 24, 24 + 7 * 24];

test('a missing file that somebody has closed stays closed while it is only getting later', async () => {
  const world = smallWorld({ family: 'B1' });
  const { book } = world.settings;
  world.at(monday, late);
  const first = await reconcileDay(monday, world.settings);
  expect(first).toMatchObject({ kind: 'committed', run: 1, result: { breaks: [{ kind: 'FILE_MISSING' }] } });
  const breakId = first.result.breaks[0]?.id ?? '';
  await book.close({ merchant, breakId, by: 'Ana', reason: 'closed for works', atMs: 1 });
  for (const hour of [lostSoon, lost]) {
    world.at(monday, hour);
    const ran = await reconcileDay(monday, world.settings);
    expect(ran).toEqual({ ...first, kind: 'same', events: [] });
  }
  const explained = await book.explain(merchant, breakId);
  expect(explained?.record.standing).toBe('closed-by-person');
  expect(explained?.events.map(({ kind, by }) => [kind, by])).toEqual([
    ['opened', 'nightly'],
    ['closed', 'Ana'],
  ]);
});

test('the day of a missing file is run again when the file comes', async () => {
  const world = smallWorld({ family: 'B1', statementOptions: { unit: 'smallest' } });
  world.at(monday, late);
  await reconcileDay(monday, world.settings);
  world.at(monday, lost);
  const text = sampleText('transactionItems_20181225_000.csv');
  const [columns = ''] = text.split('\n');
  await world.fetch('transactionItems_20261116_000.csv', `${columns}\n<END>\n`, monday);
  expect(await reconcileDay(monday, world.settings)).toMatchObject({
    ...{ kind: 'committed', run: 2, result: { breaks: [], missingFiles: [] } },
    events: [{ kind: 'closed' }],
  });
});

test.each([
  ['A1', 34],
  ['B0', 48],
  ['B3', 48],
] as const)(
  'a settlement of %s that may still come, and never does, makes no second run',
  async (family, over) => {
    const world = smallWorld({ family, reports: ['transaction', 'settlement', 'summary'] });
    await world.fetchTransactions(monday);
    world.at(monday, over - 0.5);
    expect(await reconcileDay(monday, world.settings)).toMatchObject({ kind: 'committed', run: 1 });
    await world.fetchTransactions(tuesday);
    world.at(tuesday, over);
    const ran = await reconcileThrough(tuesday, world.settings);
    expect(ran.map(({ day, kind, run }) => [day, kind, run])).toEqual([[tuesday, 'committed', 1]]);
  },
);
