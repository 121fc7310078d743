import { describe, expect, test } from 'vitest';
import type { AbsentTransactions, DayInputs, MatchedDay } from '../../../src/match.ts';
import {
  at,
  inStoreSettlement,
  inStoreTransactions,
  inWords,
  matchSmallDays,
  payment,
  type SmallDay,
} from '../support/books.ts';

/** Wednesday to Sunday. */
const [before, lost, behind, later] = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'] as const;

/** What a day is given on which no transaction file came. */
function absent(changes: Partial<AbsentTransactions> = {}): Partial<DayInputs> {
  return {
    absentTransactions: {
      ...{ family: 'A1', isByCurrency: false, currencies: [] },
      ...{ dueFrom: '2026-11-20T09:00:00+08:00', lostFrom: '2026-11-27T09:00:00+08:00' },
      ...changes,
    },
  };
}

const paid = (id: string, day: string, clock = '10:00:00', currency = 'AUD') =>
  payment(id, { occurredAtMs: at(clock, day), amount: { currency, value: '1000' } });

const row = (id: string, clock = '10:00:00', currency = 'AUD'): string =>
  `${id} ${id}1 10.00 0.06 ${clock} PAYMENT ${currency}`;

const dayOf = (day: string, small: SmallDay = {}, rows: readonly string[] = []): SmallDay => ({
  ...{ day, files: inStoreTransactions(rows, day) },
  ...small,
});

const wordsOf = (days: readonly MatchedDay[]): readonly (readonly string[])[] =>
  days.map(({ result }) => inWords(result.breaks).map((words) => words.replace('_AT_PROVIDER', '')));

describe('a transaction file that is lost', () => {
  const soldAndLost = dayOf(lost, {
    ledger: [paid('a', lost), paid('b', lost, '11:00:00')],
    files: {},
    inputs: absent(),
  });

  test('is missing where own books have business, and no row is missing on account of it', async () => {
    const days = await matchSmallDays([
      dayOf(before, { ledger: [paid('z', before, '23:59:59')] }),
      soldAndLost,
      dayOf(behind),
      dayOf(later),
    ]);
    const waiting = [
      'MISSING waiting AUD 1000 a',
      'MISSING waiting AUD 1000 b',
      'MISSING waiting AUD 1000 z',
    ];
    expect(wordsOf(days).map((words) => words.toSorted())).toEqual([
      ['MISSING waiting AUD 1000 z'],
      ['FILE_MISSING open AUD 2000', ...waiting],
      waiting,
      waiting,
    ]);
    expect(days[1]?.result.breaks[0]).toMatchObject({
      ...{ question: 'file-whole', day: lost, file: undefined },
      facts: { family: 'A1', report: 'transaction', records: '2', lostFrom: '2026-11-27T09:00:00+08:00' },
    });
    expect(days.map(({ result }) => result.state)).toEqual(['waiting', 'open', 'waiting', 'waiting']);
  });

  test('keeps settlements of its day waiting, too', async () => {
    const files = {
      ...inStoreTransactions([], '2026-11-23'),
      ...inStoreSettlement([`a a1 10.00 0.06 9.94 ${lost} 10:00:00 P`], '2026-11-23'),
    };
    const days = await matchSmallDays([soldAndLost, dayOf(behind), { day: '2026-11-23', files }]);
    expect(wordsOf(days).at(-1)).toContain('SETTLED_BUT_NOT_TRANSACTED waiting AUD 994 a');
  });

  test('holds rows back no longer than they are kept', async () => {
    const days = await matchSmallDays([
      soldAndLost,
      dayOf(behind),
      ...['2027-02-17', '2027-02-18', '2027-02-19'].map((day) => dayOf(day)),
    ]);
    expect(wordsOf(days).slice(2)).toEqual(
      [
        ['MISSING waiting AUD 1000 a', 'MISSING waiting AUD 1000 b'].toSorted(),
        ['MISSING open AUD 1000 a', 'MISSING open AUD 1000 b'].toSorted(),
        [],
      ].map((words) => expect.arrayContaining(words)),
    );
    expect(days.at(-1)?.result.closed).toEqual([]);
  });
});

describe('a day without business', () => {
  test('is one where own books have none', async () => {
    const days = await matchSmallDays([
      dayOf(before, { ledger: [paid('z', before)] }),
      dayOf(lost, {
        ledger: [paid('f', lost)].map((one) => ({ ...one, status: 'failed' })),
        files: {},
        inputs: absent(),
      }),
    ]);
    expect(wordsOf(days)[1]).toEqual(['MISSING open AUD 1000 z']);
  });

  test('is none less because own books have a payment of the evening before late', async () => {
    const days = await matchSmallDays([
      dayOf(before, {}, [row('z', '23:59:59')]),
      dayOf(lost, { ledger: [paid('z', lost, '00:00:01')], files: {}, inputs: absent() }),
    ]);
    expect(wordsOf(days)).toEqual([['MISSING_IN_LEDGER waiting AUD 1000 z'], []]);
  });

  test('shows when all that own books have of it is found behind midnight: nothing waits for its file any more', async () => {
    const days = await matchSmallDays([
      dayOf(before, { ledger: [paid('z', before)] }),
      dayOf(lost, { ledger: [paid('a', lost, '23:59:59')], files: {}, inputs: absent() }),
      dayOf(behind, {}, [row('a', '00:00:01')]),
    ]);
    expect(wordsOf(days)[1]).toEqual([
      'FILE_MISSING open AUD 1000',
      expect.stringContaining('MISSING waiting AUD 1000'),
      expect.stringContaining('MISSING waiting AUD 1000'),
    ]);
    expect(wordsOf(days)[2]).toEqual(['MISSING open AUD 1000 z']);
    expect(days[2]?.result.closed).toContainEqual({
      id: days[1]?.result.breaks[0]?.id,
      reason: 'there was no such file: all that own books have of it was found 1 day later',
    });
  });
});

describe('a day with a file for each currency', () => {
  const oneLost = dayOf(
    lost,
    {
      ledger: [
        paid('a', lost),
        paid('b', lost, '11:00:00', 'USD'),
        paid('c', lost),
        paid('e', lost, '12:00:00', 'EUR'),
      ],
      inputs: absent({ family: 'B0', isByCurrency: true, currencies: ['AUD', 'EUR'] }),
    },
    [row('a')],
  );

  test('misses that of a currency which own books have; rows of others do not wait for it', async () => {
    const days = await matchSmallDays([oneLost, dayOf(behind), dayOf(later)]);
    expect(wordsOf(days)[0]?.[0]).toBe('FILE_MISSING open USD 1000');
    expect(wordsOf(days)[1]).toEqual([
      'MISSING open AUD 1000 c',
      'MISSING open EUR 1000 e',
      'MISSING waiting USD 1000 b',
    ]);
    expect(wordsOf(days)[2]).toEqual(wordsOf(days)[1]);
  });

  test('is the same input where own books have nothing of the currency, whether its time is over or not', async () => {
    const quiet = dayOf(lost, { ledger: [paid('a', lost)] }, [row('a')]);
    const [one] = await matchSmallDays([quiet]);
    const [other] = await matchSmallDays([
      { ...quiet, inputs: absent({ family: 'B0', isByCurrency: true, currencies: ['AUD'] }) },
    ]);
    expect(other?.result.inputsSha256).toBe(one?.result.inputsSha256);
  });
});
