import { readFileSync } from 'node:fs';
import { createMemoryFetchedFiles, remoteDirectories } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test, vi } from 'vitest';
import { printDay } from '../../../../../examples/daily-statements/src/print-day.ts';
import { readDay, type StatementSettings } from '../../../../../examples/daily-statements/src/read-day.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { sample } from '../../statement/support/samples.ts';
import { failureOf } from '../support/failure-of.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { merchant } from '../support/fetch-settings.ts';
import { makeHostKey } from '../support/host-keys.ts';
import { testPassword, testUser } from '../support/login-of-tests.ts';
import { zipOf } from '../support/zip-bytes.ts';

const day = '2017-05-02';
const directory = remoteDirectories.classic[0] ?? '';
const transactions = `${merchant}_fptrade_20170502.csv`;
const content = readFileSync(sample(transactions).path);

async function serverWith(
  files: readonly (readonly [string, Buffer | string])[],
): Promise<StatementSettings> {
  const hostKey = makeHostKey();
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  for (const [name, bytes] of files) server.files.put(directory, name, bytes);
  return {
    server: { host: '127.0.0.1', port: server.port, hostKey: { fingerprints: [hostKey.fingerprint] } },
    login: { user: testUser, password: testPassword },
    merchant,
    directories: [directory],
    family: 'A2',
    folder: temporaryFolder(),
    register: createMemoryFetchedFiles(),
  };
}

describe('the example daily-statements', () => {
  test('opens what was in an archive, and not the archive', async () => {
    const archive = `${merchant}_20170502.zip`;
    const settings = await serverWith([[archive, await zipOf([{ name: transactions, content }])]]);
    const { report, statements } = await readDay(settings, day, ['transaction']);
    expect(report.files.map(({ name }) => name)).toEqual([archive, transactions]);
    expect(statements.map(({ facts }) => facts.name)).toEqual([transactions]);
    expect(report.missing).toEqual([]);
  });

  test.each([
    ['encrypted', `${transactions}.asc`],
    ['unknown-name', 'statement.csv'],
    ['archive-refused', `${merchant}_20170502.zip`],
  ])('does not overlook a file that was left out as %s', async (reason, name) => {
    const settings = await serverWith([
      [transactions, content],
      [name, 'what it is, nobody knows'],
    ]);
    const failure = await failureOf(readDay(settings, day, ['transaction']));
    expect(failure.message).toContain(`${directory}/${name}: ${reason}`);
  });

  test('leaves out files of another day or merchant, and those that are still being written', async () => {
    const settings = await serverWith([
      [transactions, content],
      [`${merchant}_settle_20170502_50002017051900000000000000000000.csv.tmp`, ''],
      [`${merchant}_fptrade_20170503.csv`, content],
      ['2088000000000001_fptrade_20170502.csv', content],
    ]);
    const { statements } = await readDay(settings, day, ['transaction']);
    expect(statements).toHaveLength(1);
  });

  test('says of a day without a file what the calendar says', async () => {
    const settings = await serverWith([]);
    const lines: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    await printDay(await readDay(settings, '2017-05-06', ['transaction', 'settlement']));
    log.mockRestore();
    expect(lines).toEqual([
      '  No file is there.',
      '  missing  transaction of 2017-05-06: lost; if it never comes: no-business',
      // A Saturday.
      '  missing  settlement of 2017-05-06: not-expected; if it never comes: no-business',
    ]);
  });
});
