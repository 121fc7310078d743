import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { unpackArchive } from '../../../src/fetch/unpack-archive.ts';
import { zipLimits } from '../../../src/fetch/zip-limits.ts';
import { failureOf } from '../support/failure-of.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { day, directory, merchant, optionsFor } from '../support/fetch-settings.ts';
import { treeOf } from '../support/folder-tree.ts';
import { makeHostKey } from '../support/host-keys.ts';
import { zipOf } from '../support/zip-bytes.ts';

const hostKey = makeHostKey();
const archive = `${merchant}_20261121.zip`;
const names = ['fptrade', 'settle', 'settlebatch'].map((kind) =>
  kind === 'settle' ? `${merchant}_settle_20261121_500020170519.csv` : `${merchant}_${kind}_20261121.csv`,
);
const entries = names.map((name) => ({ name, content: `rows of ${name}` }));

test('where the disk fails while names are given, no part is left, and the next time the rest follows', async () => {
  const folder = temporaryFolder();
  const path = join(folder, archive);
  writeFileSync(path, await zipOf(entries));
  const [first = '', second = ''] = names;
  mkdirSync(join(folder, second));
  const unpack = () => unpackArchive(path, { merchant, limits: zipLimits, alsoNames: [], signal: undefined });
  expect(await failureOf(unpack())).toMatchObject({ code: 'ERR_FILE_WRITE' });
  expect(treeOf(folder)).toEqual([archive, first].sort());
  rmSync(join(folder, second), { recursive: true });
  expect((await unpack()).map(({ name, isNew }) => [name, isNew])).toEqual(
    names.map((name) => [name, name !== first]),
  );
  expect(treeOf(folder)).toEqual([archive, ...names].sort());
});

describe('an archive under a name of the merchant', () => {
  test.each(['shop-20261121.zip', 'shop-20261121.ZIP'])('%s is unpacked too', async (name) => {
    const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
    server.files.put(directory, name, await zipOf(entries));
    const folder = temporaryFolder();
    const changes = {
      alsoNames: [/shop-\d+\.zip/i],
      expected: [{ family: 'A2', report: 'transaction', day }] as const,
    };
    const report = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));
    expect(report.files.map((file) => file.name)).toEqual([name, ...names]);
    expect(treeOf(folder)).toEqual([name, ...names].map((one) => `${merchant}/undated/${one}`).sort());
    // The name of the file in it tells its day.
    expect(report.missing).toEqual([]);
  });

  test('is judged like any other', async () => {
    const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
    server.files.put(directory, 'shop.zip', await zipOf([{ name: `../${names[0]}`, content: 'x' }]));
    const folder = temporaryFolder();
    const changes = { alsoNames: [/shop\.zip/] };
    const report = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));
    expect(report.skipped).toMatchObject([{ name: 'shop.zip', reason: 'archive-refused' }]);
  });
});
