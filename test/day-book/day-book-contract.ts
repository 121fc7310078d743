import type { Break, BreakRecord, DayBook, DayResult, DayRun } from '@alipay-intl/reconciliation/match';
import { describe, expect, test } from 'vitest';
import { madeBreak, madeResult, madeRun, merchant } from './made-runs.ts';

const [monday, tuesday] = ['2026-11-16', '2026-11-17'];
const id = 'a1b2c3d4e5f60718293a';
const other = 'ffffffffffffffffffff';
const word = { merchant, breakId: id, by: 'Ana', reason: 'agreed by mail', atMs: 7 };

/** A run that found these breaks; runs of a day differ by their inputs. */
function runOf(
  day: string,
  breaks: readonly Break[],
  changes: Partial<DayRun> & { inputs?: string } = {},
): DayRun {
  const { inputs, ...rest } = changes;
  return madeRun(
    madeResult(day, { breaks, ...(inputs === undefined ? {} : { inputsSha256: inputs }) }),
    rest,
  );
}

async function standingOf(book: DayBook, breakId: string = id): Promise<BreakRecord['standing'] | undefined> {
  return (await book.explain(merchant, breakId))?.record.standing;
}

async function trailOf(book: DayBook, breakId: string = id): Promise<readonly string[]> {
  const found = await book.explain(merchant, breakId);
  return found?.events.map(({ kind, by, reason }) => `${kind} by ${by}: ${reason}`) ?? [];
}

/**
 * What every book of days must do, whatever holds it.
 *
 * @param make - gives a book for a scope; called inside the tests.
 */
