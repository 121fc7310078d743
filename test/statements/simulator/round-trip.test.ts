import { type FetchedStatement, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import type { StatementOptions } from '@alipay-intl/simulator';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { expectBooks } from './support/expect-books.ts';
import { fetchOptions, type Product } from './support/fetch-options.ts';
import { openShop, type Shop } from './support/open-shop.ts';
import { playWeek, weekBegins, weekDays, weekIsPublished } from './support/play-week.ts';

const products: readonly Product[] = ['classic', 'acquiring', 'v1'];

let shop: Shop;
afterEach(() => shop.close());

/** Everything that Alipay has of the week, product by product, in the morning after its last settlement. */
async function fetchWeek(folder: string): Promise<readonly FetchedStatement[]> {
  const files: FetchedStatement[] = [];
  for (const product of products) {
    const report = await fetchStatements(fetchOptions(shop.simulator, product, weekDays, folder));
    expect(report.files.every(({ state }) => state === 'fetched')).toBe(true);
    files.push(...report.files);
  }
  return files;
}

const settings: readonly (readonly [string, StatementOptions])[] = [
  ['each currency settled as it is; A1, A4, B0, B3', { families: ['A1', 'A4', 'B0', 'B3'] }],
  [
    'settled in dollars, fees kept; A1, A4 in GB18030, B0, B1 in the smallest unit',
    {
      families: ['A1', 'A4', 'B0', 'B1'],
      settlementCurrency: 'USD',
      refundFees: 'kept',
      encoding: 'gb18030',
      unit: 'smallest',
    },
  ],
  ['B1 in the major unit, in several parts', { families: ['B1'], unit: 'major', rowsPerFile: 2 }],
  [
    'B2 in the smallest unit, settled in yuan, a high fee',
    { families: ['B2'], unit: 'smallest', settlementCurrency: 'CNY', feeBasisPoints: 333 },
  ],
  [
    'B2 in the major unit, two days to the settlement, a holiday',
    { families: ['B2'], unit: 'major', settlementDays: 2, holidays: ['2026-11-20'] },
  ],
  [
    'B0 and B3 settled in dollars, fees kept, in several parts',
    { families: ['B0', 'B3'], settlementCurrency: 'USD', refundFees: 'kept', rowsPerFile: 3 },
  ],
];

test.each(settings)('what was sold comes back as it was booked: %s', async (_name, statements) => {
  shop = await openShop(weekBegins, { statements });
  await playWeek(shop);
  await shop.advanceTo(weekIsPublished);
  const files = await fetchWeek(temporaryFolder());
  const books = weekDays.flatMap((day) => shop.simulator.control.books(day) ?? []);
  expect(books.map(({ day }) => day)).toEqual(weekDays);
  const onServer = shop.simulator.control.statementFiles().map(({ path }) => path);
  const fetched = files.map(({ remotePath }) => remotePath).filter((path) => !path.includes('!'));
  expect(fetched.toSorted()).toEqual(onServer.toSorted());
  let rows = 0;
  for (const book of books) rows += await expectBooks(book, files, statements.unit);
  const paths = books.flatMap((book) => book.files.map(({ path }) => path));
  expect(fetched.toSorted()).toEqual(paths.toSorted());
  const entries = books.flatMap((book) => book.files.flatMap((file) => file.entries));
  expect(rows).toBe(entries.length);
  expect(new Set(entries.map(({ kind, api }) => `${kind} ${api}`)).size).toBe(6);
});
