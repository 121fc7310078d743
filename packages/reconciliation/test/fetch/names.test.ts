import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FetchOptions, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { startFaultServer } from './support/fault-server.ts';
import { day, directory, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { directoryMode, linkMode } from './support/remote-files.ts';

const hostKey = makeHostKey();
const local = `${merchant}/${day}/${transactions}`;

async function serverWith(names: readonly string[], at = directory) {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  for (const name of names) server.files.put(at, name, `rows of ${name}`);
  return server;
}

/** Fetches into a folder beside which a canary lies. */
async function fetchAll(server: { readonly port: number }, changes: Partial<FetchOptions> = {}) {
  const around = temporaryFolder();
  const folder = join(around, 'statements');
  const report = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));
  return { report, around, written: treeOf(around) };
}

describe('10,000 hostile names', () => {
  const pieces = fc.constantFrom(
    ...[
      '..',
      '.',
      '/',
      '\\',
      '\0',
      ':',
      '~',
      '%2e%2e',
      '//',
      '\r\n',
      '\u202e',
      'C:',
      '|',
      'CON',
      ' ',
      '*',
      '-rf',
    ],
    ...[
      transactions,
      merchant,
      'etc/passwd',
      '.csv',
      '.txt',
      '.tmp',
      '.asc',
      '_transaction_',
      '20261121',
      'é',
      '中',
    ],
  );
  const hostile = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom('../', '../../', '/', '..\\', './', '\0', '.').map((lead) => `${lead}${transactions}`),
    fc
      .constantFrom('\0', '\n', '/', '/..', '.', ' ', '\u0000.csv', '~2', '.part')
      .map((tail) => transactions + tail),
  );

  test('none of them is written, here or anywhere', async () => {
    const names = fc.sample(hostile, { numRuns: 10_000, seed: 7 }).filter((name) => name !== transactions);
    const server = await serverWith([transactions]);
    server.files.putMany(directory, names, 'hostile');
    const { report, written } = await fetchAll(server);
    expect(written).toEqual([`statements/${local}`]);
    expect(report.files.map(({ name }) => name)).toEqual([transactions]);
    // ssh2 leaves out the two names that every directory has.
    const listed = new Set(
      names.map((name) => Buffer.from(name).toString()).filter((name) => !/^\.{1,2}$/.test(name)),
    );
    expect(report.skipped.length).toBe(listed.size);
    // Nothing was asked for by such a name either.
    expect(
      new Set(server.requests.filter(({ operation }) => operation === 'open').map(({ path }) => path)),
    ).toEqual(new Set([`${directory}/${transactions}`]));
    // What is shown of them steers no terminal.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
    expect(report.skipped.filter(({ name }) => /[\x00-\x1f\x7f-\x9f\u202e]/.test(name))).toEqual([]);
  });
});

describe('a name that is not fetched is reported', () => {
  test.each([
    [`${transactions}.tmp`, 'temporary'],
    [`${transactions}.asc`, 'encrypted'],
    ['notes.csv', 'unknown-name'],
    [`${merchant}_transaction_20261122.txt`, 'other-day'],
    ['2088000000000001_transaction_20261121.txt', 'other-merchant'],
  ])('%s as %s', async (name, reason) => {
    const { report, written } = await fetchAll(await serverWith([name]));
    expect(report.skipped).toMatchObject([{ state: 'skipped', name, reason, directory }]);
    expect(written).toEqual([]);
  });
  test.each([
    ['a link', linkMode],
    ['a directory', directoryMode],
    ['a device', 0o020666],
    ['a pipe', 0o010666],
  ])('%s in the place of a file', async (_name, mode) => {
    const server = await serverWith([]);
    server.files.put(directory, transactions, 'rows', { mode });
    const { report, written } = await fetchAll(server);
    expect(report.skipped).toMatchObject([{ reason: 'not-a-file' }]);
    expect(written).toEqual([]);
    expect(server.requests.filter(({ operation }) => operation === 'open')).toEqual([]);
  });
  test('a file over the size limit, before a byte of it', async () => {
    const server = await serverWith([transactions]);
    const { report } = await fetchAll(server, { limits: { fileBytesMax: 5 } });
    expect(report.skipped).toMatchObject([{ reason: 'too-large', error: { code: 'ERR_SFTP_INCOMPLETE' } }]);
    expect(server.requests.filter(({ operation }) => operation === 'open')).toEqual([]);
  });
});

