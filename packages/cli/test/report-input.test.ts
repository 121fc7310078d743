import { createMemoryDayBook } from '@alipay-intl/reconciliation/days';
import type { BreakClosing, DayBook } from '@alipay-intl/reconciliation/match';
import { expect, it } from 'vitest';
import { madeBreak, madeResult, madeRun, merchant } from '../../../test/day-book/made-runs.ts';
import type { MerchantConfiguration } from '../src/configuration/configuration.ts';
import { breakStandings } from '../src/nightly/break-standings.ts';
import { openOfDay } from '../src/nightly/open-count.ts';
import { reportInputOf } from '../src/nightly/report-input-of.ts';

const [friday, saturday] = ['2026-11-20', '2026-11-21'];
const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(20)) as [string, string, string];
const shop = { id: merchant, name: 'Shop' } as MerchantConfiguration;

/** Three breaks that wait on Friday; on Saturday two of them are missing, and one was found. */
async function bookOfTwoDays(): Promise<DayBook> {
  const book = createMemoryDayBook();
  const missing = { kind: 'MISSING_AT_PROVIDER', question: 'known-to-both', dueDay: saturday } as const;
  const waiting = ids.map((id) => madeBreak(id, { ...missing, standing: 'waiting' }));
  const [found] = ids;
  const open = waiting.filter(({ id }) => id !== found).map((one) => ({ ...one, standing: 'open' as const }));
  await book.commit(madeRun(madeResult(friday, { breaks: waiting, state: 'waiting' })), 0);
  const closed = [{ id: found, reason: 'found 1 day later' }];
  await book.commit(madeRun(madeResult(saturday, { breaks: open, closed })), 0);
  return book;
}

it('the report of a day tells how breaks that waited stand now, and who said so', async () => {
  const book = await bookOfTwoDays();
  const [found, missing, explained] = ids;
  const closing: BreakClosing = {
    ...{ merchant, breakId: explained, by: 'a.meyer', reason: 'paid in cash', atMs: 1_795_400_000_000 },
  };
  await book.close(closing);
  const input = await reportInputOf(book, shop, friday);
  expect(input?.notes).toEqual(
    new Map([
      [found, { standing: 'closed-by-run', by: 'nightly', reason: 'found 1 day later' }],
      [missing, { standing: 'open', by: 'nightly', reason: expect.stringContaining('was ') }],
      [explained, { standing: 'closed-by-person', by: 'a.meyer', reason: 'paid in cash' }],
    ]),
  );
  const { open } = await breakStandings(book, merchant);
  expect(input && openOfDay(input.result, open)).toBe(1);
  await book.reopen({ ...closing, reason: 'it was not' });
  const again = await reportInputOf(book, shop, friday);
  expect(again?.notes?.get(explained)).toMatchObject({
    standing: 'open',
    by: 'a.meyer',
    reason: 'it was not',
  });
});
