import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMemoryFetchedFiles,
  type FetchOptions,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { unpackArchive } from '../../src/fetch/unpack-archive.ts';
import { zipLimits } from '../../src/fetch/zip-limits.ts';
import { failureOf } from './support/failure-of.ts';
import { startFaultServer } from './support/fault-server.ts';
import { day, directory, merchant, optionsFor } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { directoryEntries, type ZipEntry, zipOf } from './support/zip-bytes.ts';

const hostKey = makeHostKey();
const archive = `${merchant}_20261121.zip`;
const batch = `${merchant}_settlebatch_20261121.csv`;
const detail = `${merchant}_settle_20261121_50002017051900000000000000000000.csv`;
const good: readonly ZipEntry[] = [
  { name: batch, content: 'Settle_batch_no,Settle_date\n' },
  { name: detail, content: 'rows\n'.repeat(10_000) },
];

async function fetchArchive(bytes: Buffer, changes: Partial<FetchOptions> = {}, around = temporaryFolder()) {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  server.files.put(directory, archive, bytes);
  const folder = join(around, 'statements');
  const report = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));
  return { report, around, written: treeOf(around) };
}

const place = (name: string): string => `statements/${merchant}/${day}/${name}`;

test('an archive is unpacked beside itself, each file known by its own hash', async () => {
  const { report, around, written } = await fetchArchive(await zipOf(good));
  expect(written).toEqual([archive, batch, detail].map(place).sort());
  expect(report.files.map(({ name, state }) => [name, state])).toEqual([
    [archive, 'fetched'],
    [batch, 'fetched'],
    [detail, 'fetched'],
  ]);
  expect(report.files[1]).toMatchObject({
    remotePath: `${directory}/${archive}!${batch}`,
    statement: { report: 'batch', day },
  });
  expect(readFileSync(join(around, place(detail)), 'utf8')).toBe('rows\n'.repeat(10_000));
});

test('a known archive gives its files again, as known, even where one was lost', async () => {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  server.files.put(directory, archive, await zipOf(good));
  const folder = temporaryFolder();
  const options = optionsFor(server, hostKey.fingerprint, folder, { register: createMemoryFetchedFiles() });
  const first = await fetchStatements(options);
  rmSync(first.files[1]?.path ?? '');
  const second = await fetchStatements(options);
  expect(second.files.map(({ name, state }) => [name, state])).toEqual([
    [archive, 'known'],
    [batch, 'known'],
    [detail, 'known'],
  ]);
  expect(treeOf(folder)).toHaveLength(3);
  expect(server.requests.filter(({ operation }) => operation === 'open')).toHaveLength(1);
});

describe('an archive is refused whole', () => {
  const bomb = Buffer.alloc(20_000_000);
  const damaged = async (change: (zip: Buffer, entries: readonly number[]) => void): Promise<Buffer> => {
    const zip = await zipOf(good);
    change(zip, directoryEntries(zip));
    return zip;
  };
  const with_ = (entry: Partial<ZipEntry>): Promise<Buffer> =>
    zipOf([...good, { name: 'x', content: 'x', ...entry }]);
  const small = (zip: Partial<typeof zipLimits>): Partial<FetchOptions> => ({ limits: { zip } });

  test.each<[string, () => Promise<Buffer>, Partial<FetchOptions>?]>([
    ['with a path', () => with_({ name: `a/${batch}` })],
    ['with a parent path', () => with_({ name: `../${batch}` })],
    ['with an absolute path', () => with_({ name: `/etc/${batch}` })],
    ['with a backslash', () => with_({ name: `..\\${batch}` })],
    ['with a drive', () => with_({ name: `C:${batch}` })],
    ['with a directory', () => with_({ name: 'directory/', content: '' })],
    ['with a name that no statement has', () => with_({ name: 'readme.txt' })],
    ['with an archive in it', () => with_({ name: `${merchant}_20261120.zip` })],
    ['with a file of another merchant', () => with_({ name: '2088000000000001_fptrade_20261121.csv' })],
    ['with a link', () => with_({ name: `${merchant}_fptrade_20261121.csv`, mode: 0o120777 })],
    ['with a name twice', () => with_({ name: batch })],
    ['with a name twice in another case', () => with_({ name: batch.replace('.csv', '.CSV') })],
    ['with nothing in it', () => zipOf([])],
    ['with too many entries', () => zipOf(good), small({ entriesMax: 1 })],
    ['with an entry that is too large', () => zipOf(good), small({ entryBytesMax: 49_999 })],
    ['that is too large in sum', () => zipOf(good), small({ totalBytesMax: 50_000 })],
    ['that unpacks to far more than it is', () => zipOf([{ name: batch, content: bomb }])],
    ['that is encrypted', () => damaged((zip, [at = 0]) => zip.writeUInt16LE(1, at + 8))],
    ['packed by an unknown method', () => damaged((zip, [at = 0]) => zip.writeUInt16LE(14, at + 10))],
    ['with a wrong checksum', () => damaged((zip, [at = 0]) => zip.writeUInt32LE(7, at + 16))],
    ['that lies about a size', () => damaged((zip, [, at = 0]) => zip.writeUInt32LE(49_999, at + 24))],
    ['cut off', async () => (await zipOf(good)).subarray(0, -30)],
    ['that is none', async () => Buffer.from('rows')],
  ])('%s', async (_name, make, changes) => {
    const { report, written } = await fetchArchive(await make(), changes);
    expect(report.skipped).toMatchObject([
      { reason: 'archive-refused', error: { code: 'ERR_ARCHIVE_REFUSED' } },
    ]);
    expect(report.files).toEqual([]);
    // The archive itself is the proof of what came.
    expect(written).toEqual([place(archive)]);
  });
});

test('hostile and damaged archives write nothing outside, and nothing unless all is right', async () => {
  const around = temporaryFolder();
  const folder = join(around, 'statements');
  mkdirSync(folder);
  const valid = await zipOf(good);
  const hostile = fc.sample(
    fc.tuple(
      fc.integer({ min: 0, max: valid.length - 1 }),
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom('../', '/', '..\\', 'C:', './', '~/'),
      fc.boolean(),
    ),
    { numRuns: 300, seed: 11 },
  );
  let unpacked = 0;
  for (const [at, value, lead, isRenamed] of hostile) {
    const bytes = Buffer.from(valid);
    if (isRenamed) for (const entry of directoryEntries(bytes)) bytes.write(lead, entry + 46);
    else bytes[at] = value;
    const path = join(folder, archive);
    writeFileSync(path, bytes);
    const outcome = await unpackArchive(path, {
      merchant,
      limits: zipLimits,
      alsoNames: [],
      signal: undefined,
    }).catch((error: unknown) => error);
    const inside = treeOf(around);
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ code: 'ERR_ARCHIVE_REFUSED' });
      expect(inside.filter((name) => !name.startsWith('statements/') || name.includes('.part'))).toEqual([]);
    } else unpacked += 1;
  }
  // A byte of a date or a comment changes nothing; the files are those of the archive all the same.
  expect(unpacked).toBeLessThan(100);
  expect(treeOf(around).filter((name) => !name.startsWith(`statements/${merchant}_`))).toEqual([]);
});

test('a signal ends unpacking and leaves nothing half done', async () => {
  const folder = temporaryFolder();
  const path = join(folder, archive);
  writeFileSync(path, await zipOf(good));
  const signal = AbortSignal.abort();
  const failure = await failureOf(
    unpackArchive(path, { merchant, limits: zipLimits, alsoNames: [], signal }),
  );
  expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED' });
  expect(treeOf(folder)).toEqual([archive]);
});