export function describeDayBook(place: string, make: () => (scope: string) => DayBook): void {
  let scopes = 0;
  const newBook = (): DayBook => {
    scopes += 1;
    return make()(`days-${process.pid}-${place}-${scopes}`);
  };

  describe(`the book of days on ${place}`, () => {
    test('gives back what was written, to the last digit', async () => {
      const book = newBook();
      const run = runOf(monday, [everything(id), madeBreak(other)], { carriedInSha256: 'e'.repeat(64) });
      const result = {
        ...run.result,
        ...richResult,
        closed: [{ id: 'gone', reason: 'never "known" \\ \u0000' }],
      };
      const committed = await book.commit({ ...run, result }, 0);
      expect(committed).toMatchObject({ kind: 'committed', run: 1 });
      expect(await book.result(merchant, monday)).toStrictEqual(result);
      const { inputsSha256, state } = result;
      const { result: _, ...kept } = run;
      const entry = { merchant, day: monday, run: 1, state, inputsSha256, ...kept };
      expect(await book.days(merchant, { from: monday, to: monday })).toStrictEqual([entry]);
      expect(await book.lastBefore(merchant, tuesday)).toStrictEqual(entry);
      const found = await book.explain(merchant, id);
      expect(found?.record).toStrictEqual({
        merchant,
        break: everything(id),
        standing: 'open',
        firstDay: monday,
        lastDay: monday,
      });
      expect(found?.events).toStrictEqual(
        committed.kind === 'committed' ? committed.events.filter(({ breakId }) => breakId === id) : [],
      );
    });

    test('knows nothing of a day, a break or a merchant that it was not told of', async () => {
      const book = newBook();
      await book.commit(runOf(tuesday, [madeBreak(id)]), 0);
      expect(await book.lastBefore(merchant, tuesday)).toBeUndefined();
      expect(await book.result(merchant, monday)).toBeUndefined();
      expect(await book.days(merchant, { from: monday, to: monday })).toEqual([]);
      expect(await book.explain(merchant, other)).toBeUndefined();
      expect(await book.explain('another', id)).toBeUndefined();
      expect(await book.breaks({ merchant: 'another', limit: 10 })).toEqual([]);
      expect(await newBook().days(merchant, { from: monday, to: tuesday })).toEqual([]);
    });

    test('gives the days of a span in order, and the last one before a day', async () => {
      const book = newBook();
      for (const day of ['2026-11-30', '2026-12-02', '2026-12-01', '2025-12-31'])
        await book.commit(runOf(day, []), 0);
      const days = await book.days(merchant, { from: '2026-11-30', to: '2026-12-01' });
      expect(days.map(({ day }) => day)).toEqual(['2026-11-30', '2026-12-01']);
      expect((await book.lastBefore(merchant, '2026-12-02'))?.day).toBe('2026-12-01');
      expect((await book.lastBefore(merchant, '2026-11-30'))?.day).toBe('2025-12-31');
    });

    test('a run with the inputs of the one that counts changes nothing', async () => {
      const book = newBook();
      const run = runOf(monday, [madeBreak(id)]);
      await book.commit(run, 0);
      const again = { ...run, by: 'Ben', atMs: 9, rows: { path: 'elsewhere', sha256: 'f'.repeat(64) } };
      for (const afterRun of [1, 0, 7])
        expect(await book.commit(again, afterRun)).toEqual({ kind: 'same', run: 1 });
      expect(await book.lastBefore(merchant, tuesday)).toMatchObject({
        run: 1,
        by: 'nightly',
        rows: run.rows,
      });
      expect(await trailOf(book)).toHaveLength(1);
    });

    test('a run behind another one changes nothing', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id)], { inputs: '1' }), 0);
      await book.commit(runOf(monday, [madeBreak(id)], { inputs: '2' }), 1);
      for (const afterRun of [0, 1, 3]) {
        const late = runOf(monday, [madeBreak(other)], { inputs: '3' });
        expect(await book.commit(late, afterRun)).toEqual({ kind: 'behind', run: 2 });
      }
      expect(await standingOf(book, other)).toBeUndefined();
      expect(await book.lastBefore(merchant, tuesday)).toMatchObject({ run: 2, inputsSha256: '2' });
    });

    test('of two commits at once one is written', async () => {
      const book = newBook();
      for (let round = 0; round < 5; round++) {
        const breaks = [madeBreak(id, { atStake: BigInt(round + 1) })];
        const both = await Promise.all(
          ['a', 'b'].map((name) => book.commit(runOf(monday, breaks, { inputs: `${name}${round}` }), round)),
        );
        expect(both.map(({ kind }) => kind).sort()).toEqual(['behind', 'committed']);
      }
      expect(await trailOf(book)).toHaveLength(5);
      const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
      const commits = await Promise.all(days.map((day) => book.commit(runOf(day, [madeBreak(other)]), 0)));
      expect(commits.map(({ kind }) => kind)).toEqual(days.map(() => 'committed'));
      expect(await trailOf(book, other)).toHaveLength(1);
    });

    test('a new run of a day takes the place of the old one', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id), madeBreak(other)], { inputs: '1' }), 0);
      const second = runOf(monday, [madeBreak(other, { atStake: 2n })], { inputs: '2' });
      expect(await book.commit(second, 1)).toMatchObject({ kind: 'committed', run: 2 });
      expect(await standingOf(book)).toBe('closed-by-run');
      expect((await trailOf(book)).at(-1)).toBe(
        `closed by nightly: no longer found after run 2 of ${monday}`,
      );
      expect((await trailOf(book, other)).at(-1)).toContain('is AMOUNT_MISMATCH, open, 0.02 USD at stake');
      expect(await book.result(merchant, monday)).toEqual(second.result);
      await book.commit(runOf(monday, [madeBreak(id)], { inputs: '1' }), 2);
      expect(await standingOf(book)).toBe('open');
      expect((await trailOf(book)).map((line) => line.split(' ')[0])).toEqual([
        'opened',
        'closed',
        'reopened',
      ]);
    });

    test('falls back to the newest day that still mentions a break', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id, { standing: 'waiting', dueDay: tuesday })]), 0);
      await book.commit(runOf(tuesday, [madeBreak(id)], { inputs: '1' }), 0);
      expect((await book.explain(merchant, id))?.record).toMatchObject({
        standing: 'open',
        lastDay: tuesday,
      });
      await book.commit(runOf(tuesday, [], { inputs: '2' }), 1);
      const { record } = (await book.explain(merchant, id)) ?? {};
      expect(record).toMatchObject({ standing: 'waiting', firstDay: monday, lastDay: monday });
      expect((await trailOf(book)).map((line) => line.split(' ')[0])).toEqual([
        'opened',
        'became-open',
        'changed',
      ]);
    });

    test('a run that found more than it lists closes nothing by leaving it out', async () => {
      const book = newBook();
      const found = (rows: number): Pick<DayResult, 'counts'> => ({
        counts: [
          { kind: 'PENDING_SETTLEMENT', standing: 'waiting', currency: 'USD', rows: 9, atStake: 9n },
          { kind: 'AMOUNT_MISMATCH', standing: 'open', currency: 'USD', rows, atStake: 150n },
        ],
      });
      const run = (breaks: readonly Break[], rows: number, changes: Partial<DayResult> = {}): DayRun =>
        madeRun(madeResult(monday, { breaks, ...found(rows), ...changes }));
      await book.commit(run([madeBreak(id)], 1), 0);
      const cut = run([madeBreak(other)], 2);
      expect(await book.commit(cut, 1)).toMatchObject({ kind: 'committed', events: [{ kind: 'opened' }] });
      expect(await book.result(merchant, monday)).toStrictEqual(cut.result);
      expect(await standingOf(book)).toBe('open');
      await book.commit(run([madeBreak(other, { atStake: 9n })], 2), 2);
      expect(await standingOf(book)).toBe('open');
      // What it says itself counts, whether its list is cut or not.
      await book.commit(
        run([], 1, { closed: [{ id: other, reason: 'booked' }], inputsSha256: 'x'.repeat(64) }),
        3,
      );
      expect([await standingOf(book), await standingOf(book, other)]).toEqual(['open', 'closed-by-run']);
      await book.commit(run([], 0), 4);
      expect(await trailOf(book)).toEqual([
        expect.stringContaining('opened by nightly'),
        'closed by nightly: no longer found after run 5 of 2026-11-16',
      ]);
    });

    test('an older day that is run again does not speak over a newer one', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id)], { inputs: '1' }), 0);
      await book.commit(madeRun(madeResult(tuesday, { closed: [{ id, reason: 'booked a day later' }] })), 0);
      expect(await standingOf(book)).toBe('closed-by-run');
      await book.commit(runOf(monday, [madeBreak(id, { atStake: 3n })], { inputs: '2' }), 1);
      const { record, events } = (await book.explain(merchant, id)) ?? {};
      expect(record).toMatchObject({ standing: 'closed-by-run', break: { atStake: 3n }, lastDay: tuesday });
      expect(events?.at(-1)).toMatchObject({
        kind: 'closed',
        reason: 'booked a day later',
        day: tuesday,
        run: 1,
      });
    });

    test('a person closes a break, until a run finds something else', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id)]), 0);
      expect(await book.close(word)).toBe('closed');
      expect(await book.close(word)).toBe('closed-already');
      await book.commit(runOf(tuesday, [madeBreak(id)]), 0);
      expect(await standingOf(book)).toBe('closed-by-person');
      await book.commit(runOf('2026-11-18', [madeBreak(id, { atStake: 151n })]), 0);
      expect(await standingOf(book)).toBe('open');
      expect(await trailOf(book)).toEqual([
        'opened by nightly: AMOUNT_MISMATCH, open, 1.50 USD at stake',
        'closed by Ana: agreed by mail',
        'reopened by nightly: AMOUNT_MISMATCH, open, 1.51 USD at stake',
      ]);
    });

    test('a person opens what a person has closed, and nothing else', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id, { standing: 'waiting' })], { inputs: '1' }), 0);
      expect(await book.reopen(word)).toBe('open-already');
      await book.close(word);
      expect(await book.reopen({ ...word, by: 'Ben', atMs: 8 })).toBe('reopened');
      expect(await standingOf(book)).toBe('waiting');
      await book.commit(runOf(monday, [], { inputs: '2' }), 1);
      expect(await book.reopen(word)).toBe('closed-by-run');
      expect(await book.close(word)).toBe('closed-already');
      for (const say of [book.close, book.reopen])
        expect(await say({ ...word, breakId: other })).toBe('unknown');
      const { events } = (await book.explain(merchant, id)) ?? {};
      expect(events?.map(({ kind, by, day, run }) => [kind, by, day, run])).toEqual([
        ['opened', 'nightly', monday, 1],
        ['closed', 'Ana', undefined, undefined],
        ['reopened', 'Ben', undefined, undefined],
        ['closed', 'nightly', monday, 2],
      ]);
    });

    test('a closing by a person holds behind one by a run that is taken back', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id)]), 0);
      await book.close({ ...word, reason: 'a \u0000 and a \ud800' });
      await book.commit(
        madeRun(madeResult(tuesday, { closed: [{ id, reason: 'settled' }], inputsSha256: '1' })),
        0,
      );
      await book.commit(madeRun(madeResult(tuesday, { inputsSha256: '2' })), 1);
      expect(await standingOf(book)).toBe('closed-by-person');
      expect((await trailOf(book)).slice(-2)).toEqual([
        'closed by nightly: settled',
        'closed by nightly: found again as Ana had closed it: a \u0000 and a \ud800',
      ]);
    });

    test('lists breaks by id, page by page, of a standing or a day', async () => {
      const book = newBook();
      const ids = Array.from({ length: 25 }, (_, index) => index.toString(16).padStart(20, '0'));
      const breaks = ids.map((each, index) =>
        madeBreak(each, {
          standing: index % 5 === 0 ? 'waiting' : 'open',
          day: index % 2 === 0 ? monday : tuesday,
        }),
      );
      await book.commit(runOf(monday, breaks.toReversed()), 0);
      const pages: string[][] = [];
      do {
        const page = await book.breaks({ merchant, limit: 10, afterId: pages.at(-1)?.at(-1) });
        pages.push(page.map((record) => record.break.id));
      } while (pages.at(-1)?.length !== 0);
      expect(pages).toEqual([ids.slice(0, 10), ids.slice(10, 20), ids.slice(20), []]);
      const waiting = await book.breaks({ merchant, limit: 1000, standing: 'waiting' });
      expect(waiting.map((record) => record.break.id)).toEqual(ids.filter((_, index) => index % 5 === 0));
      const ofDay = await book.breaks({ merchant, limit: 1000, day: tuesday });
      expect(ofDay).toHaveLength(12);
      const both = await book.breaks({ merchant, limit: 2, day: monday, standing: 'open', afterId: ids[2] });
      expect(both.map((record) => record.break.id)).toEqual([ids[4], ids[6]]);
    });

    test('refuses what it cannot write or list', async () => {
      const book = newBook();
      const refused = { code: 'ERR_OPTION_INVALID' };
      await expect(
        book.commit(madeRun(madeResult(monday, { state: 'not-yet-due' })), 0),
      ).rejects.toMatchObject(refused);
      await expect(book.commit(runOf('2026-02-30', []), 0)).rejects.toMatchObject(refused);
      for (const limit of [0, 1001, 1.5])
        await expect(book.breaks({ merchant, limit })).rejects.toMatchObject(refused);
      for (const changes of [{ by: '' }, { reason: ' ' }, { reason: 'x'.repeat(2001) }])
        await expect(book.close({ ...word, ...changes })).rejects.toMatchObject(refused);
    });

    test('keeps merchants apart', async () => {
      const book = newBook();
      await book.commit(runOf(monday, [madeBreak(id)]), 0);
      const elsewhere = madeRun({ ...madeResult(monday, { breaks: [madeBreak(id)] }), merchant: 'another' });
      expect(await book.commit(elsewhere, 0)).toMatchObject({ kind: 'committed', run: 1 });
      await book.close(word);
      expect((await book.explain('another', id))?.record.standing).toBe('open');
    });
  });
}

