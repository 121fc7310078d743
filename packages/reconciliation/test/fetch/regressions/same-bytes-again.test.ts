import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createMemoryFetchedFiles, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { type FaultServer, startFaultServer } from '../support/fault-server.ts';
import { directory, optionsFor, transactions } from '../support/fetch-settings.ts';
import { treeOf } from '../support/folder-tree.ts';
import { makeHostKey } from '../support/host-keys.ts';

const hostKey = makeHostKey();
const modifiedAtMs = Date.UTC(2026, 10, 23, 1, 30);

/** A server, and a fetch from it into one folder with one register. */
async function start() {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  const folder = temporaryFolder();
  const options = optionsFor(server, hostKey.fingerprint, folder, { register: createMemoryFetchedFiles() });
  const fetchOne = async () => {
    const [file] = (await fetchStatements(options)).files;
    if (file === undefined) throw new Error('nothing was fetched');
    return file;
  };
  return { server, folder, fetchOne };
}

function downloads({ requests }: FaultServer): number {
  return requests.filter(({ operation }) => operation === 'open').length;
}

test('the same bytes with a new time are read once, and then known by that time', async () => {
  const { server, folder, fetchOne } = await start();
  server.files.put(directory, transactions, 'rows');
  await fetchOne();
  server.files.put(directory, transactions, 'rows', { modifiedAtMs });
  const again = [await fetchOne(), await fetchOne(), await fetchOne()];
  expect(again.map(({ state, modifiedAtMs: at }) => [state, at])).toEqual(
    again.map(() => ['known', modifiedAtMs]),
  );
  expect(downloads(server)).toBe(2);
  expect(treeOf(folder)).toHaveLength(1);
});

test('other bytes of the same size with a new time are read', async () => {
  const { server, fetchOne } = await start();
  server.files.put(directory, transactions, 'rows');
  await fetchOne();
  server.files.put(directory, transactions, 'rows', { modifiedAtMs });
  await fetchOne();
  server.files.put(directory, transactions, 'more', { modifiedAtMs: modifiedAtMs + 1_000 });
  const { state, revision, path } = await fetchOne();
  expect([state, revision, readFileSync(path, 'utf8')]).toEqual(['revision', 2, 'more']);
});

test('a local file whose time was changed is known by the time of the register', async () => {
  const { server, fetchOne } = await start();
  server.files.put(directory, transactions, 'rows', { modifiedAtMs });
  const { path } = await fetchOne();
  utimesSync(path, 1, 1);
  expect(await fetchOne()).toMatchObject({ state: 'known' });
  expect(downloads(server)).toBe(1);
});

test('a name that two directories have with different bytes is known in both', async () => {
  const { server, folder } = await start();
  const directories = ['/one', '/two'];
  for (const one of directories) server.files.put(one, transactions, `rows of ${one}`);
  const register = createMemoryFetchedFiles();
  const fetchAll = async () => {
    const options = optionsFor(server, hostKey.fingerprint, folder, { register, directories });
    return (await fetchStatements(options)).files.map(({ state, revision }) => [state, revision]);
  };
  expect(await fetchAll()).toEqual([
    ['fetched', 1],
    ['revision', 2],
  ]);
  expect(await fetchAll()).toEqual([
    ['known', 1],
    ['known', 2],
  ]);
});

test('earlier bytes that come back are told once, with their own number and file, and read once', async () => {
  const { server, fetchOne } = await start();
  const came: unknown[] = [];
  for (const [index, bytes] of ['first', 'other', 'first', 'first', 'other'].entries()) {
    // The fourth is the third, seen again.
    const at = modifiedAtMs + (index === 3 ? 2 : index) * 1_000;
    server.files.put(directory, transactions, bytes, { modifiedAtMs: at });
    const { state, revision, path } = await fetchOne();
    came.push([state, revision, readFileSync(path, 'utf8')]);
  }
  expect(came).toEqual([
    ['fetched', 1, 'first'],
    ['revision', 2, 'other'],
    ['revision', 1, 'first'],
    ['known', 1, 'first'],
    ['revision', 2, 'other'],
  ]);
  expect(downloads(server)).toBe(4);
});

test('earlier bytes that come back with their earlier time are told, and not read again', async () => {
  const { server, fetchOne } = await start();
  const came: unknown[] = [];
  for (const bytes of ['first', 'the other', 'first', 'first']) {
    server.files.put(directory, transactions, bytes, { modifiedAtMs: modifiedAtMs + 1_000 * bytes.length });
    const { state, revision } = await fetchOne();
    came.push([state, revision]);
  }
  expect(came).toEqual([
    ['fetched', 1],
    ['revision', 2],
    ['revision', 1],
    ['known', 1],
  ]);
  expect(downloads(server)).toBe(2);
});

test('a name that two directories have with the same bytes is read once in each', async () => {
  const { server, folder } = await start();
  const directories = ['/one', '/two'];
  for (const [index, one] of directories.entries())
    server.files.put(one, transactions, 'rows', { modifiedAtMs: modifiedAtMs + 1_000 * index });
  const register = createMemoryFetchedFiles();
  const fetchAll = async () => {
    const options = optionsFor(server, hostKey.fingerprint, folder, { register, directories });
    return (await fetchStatements(options)).files.map(({ state, remotePath }) => [state, remotePath]);
  };
  const places = directories.map((one) => `${one}/${transactions}`);
  expect(await fetchAll()).toEqual([
    ['fetched', places[0]],
    ['known', places[1]],
  ]);
  expect(await fetchAll()).toEqual(places.map((place) => ['known', place]));
  expect(downloads(server)).toBe(2);
  expect(treeOf(folder)).toHaveLength(1);
});

test('a file that had to be kept beside an edited one is read once', async () => {
  const { server, folder, fetchOne } = await start();
  server.files.put(directory, transactions, 'rows', { modifiedAtMs });
  const { path } = await fetchOne();
  writeFileSync(path, 'edited by hand');
  const again = [await fetchOne(), await fetchOne()];
  expect(again.map(({ state, revision, path: at }) => [state, revision, readFileSync(at, 'utf8')])).toEqual(
    again.map(() => ['known', 1, 'rows']),
  );
  expect(downloads(server)).toBe(2);
  expect(treeOf(folder)).toHaveLength(2);
});
