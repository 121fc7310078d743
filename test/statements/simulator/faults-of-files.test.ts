import { readFileSync } from 'node:fs';
import { checkBatch, openStatement, type Statement } from '@alipay-intl/reconciliation';
import {
  createMemoryFetchedFiles,
  type FetchOptions,
  type FetchReport,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import type { StatementFamily } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { expectBooks } from './support/expect-books.ts';
import { fetchOptions, type Product } from './support/fetch-options.ts';
import { openShop, type Shop } from './support/open-shop.ts';
import { playWeek, weekBegins } from './support/play-week.ts';

const thursday = '2026-11-19';
const friday = '2026-11-20';
const saturday = '2026-11-21';
const sunday = '2026-11-22';
const transactions = '/v1/settlements/1022188000000000000/20261119/transactionItems_20261119_000.csv';
const detailsB0 = `/download/TEST_MERCHANT/20261120/ALIPAY_SETTLEMENT_DETAIL_USD_20261120.csv`;

let shop: Shop;

/** A shop that has sold something on a Thursday, before Alipay writes its files. */
async function openAfterSales(families: readonly StatementFamily[]): Promise<Shop> {
  shop = await openShop(weekBegins, { statements: { families } });
  await playWeek(shop, friday);
  return shop;
}

/** A merchant's fetching of some days, morning after morning into the same folder. */
function fetcherOf(product: Product, days: readonly string[]) {
  const folder = temporaryFolder();
  const register = createMemoryFetchedFiles();
  return (changes: Partial<FetchOptions> = {}): Promise<FetchReport> =>
    fetchStatements({ ...fetchOptions(shop.simulator, product, days, folder), register, ...changes });
}

const states = ({ files }: FetchReport) => files.map(({ name, state }) => [name, state]);
const skips = ({ skipped }: FetchReport) =>
  skipped.map(({ name, reason, error }) => [name, reason, error?.code]);

describe('on the way to the disk', () => {
  afterEach(() => shop.close());

  describe('a file that is not written to its end', () => {
    test('is left on the server while it is .tmp, and comes at its time', async () => {
      await openAfterSales(['B3']);
      const fetch = fetcherOf('v1', [thursday]);
      await shop.advanceTo(`${friday}T09:15`);
      expect(skips(await fetch())).toEqual([
        ['transactionItems_20261119_000.csv.tmp', 'temporary', undefined],
      ]);
      await shop.advanceTo(`${friday}T09:20`);
      const report = await fetch();
      expect([states(report), skips(report)]).toEqual([
        [['transactionItems_20261119_000.csv', 'fetched']],
        [],
      ]);
    });

    test('stays out when its writer has stopped half-way, and is told as missing', async () => {
      const { simulator } = await openAfterSales(['B3']);
      simulator.control.failNextStatement({ fault: 'half-written', file: 'transactionItems' });
      const nowMs = Date.parse(`${saturday}T12:00:00+08:00`);
      await shop.advanceTo(`${saturday}T12:00`);
      const clock = { now: () => nowMs, sleep: () => new Promise<void>(() => undefined) };
      const expected = [{ family: 'B3', report: 'transaction', day: thursday }] as const;
      const report = await fetcherOf('v1', [thursday])({ clock, expected });
      expect(report.files.filter(({ name }) => name.startsWith('transactionItems'))).toEqual([]);
      expect(skips(report)).toContainEqual(['transactionItems_20261119_000.csv.tmp', 'temporary', undefined]);
      expect(report.missing).toMatchObject([{ report: 'transaction', availability: { state: 'late' } }]);
    });

    test('is left out while it grows, and comes whole when it has grown', async () => {
      const { simulator } = await openAfterSales(['B3']);
      await shop.advanceTo(`${friday}T10:30`);
      simulator.control.failNextStatement({ fault: 'growing', file: 'transactionItems' });
      const fetch = fetcherOf('v1', [thursday]);
      const first = await fetch();
      expect(first.files).toEqual([]);
      expect(skips(first)).toEqual([
        ['transactionItems_20261119_000.csv', 'incomplete', 'ERR_SFTP_INCOMPLETE'],
      ]);
      // Each look lets it grow, until it is whole.
      let report = await fetch();
      for (let looks = 0; report.files.length === 0 && looks < 8; looks++) report = await fetch();
      expect(states(report)).toEqual([['transactionItems_20261119_000.csv', 'fetched']]);
      expect(readFileSync(report.files[0]?.path ?? '')).toEqual(
        Buffer.from(simulator.control.statementFile(transactions) ?? ''),
      );
    });
  });

  test('a file that was changed on day two is a revision beside the first, and only then agrees with its summary', async () => {
    const { simulator } = await openAfterSales(['B0']);
    simulator.control.failNextStatement({ fault: 'changed-next-day', file: detailsB0 });
    const fetch = fetcherOf('acquiring', [friday]);
    await shop.advanceTo(`${saturday}T10:30`);
    const first = await fetch();
    expect(first.files.length).toBe(simulator.control.books(friday)?.files.length);
    const { complete, defects } = checkBatch(await opened(first));
    expect(complete).toBe(false);
    expect(new Set(defects.map(({ code }) => code))).toEqual(new Set(['SUMMARY_MISMATCH']));

    await shop.advanceTo(`${sunday}T10:30`);
    const second = await fetch();
    const ofDetails = ({ files }: FetchReport) => files.find(({ remotePath }) => remotePath === detailsB0);
    expect(second.files.map(({ remotePath, state }) => [remotePath === detailsB0, state]).toSorted()).toEqual(
      [...first.files.slice(1).map(() => [false, 'known']), [true, 'revision']],
    );
    const [old, revised] = [ofDetails(first), ofDetails(second)];
    expect(revised).toMatchObject({ name: old?.name, revision: 2 });
    expect(revised?.path).not.toBe(old?.path);
    const written = Buffer.from(simulator.control.statementFile(detailsB0) ?? '');
    expect(readFileSync(revised?.path ?? '')).toEqual(written);
    // The first one is kept as it was: the same rows without the last.
    const kept = readFileSync(old?.path ?? '');
    expect([kept.length, written.subarray(0, kept.length)]).toEqual([old?.bytes, kept]);
    expect(kept.length).toBeLessThan(written.length);
    const books = simulator.control.books(friday);
    if (books === undefined) throw new Error('no books');
    expect(await expectBooks(books, second.files, undefined)).toBeGreaterThan(0);
  });
});

const archive = '2088000000000000_20261120.zip';
const truncated = [
  ['2088000000000000_transaction_20261119.txt', 'classic', 'FILE_TRUNCATED'],
  ['2088000000000000_settlement_20261120.txt', 'classic', 'LAST_LINE_UNFINISHED'],
  ['2088000000000000_fptrade_20261119.csv', 'classic', 'LAST_LINE_UNFINISHED'],
  ['ALIPAY_TRANSACTION_DETAIL_USD_20261119.csv', 'acquiring', 'LAST_LINE_UNFINISHED'],
  ['ALIPAY_SETTLEMENT_SUMMARY_USD_20261120.csv', 'acquiring', 'LAST_LINE_UNFINISHED'],
  ['transactionItems_20261119_000.csv', 'v1', 'FILE_TRUNCATED'],
  ['settlementSummary_USD_2026112010210211904_000.csv', 'v1', 'FILE_TRUNCATED'],
] as const;

describe('a file that lacks its second half', () => {
  beforeAll(async () => {
    await openAfterSales(['A1', 'A4', 'B0', 'B3']);
    for (const file of [archive, ...truncated.map(([name]) => name)]) {
      shop.simulator.control.failNextStatement({ fault: 'truncated-file', file });
    }
    await shop.advanceTo(`${saturday}T10:30`);
  });
  afterAll(() => shop.close());

  test.each(truncated)(
    '%s without its second half is refused, with what to ask Alipay for',
    async (name, product, code) => {
      const [file] = (await fetcherOf(product, [thursday, friday])({ names: [name] })).files;
      await expect(openStatement({ path: file?.path ?? '', name })).rejects.toMatchObject({
        code: 'ERR_STATEMENT_REFUSED',
        file: name,
        defects: expect.arrayContaining([expect.objectContaining({ code })]),
        message: expect.stringContaining('send Alipay support its name'),
      });
    },
  );

  test('half an archive is refused, and nothing of it is there', async () => {
    const { files, skipped } = await fetcherOf('classic', [friday])({ names: [archive] });
    expect(files).toEqual([]);
    expect(skipped).toContainEqual(
      expect.objectContaining({
        name: archive,
        reason: 'archive-refused',
        error: expect.objectContaining({ code: 'ERR_ARCHIVE_REFUSED' }),
      }),
    );
  });
});

function opened({ files }: FetchReport): Promise<readonly Statement[]> {
  return Promise.all(files.map(({ path, name }) => openStatement({ path, name })));
}