const hugeAmount = 123_456_789_012_345_678_901_234_567_890n;

/** A break in which nothing is left out, and whose texts are not usual. */
function everything(breakId: string): Break {
  const row = {
    ownId: 'o "1" \\',
    providerId: '2026112022001\u0000',
    originalOwnId: '中文',
    originalProviderId: '\ud800',
    currency: 'USD',
  };
  const side = {
    ...row,
    file: 'x.csv',
    line: 7,
    kind: 'refund',
    printedType: 'REFUND',
    netCurrency: 'CNY',
    gross: -hugeAmount,
    fee: 0n,
    net: hugeAmount,
    occurredAtMs: 1_795_312_345_678,
    settledAtMs: 0,
    batchId: '0001',
  } as const;
  return madeBreak(breakId, {
    dueDay: '2026-11-22',
    atStake: hugeAmount,
    difference: -hugeAmount,
    ledger: { ...row, kind: 'refund', status: 'reversed', gross: 9_007_199_254_740_993n, occurredAtMs: 1 },
    transaction: side,
    settlement: { ...side, ownId: undefined, gross: undefined },
    file: {
      name: 'x.csv',
      sha256: undefined,
      defects: [{ code: 'ROW_MALFORMED', line: 3, expected: 'digits' }],
    },
    facts: { expectedFee: '-12', __proto: 'x' },
  });
}

