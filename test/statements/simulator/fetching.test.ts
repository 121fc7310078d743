import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  createMemoryFetchedFiles,
  type FetchEvent,
  type FetchOptions,
  type FetchReport,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fetchOptions } from './support/fetch-options.ts';
import { openShop, type Shop } from './support/open-shop.ts';
import { playWeek, weekBegins } from './support/play-week.ts';

const day = '2026-11-19';
const days = [day, '2026-11-20'];
const publishedAtMs = Date.parse('2026-11-20T09:20:00+08:00');
const file = 'transactionItems_20261119_000.csv';
const path = `/v1/settlements/1022188000000000000/20261119/${file}`;
const once = { times: 0 };

/** The morning on which the settlement of Thursday's sales is told. */
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(weekBegins, { statements: { families: ['A4', 'B3'] } });
  await playWeek(shop, '2026-11-20');
  await shop.advanceTo('2026-11-21T10:30');
});
afterAll(() => shop.close());

/** Fetches one file. */
function fetch(changes: Partial<FetchOptions> = {}): Promise<FetchReport> {
  const options = fetchOptions(shop.simulator, 'v1', [day], temporaryFolder());
  return fetchStatements({ ...options, names: [file], ...changes });
}

/** Fetches all files of the days. */
function fetchAll(folder: string, changes: Partial<FetchOptions> = {}): Promise<FetchReport> {
  return fetchStatements({ ...fetchOptions(shop.simulator, 'v1', days, folder), ...changes });
}

const statesOf = ({ files }: FetchReport) => new Set(files.map(({ state }) => state));

function expectWhole({ files }: FetchReport): void {
  expect(files.map(({ name, state }) => [name, state])).toEqual([[file, 'fetched']]);
  const there = Buffer.from(shop.simulator.control.statementFile(path) ?? '');
  expect(readFileSync(files[0]?.path ?? '')).toEqual(there);
}

describe('a host key', () => {
  test('that is not the pinned one is refused before a credential leaves', async () => {
    const { control } = shop.simulator;
    control.failNextStatement({ fault: 'foreign-host-key' });
    // A right login uses this one up, on whichever connection.
    control.failNextStatement({ fault: 'refused-login' });
    await expect(fetch()).rejects.toMatchObject({ code: 'ERR_SFTP_HOST_KEY' });
    await expect(fetch()).rejects.toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expectWhole(await fetch());
  });

  test('may be pinned by its line of known_hosts', async () => {
    const { sftp } = shop;
    const { host, port, knownHost } = sftp;
    expectWhole(await fetch({ servers: [{ host, port, hostKey: { knownHosts: `${knownHost}\n` } }] }));
  });
});

describe('a login', () => {
  test('that is refused is not tried again, and says nothing of the password', async () => {
    const { sftp, simulator } = shop;
    const { control } = simulator;
    control.failNextStatement({ fault: 'refused-login' });
    const failure: unknown = await fetch().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ERR_SFTP_LOGIN' });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(sftp.password);
    expectWhole(await fetch());
  });

  test('with a wrong password is refused', async () => {
    const { sftp } = shop;
    const login = { user: sftp.username, password: 'not this one' };
    await expect(fetch({ login })).rejects.toMatchObject({ code: 'ERR_SFTP_LOGIN' });
  });
});

describe('an address', () => {
  test('that is not on the allow-list is told apart from a wrong password', async () => {
    const other = await openShop(weekBegins, { sftp: { allowedAddresses: ['192.0.2.1'] } });
    onTestFinished(() => other.close());
    const options = fetchOptions(other.simulator, 'v1', [day], temporaryFolder());
    await expect(fetchStatements({ ...options, retry: once })).rejects.toMatchObject({
      code: 'ERR_SFTP_NOT_ALLOWED',
    });
  });

  test('that is turned away once gets in by a repetition', async () => {
    const { control } = shop.simulator;
    control.failNextStatement({ fault: 'not-allowed' });
    const events: FetchEvent[] = [];
    expectWhole(await fetch({ onEvent: (event) => events.push(event) }));
    expect(events.filter(({ type }) => type === 'waiting')).toMatchObject([
      { failures: 1, error: { code: 'ERR_SFTP_NOT_ALLOWED' } },
    ]);
  });
});

