import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeBreak, madeResult, madeRun, merchant } from '../../../../test/day-book/made-runs.ts';
import { breakChange } from '../../src/days/break-change.ts';
import { type BreakMention, togetherOf } from '../../src/days/break-mentions.ts';
import { createMemoryDayBook } from '../../src/days.ts';
import type { Break } from '../../src/match.ts';
import { type Step, slowBreak, slowTrail } from './support/slow-breaks.ts';

const ids = ['a'.repeat(20), 'b'.repeat(20)];
const days = ['2026-11-20', '2026-11-21', '2026-11-22'];

const anyBreak = fc
  .record({
    id: fc.constantFrom(...ids),
    standing: fc.constantFrom('open', 'waiting'),
    atStake: fc.bigInt(1n, 2n),
    line: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ id, standing, atStake, line }) =>
    madeBreak(id, { standing, atStake, transaction: { ...somewhere, line } }),
  );
const anyCommit = fc.record({
  kind: fc.constant('commit' as const),
  day: fc.constantFrom(...days),
  breaks: fc.uniqueArray(anyBreak, { selector: ({ id }) => id, maxLength: 2 }),
  closed: fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...ids), reason: fc.constantFrom('booked later', 'settled') }),
    { selector: ({ id }) => id, maxLength: 1 },
  ),
});
const anyWord = fc.record({
  kind: fc.constantFrom('close' as const, 'reopen' as const),
  id: fc.constantFrom(...ids),
});
const anySteps = fc.array(fc.oneof({ weight: 3, arbitrary: anyCommit }, { weight: 2, arbitrary: anyWord }), {
  maxLength: 9,
});

const somewhere: NonNullable<Break['transaction']> = {
  file: 'x.csv',
  line: 1,
  kind: 'payment',
  printedType: 'PAYMENT',
  ownId: 'o1',
  providerId: 'p1',
  originalOwnId: undefined,
  originalProviderId: undefined,
  currency: 'USD',
  netCurrency: undefined,
  gross: 1000n,
  fee: undefined,
  net: undefined,
  occurredAtMs: 1_795_312_345_678,
  settledAtMs: undefined,
  batchId: undefined,
};

async function play(steps: readonly Step[]): Promise<ReturnType<typeof createMemoryDayBook>> {
  const book = createMemoryDayBook();
  const runs = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'commit') {
      const after = runs.get(step.day) ?? 0;
      const { breaks, closed } = step;
      // Each run has inputs of its own.
      const result = madeResult(step.day, { breaks, closed, inputsSha256: `${index}` });
      expect(await book.commit(madeRun(result), after)).toMatchObject({ kind: 'committed', run: after + 1 });
      runs.set(step.day, after + 1);
    } else {
      await book[step.kind]({ merchant, breakId: step.id, by: 'Ana', reason: 'because', atMs: index });
    }
  }
  return book;
}

test('breaks and their trails are what the whole history says', async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const book = await play(steps);
      for (const id of ids) {
        const found = await book.explain(merchant, id);
        const slow = slowBreak(steps, id);
        expect(found?.record).toEqual(slow === undefined ? undefined : { merchant, ...slow });
        expect(found?.events.map(({ kind }) => kind) ?? []).toEqual(slowTrail(steps, id));
      }
    }),
    { numRuns: 400 },
  );
});

test('the first listing, the newest and the newest mention say as much as all of them', () => {
  const mention: fc.Arbitrary<BreakMention> = fc.oneof(
    anyBreak.map((one) => ({ kind: 'listed' as const, break: one })),
    fc.constantFrom({ kind: 'closed' as const, reason: 'settled' }),
  );
  const mentions = fc.dictionary(fc.constantFrom(...days, '2026-11-23'), mention, { minKeys: 1 });
  fc.assert(
    fc.property(mentions, (byDay) => {
      const all = Object.entries(byDay);
      const sorted = all.toSorted(([one], [other]) => (one < other ? -1 : 1));
      const listed = sorted.filter(([, { kind }]) => kind === 'listed');
      const few = [listed.at(0), listed.at(-1), sorted.at(-1)].flatMap((one) =>
        one === undefined ? [] : [one],
      );
      expect(togetherOf(few)).toEqual(togetherOf(all));
    }),
  );
});

test('the trail says in words what happened', async () => {
  const id = ids[0] ?? '';
  const waiting = madeBreak(id, { kind: 'MISSING_IN_LEDGER', standing: 'waiting', dueDay: '2026-11-21' });
  const open = madeBreak(id, { kind: 'MISSING_IN_LEDGER' });
  const book = await play([
    { kind: 'commit', day: '2026-11-20', breaks: [waiting], closed: [] },
    { kind: 'commit', day: '2026-11-21', breaks: [open], closed: [] },
    { kind: 'close', id },
    { kind: 'commit', day: '2026-11-22', breaks: [{ ...open, atStake: 151n }], closed: [] },
    { kind: 'commit', day: '2026-11-23', breaks: [], closed: [{ id, reason: 'booked 2 days later' }] },
  ]);
  const found = await book.explain(merchant, id);
  expect(found?.events).toEqual([
    eventOf('opened', '2026-11-20', 'MISSING_IN_LEDGER, waiting until 2026-11-21, 1.50 USD at stake'),
    eventOf(
      'became-open',
      '2026-11-21',
      'was MISSING_IN_LEDGER, waiting until 2026-11-21, 1.50 USD at stake; is MISSING_IN_LEDGER, open, 1.50 USD at stake',
    ),
    { breakId: id, kind: 'closed', by: 'Ana', atMs: 2, day: undefined, run: undefined, reason: 'because' },
    eventOf('reopened', '2026-11-22', 'MISSING_IN_LEDGER, open, 1.51 USD at stake'),
    eventOf('closed', '2026-11-23', 'booked 2 days later'),
  ]);
  function eventOf(kind: string, day: string, reason: string): unknown {
    return { breakId: id, kind, by: 'nightly', atMs: 1_795_312_345_678, day, run: 1, reason };
  }
});

test('what was never there has no record, whatever a run says of its end', () => {
  const mentions = togetherOf([['2026-11-20', { kind: 'closed', reason: 'settled' }]]);
  const commit = { merchant, day: '2026-11-20', run: 1, by: 'nightly', atMs: 1 };
  expect(breakChange('x', undefined, mentions, commit)).toBeUndefined();
});