describe('what is asked for', () => {
  test.each(['../../x', '/etc/passwd', 'notes.csv', `${transactions}.tmp`, '', '..', `a/${transactions}`])(
    'by the name %j is refused before anything is connected',
    async (name) => {
      const server = await serverWith([transactions]);
      const failure = await failureOf(fetchAll(server, { names: [name] }));
      expect(failure).toMatchObject({ code: 'ERR_SFTP_NAME' });
      expect(server.connections).toBe(0);
    },
  );
  test('by name is fetched whatever its day, and nothing else', async () => {
    const older = `${merchant}_transaction_20261118.txt`;
    const { report, written } = await fetchAll(await serverWith([transactions, older]), { names: [older] });
    expect(written).toEqual([`statements/${merchant}/2026-11-18/${older}`]);
    expect(report.skipped).toMatchObject([{ name: transactions, reason: 'not-asked-for' }]);
  });
  test('by a grammar of the own names is fetched, but never a path', async () => {
    const server = await serverWith(['shop-7.csv', 'shop-7.csv.tmp', '../shop-7.csv', 'x shop-7.csv']);
    const { report, written } = await fetchAll(server, { alsoNames: [/.*shop-\d\.csv(\.tmp)?/g] });
    expect(written).toEqual([`statements/${merchant}/undated/shop-7.csv`]);
    expect(report.files).toMatchObject([{ name: 'shop-7.csv', day: 'undated', statement: undefined }]);
    expect(report.skipped.map(({ reason }) => reason).sort()).toEqual([
      'temporary',
      'unknown-name',
      'unknown-name',
    ]);
  });
});

describe('the directories of a day', () => {
  test('are those from the day before to two days after', async () => {
    const server = await serverWith([]);
    const items = 'transactionItems_20261121_000.csv';
    const summary = 'settlementSummary_USD_2026112111021040123_000.csv';
    server.files.put('/v1/settlements/1022188000000000001/20261122', items, 'rows');
    server.files.put('/v1/settlements/1022188000000000001/20261123', summary, 'rows');
    const { report, written } = await fetchAll(server, {
      merchant: '1022188000000000001',
      directories: ['/v1/settlements/{merchant}/{day}'],
    });
    expect(server.requests.filter(({ operation }) => operation === 'list').map(({ path }) => path)).toEqual(
      ['20', '21', '22', '23'].map((end) => `/v1/settlements/1022188000000000001/202611${end}`),
    );
    expect(report.files.map(({ name, day: of }) => [name, of])).toEqual([
      [items, '2026-11-21'],
      [summary, '2026-11-23'],
    ]);
    expect(written).toContain(`statements/1022188000000000001/2026-11-23/${summary}`);
  });
  test.each(['/..', '/a/../b', 'a', '/a/', '/a//b', '/./a', '/a\\b', '/{user}', ''])(
    'cannot be %j',
    async (template) => {
      const server = await serverWith([]);
      const failure = await failureOf(fetchAll(server, { directories: [template] }));
      expect(failure).toMatchObject({ code: 'ERR_OPTION_INVALID' });
      expect(server.connections).toBe(0);
    },
  );
});

describe('a local link', () => {
  test.each([
    ['in the place of the merchant', merchant],
    ['in the place of the day', `${merchant}/${day}`],
    ['in the place of the file', local],
  ])('%s is not followed', async (_name, path) => {
    const server = await serverWith([transactions]);
    const around = temporaryFolder();
    const outside = join(around, 'outside');
    const folder = join(around, 'statements');
    mkdirSync(outside);
    writeFileSync(join(outside, 'precious'), 'precious');
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(path === local ? join(outside, 'precious') : outside, join(folder, path));
    const failure = await failureOf(fetchStatements(optionsFor(server, hostKey.fingerprint, folder)));
    expect(failure).toMatchObject({ code: 'ERR_FILE_WRITE' });
    expect(treeOf(outside)).toEqual(['precious']);
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious');
  });
});
