import { describe, expect, test } from 'vitest';
import type { MatchedDay, Payout } from '../../../src/match.ts';
import { matchSmallDays, type SmallDay } from '../support/books.ts';
import { smallestUnit, walletSettlement, walletTransactions } from '../support/wallet-files.ts';

/** Monday to Friday: what was settled on Monday is due on Wednesday, with a day of grace. */
const [monday, tuesday, wednesday, thursday, friday] = [
  ...['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
] as [string, string, string, string, string];
const batchId = '2026112310210401230';

/** A part of the batch, settled on a day. */
function part(seq: string, value: string): Readonly<Record<string, string>> {
  const [file] = Object.entries(
    walletSettlement([{ id: `P${seq}`, own: `o${seq}`, type: 'PAYMENT', value }], monday, '2026-10-20'),
  );
  const [name = '', content = ''] = file ?? [];
  return { [name.replace('_000.csv', `_${seq}.csv`)]: content };
}

const payout = (value: bigint, day: string, batch = batchId): Payout => ({
  ...{ batchId: batch, currency: 'USD', value, day },
});

function dayOf(
  day: string,
  payouts: readonly Payout[],
  files: Readonly<Record<string, string>> = {},
): SmallDay {
  return { day, ...smallestUnit, files: { ...walletTransactions([], day), ...files }, inputs: { payouts } };
}

/** What is said of batches and the bank on each day. */
function told(days: readonly MatchedDay[]): readonly string[] {
  const ids = [...new Set(days.flatMap(({ result }) => payoutBreaks({ result }).map(({ id }) => id)))];
  return days.map(({ result }) =>
    [
      ...payoutBreaks({ result }).map(
        ({ id, standing, atStake, difference }) =>
          `${ids.indexOf(id)} ${standing} ${atStake}${difference === undefined ? '' : ` ${difference}`}`,
      ),
      ...result.closed
        .filter(({ id }) => ids.includes(id))
        .map(({ id, reason }) => `${ids.indexOf(id)} ${reason}`),
    ].join(', '),
  );
}

const payoutBreaks = ({ result }: Pick<MatchedDay, 'result'>) =>
  result.breaks.filter(({ rule }) => rule.startsWith('payout'));

describe('a batch and what the bank received', () => {
  test('parts that are settled on two days are paid by one payout', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [], part('000', '1000')),
      dayOf(tuesday, [], part('001', '500')),
      dayOf(wednesday, [payout(1500n, wednesday)]),
      dayOf(thursday, []),
    ]);
    expect(told(days)).toEqual(['0 waiting 1000', '0 waiting 1500', '0 paid 2 days later', '']);
  });

  test('each part is paid by itself', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [payout(1000n, monday)], part('000', '1000')),
      dayOf(tuesday, [], part('001', '500')),
      dayOf(wednesday, [payout(500n, wednesday)]),
    ]);
    expect(told(days)).toEqual(['', '0 open 500 -500', '0 paid 2 days later']);
  });

  test('a payout comes in two credits', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [], part('000', '1000')),
      dayOf(tuesday, [payout(400n, tuesday)]),
      dayOf(wednesday, [payout(600n, wednesday)]),
    ]);
    expect(told(days)).toEqual(['0 waiting 1000', '0 open 600 -600', '0 paid 2 days later']);
  });

  test('what was paid otherwise is said once, and again when it changes', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [payout(900n, monday)], part('000', '1000')),
      dayOf(tuesday, []),
      dayOf(wednesday, [payout(50n, wednesday)]),
    ]);
    expect(told(days)).toEqual(['0 open 100 -100', '', '0 open 50 -50']);
  });

  test('the bank pays again what it has paid', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [payout(1000n, monday)], part('000', '1000')),
      dayOf(wednesday, [payout(1000n, wednesday)]),
    ]);
    expect(told(days)).toEqual(['', '0 open 1000 1000']);
  });

  test('a payout that comes before the files of its batch is explained by them', async () => {
    const days = await matchSmallDays([
      dayOf(monday, [payout(1000n, monday)]),
      dayOf(tuesday, [], part('000', '1000')),
    ]);
    expect(told(days)).toEqual(['0 open 1000', '0 settled 1 day later']);
  });

  test('payouts of earlier days that are handed over each day count once, also where they are written down late', async () => {
    const early = payout(400n, monday);
    const other = payout(7n, monday, '2026102310210401230');
    const days = await matchSmallDays([
      dayOf(monday, [early], part('000', '1000')),
      dayOf(tuesday, [early]),
      dayOf(friday, [early, payout(600n, monday), other]),
      dayOf('2026-11-28', [early, payout(600n, monday), other]),
    ]);
    expect(told(days)).toEqual([
      '0 open 600 -600',
      '',
      `0 paid, as was written down later with the day ${monday}`,
      '',
    ]);
  });

  test('what is handed over again is no other input', async () => {
    const one = await matchSmallDays([
      dayOf(monday, [payout(1000n, monday)], part('000', '1000')),
      dayOf(tuesday, []),
    ]);
    const other = await matchSmallDays([
      dayOf(monday, [payout(1000n, monday)], part('000', '1000')),
      dayOf(tuesday, [payout(1000n, monday)]),
    ]);
    expect(other[1]?.result.inputsSha256).toBe(one[1]?.result.inputsSha256);
  });
});
