import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMemoryFetchedFiles,
  type FetchOptions,
  type FetchReport,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { day, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import type { StatementServer } from './support/statement-server.ts';
import { zipOf } from './support/zip-bytes.ts';

const local = `${merchant}/${day}/${transactions}`;

/**
 * What fetching must do on every SFTP server.
 *
 * @param serverOf - gives the server; called inside the tests.
 */
export function describeFetching(place: string, serverOf: () => StatementServer): void {
  const fetchFrom = (
    directory: string,
    folder: string,
    changes: Partial<FetchOptions> = {},
  ): Promise<FetchReport> => {
    const { port, fingerprint, login } = serverOf();
    return fetchStatements({
      ...optionsFor({ port }, fingerprint, folder),
      login,
      directories: [directory],
      ...changes,
    });
  };
  const states = ({ files }: FetchReport) =>
    files.map(({ state, name, revision }) => [state, name, revision]);

  describe(`fetching from ${place}`, () => {
    test('brings a file here whole, for nobody else to read', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      const bytes = randomBytes(1_500_000);
      server.put(directory, transactions, bytes, Date.UTC(2026, 10, 22, 1, 31, 7));
      const folder = temporaryFolder();
      const report = await fetchFrom(directory, folder);
      expect(report).toMatchObject({
        files: [
          {
            state: 'fetched',
            name: transactions,
            path: join(folder, local),
            bytes: bytes.length,
            modifiedAtMs: Date.UTC(2026, 10, 22, 1, 31, 7),
            statement: { report: 'transaction', day },
          },
        ],
        skipped: [],
        missing: [],
      });
      expect(readFileSync(join(folder, local)).equals(bytes)).toBe(true);
      if (process.platform !== 'win32') {
        expect(statSync(join(folder, local)).mode & 0o777).toBe(0o600);
        expect(statSync(join(folder, merchant, day)).mode & 0o777).toBe(0o700);
      }
    });

    test('brings an empty file', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, '');
      const folder = temporaryFolder();
      expect(states(await fetchFrom(directory, folder))).toEqual([['fetched', transactions, 1]]);
      expect(statSync(join(folder, local)).size).toBe(0);
    });

    test('knows a file the next time, without reading it', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, 'rows');
      const folder = temporaryFolder();
      const register = createMemoryFetchedFiles();
      await fetchFrom(directory, folder, { register });
      const types: string[] = [];
      const onEvent: FetchOptions['onEvent'] = ({ type }) => types.push(type);
      const again = await fetchFrom(directory, folder, { register, onEvent });
      expect(states(again)).toEqual([['known', transactions, 1]]);
      expect(types).not.toContain('receiving');
    });

    test('finds the same bytes where the register was lost, and where only the time is new', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, 'rows');
      const folder = temporaryFolder();
      await fetchFrom(directory, folder);
      const register = createMemoryFetchedFiles();
      expect(states(await fetchFrom(directory, folder, { register }))).toEqual([
        ['fetched', transactions, 1],
      ]);
      server.put(directory, transactions, 'rows', Date.UTC(2026, 10, 23));
      expect(states(await fetchFrom(directory, folder, { register }))).toEqual([['known', transactions, 1]]);
      expect(treeOf(folder)).toEqual([local]);
    });

    test('keeps other bytes under the same name as a revision beside the first', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      const folder = temporaryFolder();
      const register = createMemoryFetchedFiles();
      const came: unknown[] = [];
      for (const [index, bytes] of ['one', 'two', 'three', 'two'].entries()) {
        server.put(directory, transactions, bytes, Date.UTC(2026, 10, 22 + index));
        came.push(...states(await fetchFrom(directory, folder, { register })));
      }
      expect(came).toEqual([
        ['fetched', transactions, 1],
        ['revision', transactions, 2],
        ['revision', transactions, 3],
        // Not what was there last.
        ['revision', transactions, 2],
      ]);
      const [second, third] = ['~2.txt', '~3.txt'].map((end) => local.replace('.txt', end));
      expect(treeOf(folder)).toEqual([local, second, third].sort());
      expect(
        ['', '~2', '~3'].map((mark) => readFileSync(join(folder, local.replace('.', `${mark}.`)), 'utf8')),
      ).toEqual(['one', 'two', 'three']);
    });

    test('never touches a local file that has the name already', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, 'rows');
      const folder = temporaryFolder();
      await fetchFrom(directory, folder);
      writeFileSync(join(folder, local), 'edited by hand');
      await fetchFrom(directory, folder);
      expect(readFileSync(join(folder, local), 'utf8')).toBe('edited by hand');
      expect(readFileSync(join(folder, local.replace('.txt', '~2.txt')), 'utf8')).toBe('rows');
    });

    test('fetches again what is known but no longer there', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, 'rows');
      const folder = temporaryFolder();
      const register = createMemoryFetchedFiles();
      await fetchFrom(directory, folder, { register });
      rmSync(join(folder, local));
      expect(states(await fetchFrom(directory, folder, { register }))).toEqual([['known', transactions, 1]]);
      expect(readFileSync(join(folder, local), 'utf8')).toBe('rows');
    });

    test('several at the same time bring each file here once', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, transactions, randomBytes(300_000));
      const folder = temporaryFolder();
      const register = createMemoryFetchedFiles();
      const reports = await Promise.all([1, 2, 3].map(() => fetchFrom(directory, folder, { register })));
      expect(
        reports
          .flatMap(states)
          .map(([state]) => state)
          .sort(),
      ).toEqual(['fetched', 'known', 'known']);
      expect(treeOf(folder)).toEqual([local]);
    });

    test('unpacks an archive', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      const batch = `${merchant}_settlebatch_20261121.csv`;
      server.put(
        directory,
        `${merchant}_20261121.zip`,
        await zipOf([{ name: batch, content: 'Settle_batch_no\n' }]),
      );
      const folder = temporaryFolder();
      const expected = [{ family: 'A2', report: 'batch', day }] as const;
      const report = await fetchFrom(directory, folder, { expected });
      expect(report.files.map(({ name }) => name)).toEqual([`${merchant}_20261121.zip`, batch]);
      expect(report.missing).toEqual([]);
    });

    test('leaves out what is no file or not written to its end, and takes it when it is', async () => {
      const server = serverOf();
      const directory = server.newDirectory();
      server.put(directory, `${transactions}.tmp`, 'ro');
      server.link(directory, `${merchant}_settlement_20261121.txt`);
      const folder = temporaryFolder();
      const first = await fetchFrom(directory, folder);
      expect(first.skipped.map(({ name, reason }) => [name, reason])).toEqual([
        [`${merchant}_settlement_20261121.txt`, 'not-a-file'],
        [`${transactions}.tmp`, 'temporary'],
      ]);
      expect(treeOf(folder)).toEqual([]);
      server.remove(directory, `${transactions}.tmp`);
      server.put(directory, transactions, 'rows');
      expect(states(await fetchFrom(directory, folder))).toEqual([['fetched', transactions, 1]]);
    });

    test('says of what is missing what the calendar says', async () => {
      const directory = serverOf().newDirectory();
      const clock = {
        now: () => Date.UTC(2026, 10, 22, 1, 30),
        sleep: () => new Promise<void>(() => undefined),
      };
      const expected = [
        { family: 'A1', report: 'transaction', day },
        { family: 'A1', report: 'settlement', day },
      ] as const;
      const report = await fetchFrom(directory, temporaryFolder(), { expected, clock });
      expect(report.missing.map(({ report: of, availability }) => [of, availability.state])).toEqual([
        ['transaction', 'due'],
        // 21 November 2026 is a Saturday.
        ['settlement', 'not-expected'],
      ]);
    });

    test('finds no file where there is no directory', async () => {
      const report = await fetchFrom(`${serverOf().newDirectory()}/none`, temporaryFolder());
      expect(report).toEqual({ files: [], skipped: [], missing: [] });
    });
  });
}
