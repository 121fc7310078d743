import { chmodSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FetchOptions, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { expect, onTestFinished, test } from 'vitest';
import { smallDiskOrNone } from '../../../../test/crashes/support/small-disk.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { startFaultServer } from './support/fault-server.ts';
import { day, directory, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { zipOf } from './support/zip-bytes.ts';

const hostKey = makeHostKey();
const local = `${merchant}/${day}/${transactions}`;

async function serverWith(name: string, bytes: Buffer) {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  server.files.put(directory, name, bytes);
  const fetchInto = (folder: string, changes: Partial<FetchOptions> = {}) =>
    fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));
  return { server, fetchInto };
}

test('a full disk is a typed error that leaves nothing, and over when there is room again', async () => {
  const disk = smallDiskOrNone(4);
  if (disk === undefined)
    return console.warn('LEFT OUT: a full disk, because no small one can be made here.');
  onTestFinished(() => disk.remove());
  const { server, fetchInto } = await serverWith(transactions, Buffer.alloc(1_000_000, 'rows'));
  disk.fill();
  const failure = await failureOf(fetchInto(disk.folder));
  expect(failure).toMatchObject({ code: 'ERR_FILE_WRITE', cause: { code: 'ENOSPC' } });
  expect(failure.message).toContain('the disk is full');
  expect(server.connections).toBe(1);
  disk.free();
  mkdirSync(disk.folder, { recursive: true });
  expect(treeOf(disk.folder)).toEqual([]);
  expect((await fetchInto(disk.folder)).files).toMatchObject([{ state: 'fetched' }]);
  expect(treeOf(disk.folder)).toEqual([local]);
});

test('a disk that becomes full in a file, or in an archive, leaves no half of it', async () => {
  const disk = smallDiskOrNone(2);
  if (disk === undefined)
    return console.warn('LEFT OUT: a full disk, because no small one can be made here.');
  onTestFinished(() => disk.remove());
  const large = await serverWith(transactions, Buffer.alloc(3_000_000, 'rows'));
  expect(await failureOf(large.fetchInto(disk.folder))).toMatchObject({ code: 'ERR_FILE_WRITE' });
  expect(treeOf(disk.folder)).toEqual([]);
  const name = `${merchant}_20261121.zip`;
  const content = Buffer.alloc(3_000_000, 'rows and more rows, of one day and another');
  const zip = await zipOf([{ name: `${merchant}_fptrade_20261121.csv`, content }]);
  const packed = await serverWith(name, zip);
  const limits = { zip: { ratioMax: 100_000 } };
  expect(await failureOf(packed.fetchInto(disk.folder, { limits }))).toMatchObject({
    code: 'ERR_FILE_WRITE',
  });
  expect(treeOf(disk.folder)).toEqual([`${merchant}/${day}/${name}`]);
});

test('a folder that may not be written to is a typed error', async () => {
  const { fetchInto } = await serverWith(transactions, Buffer.from('rows'));
  const folder = join(temporaryFolder(), 'statements');
  if (process.getuid?.() === 0) {
    // Root may write everywhere, but not into a file.
    writeFileSync(folder, 'a file');
  } else {
    mkdirSync(folder);
    chmodSync(folder, 0o500);
  }
  expect(await failureOf(fetchInto(folder))).toMatchObject({ code: 'ERR_FILE_WRITE' });
});

test('what a killed process left is removed after a day, and not before', async () => {
  const { fetchInto } = await serverWith(transactions, Buffer.from('rows'));
  const folder = temporaryFolder();
  const ofDay = join(folder, merchant, day);
  mkdirSync(ofDay, { recursive: true });
  const [old, young, foreign] = ['0'.repeat(16), '1'.repeat(16), 'not-ours'].map((id) =>
    join(ofDay, `.${transactions}.${id}.part`),
  );
  const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
  for (const path of [old, young, foreign]) writeFileSync(path ?? '', 'half');
  utimesSync(old ?? '', hoursAgo(25), hoursAgo(25));
  utimesSync(young ?? '', hoursAgo(23), hoursAgo(23));
  utimesSync(foreign ?? '', hoursAgo(999), hoursAgo(999));
  await fetchInto(folder);
  expect(
    readdirSync(ofDay)
      .map((name) => join(ofDay, name))
      .sort(),
  ).toEqual([young, foreign, join(ofDay, transactions)].sort());
});