describe('a download', () => {
  test.each(['stall-file', 'disconnect-file'] as const)(
    'that meets %s goes on where it ended',
    async (fault) => {
      const { control } = shop.simulator;
      control.failNextStatement({ fault, file });
      const events: FetchEvent[] = [];
      expectWhole(await fetch({ onEvent: (event) => events.push(event) }));
      expect(events.filter(({ type }) => type === 'waiting')).toMatchObject([
        { error: { code: 'ERR_SFTP_LOST' } },
      ]);
      const bytes = control.statementFile(path)?.length ?? 0;
      expect(events.filter(({ type }) => type === 'receiving')).toMatchObject([
        { name: file, bytes, fromByte: 0 },
        { name: file, bytes, fromByte: Math.floor(bytes / 2) },
      ]);
    },
  );

  test('that is cut every time ends with ERR_SFTP_LOST, and the next run goes on', async () => {
    const { control } = shop.simulator;
    control.failNextStatement({ fault: 'disconnect-file', file });
    const folder = temporaryFolder();
    await expect(fetch({ folder, retry: once })).rejects.toMatchObject({ code: 'ERR_SFTP_LOST' });
    expectWhole(await fetch({ folder }));
  });
});

describe('fetching', () => {
  test('a file has the time of the server, and only its owner may read it', async () => {
    const { files } = await fetch();
    const [{ path: local = '', modifiedAtMs } = {}] = files;
    expect(modifiedAtMs).toBe(publishedAtMs);
    if (process.platform !== 'win32') expect(statSync(local).mode & 0o777).toBe(0o600);
  });

  test('files that are known are not read again', async () => {
    const [folder, register] = [temporaryFolder(), createMemoryFetchedFiles()];
    expect(statesOf(await fetchAll(folder, { register }))).toEqual(new Set(['fetched']));
    const events: FetchEvent[] = [];
    const again = await fetchAll(folder, { register, onEvent: (event) => events.push(event) });
    expect(statesOf(again)).toEqual(new Set(['known']));
    expect(events.filter(({ type }) => type === 'receiving')).toEqual([]);
  });

  test('the files of an archive are known with it', async () => {
    const [folder, register] = [temporaryFolder(), createMemoryFetchedFiles()];
    const options = { ...fetchOptions(shop.simulator, 'classic', days, folder), register };
    const first = await fetchStatements(options);
    expect(first.files.some(({ name }) => name.includes('_settlebatch_'))).toBe(true);
    const again = await fetchStatements(options);
    expect(again.files.map(({ path, state }) => [path, state])).toEqual(
      first.files.map(({ path }) => [path, 'known']),
    );
  });

  test('files whose register is lost are found again on the disk, once each', async () => {
    const folder = temporaryFolder();
    const first = await fetchAll(folder);
    const again = await fetchAll(folder);
    expect(statesOf(again)).toEqual(new Set(['fetched']));
    expect(again.files.map(({ path }) => path)).toEqual(first.files.map(({ path }) => path));
  });

  test('a file that was removed comes again; one that was edited stays, and the right one is put beside it', async () => {
    const [folder, register] = [temporaryFolder(), createMemoryFetchedFiles()];
    const { files } = await fetchAll(folder, { register });
    const [removed, edited] = files.map(({ path }) => path);
    rmSync(removed ?? '');
    writeFileSync(edited ?? '', 'edited by hand');
    const again = await fetchAll(folder, { register });
    expect(again.files[0]).toMatchObject({ path: removed, sha256: files[0]?.sha256 });
    expect(readFileSync(removed ?? '').length).toBe(files[0]?.bytes);
    expect(readFileSync(edited ?? '', 'utf8')).toBe('edited by hand');
    expect(again.files[1]?.path).not.toBe(edited);
    expect(readFileSync(again.files[1]?.path ?? '').length).toBe(files[1]?.bytes);
  });

  test('where there is no directory there is no file', async () => {
    const folder = join(temporaryFolder(), 'statements');
    mkdirSync(folder);
    const directories = ['/download/nobody/{day}'];
    expect(await fetchAll(folder, { directories })).toEqual({ files: [], skipped: [], missing: [] });
  });
});