const sum = { rows: 3, money: { USD: hugeAmount, JPY: -1n } };
const richResult: Omit<DayResult, 'merchant' | 'day' | 'state' | 'breaks' | 'closed' | 'inputsSha256'> = {
  files: [
    {
      ...{ name: 'x.csv', family: 'B3', report: 'settlement', layout: 'B3-settlement', revision: 2 },
      ...{ sha256: 'a'.repeat(64), bytes: 5_000_000_000, rows: 0, warnings: ['FILE_EMPTY_OK'] },
    },
  ],
  missingFiles: [{ family: 'A1', report: 'transaction', day: monday, state: 'lost-soon' }],
  balances: {
    ledger: { added: sum, carriedIn: sum, by: { matched: sum, waiting: sum } },
    transactions: { added: sum, carriedIn: sum, by: {} },
    unsettled: { added: sum, carriedIn: sum, by: {} },
    settlements: { added: sum, carriedIn: sum, by: {} },
  },
  totals: [{ currency: 'USD', ledger: 1n, transactions: hugeAmount, settledGross: 0n, fee: -5n, net: 3n }],
  hours: [{ hour: 23, currency: 'USD', payments: 1, refunds: 2, paid: hugeAmount, refunded: 7n }],
  pairs: { 'own-id': 12, 'timing-shifted': 1 },
  counts: [
    { kind: 'PENDING_SETTLEMENT', standing: 'waiting', currency: undefined, rows: 12, atStake: hugeAmount },
  ],
};
