import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AddOptions,
  addStatements,
  createMemoryFetchedFiles,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { startFaultServer } from './support/fault-server.ts';
import { day, directory, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { zipOf } from './support/zip-bytes.ts';

let inbox: string;
let options: Omit<AddOptions, 'files'>;

beforeEach(() => {
  inbox = temporaryFolder();
  const clock = { now: () => 1_795_312_345_678 };
  const register = createMemoryFetchedFiles();
  options = { merchant, folder: join(temporaryFolder(), 'statements'), register, clock };
});

/** A file that somebody has saved, from a portal or a mail. */
function saved(name: string, bytes: string | Uint8Array, below = ''): string {
  mkdirSync(join(inbox, below), { recursive: true });
  const path = join(inbox, below, name);
  writeFileSync(path, bytes);
  return path;
}

const add = (...files: readonly string[]) => addStatements({ ...options, files });
const told = (files: Awaited<ReturnType<typeof add>>) => files.map((file) => [file.state, file.revision]);

test('a local file is taken whole, once, and other bytes under its name are a revision', async () => {
  const [file] = await add(saved(transactions, 'first'));
  const sha256 = createHash('sha256').update('first').digest('hex');
  const path = join(options.folder, merchant, day, transactions);
  expect(file).toMatchObject({ state: 'fetched', path, sha256, bytes: 5, day, revision: 1 });
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(await options.register.list(merchant, day)).toMatchObject([
    {
      name: transactions,
      sha256,
      path: `${merchant}/${day}/${transactions}`,
      remotePath: `local:${transactions}`,
    },
  ]);
  expect(told(await add(saved(transactions, 'first', 'again')))).toEqual([['known', 1]]);
  expect(told(await add(saved(transactions, 'other', 'corrected')))).toEqual([['revision', 2]]);
  // Whoever adds the first bytes again says that they count.
  expect(told(await add(saved(transactions, 'first', 'after all')))).toEqual([['revision', 1]]);
  const arrivals = await options.register.arrivals(merchant, transactions);
  expect(arrivals.at(-1)?.sha256).toBe(sha256);
  expect(treeOf(options.folder)).toEqual([
    `${merchant}/${day}/${transactions}`,
    `${merchant}/${day}/${transactions.replace('.txt', '~2.txt')}`,
  ]);
});

test('a fetch knows a file that was added before', async () => {
  await add(saved(transactions, 'rows'));
  const hostKey = makeHostKey();
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  server.files.put(directory, transactions, Buffer.from('rows'));
  const { folder, register } = options;
  const { files } = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder, { register }));
  expect(told(files)).toEqual([['known', 1]]);
});

test('an archive is unpacked', async () => {
  const batch = `${merchant}_settlebatch_20261121.csv`;
  const archive = saved(`${merchant}_20261121.zip`, await zipOf([{ name: batch, content: 'rows\n' }]));
  expect((await add(archive)).map(({ name, remotePath }) => [name, remotePath])).toEqual([
    [`${merchant}_20261121.zip`, `local:${merchant}_20261121.zip`],
    [batch, `local:${merchant}_20261121.zip!${batch}`],
  ]);
});

test('a file without a day in its name needs one to be said', async () => {
  const file = saved('transactionItems_USD_000.csv', 'rows');
  expect(await failureOf(add(file))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  const [added] = await addStatements({ ...options, files: [file], day });
  expect(added).toMatchObject({
    day,
    path: join(options.folder, merchant, day, 'transactionItems_USD_000.csv'),
  });
});

test('names decide before anything is copied', async () => {
  const good = saved(transactions, 'rows');
  const strange = [
    'notes.txt',
    `${transactions}.asc`,
    `${transactions}.tmp`,
    `1022188000000000001_transaction_20261121.txt`,
  ];
  const paths = strange.map((name) => saved(name, 'rows'));
  const error = await failureOf(add(good, ...paths));
  expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID', issues: paths.map((path) => ({ path })) });
  expect(await options.register.list(merchant, day)).toEqual([]);
});

test('a file that cannot be read leaves nothing', async () => {
  expect(await failureOf(add(join(inbox, transactions)))).toMatchObject({ code: 'ERR_STATEMENT_UNREADABLE' });
  mkdirSync(join(inbox, transactions));
  expect(await failureOf(add(join(inbox, transactions)))).toMatchObject({ code: 'ERR_STATEMENT_UNREADABLE' });
  expect(treeOf(join(options.folder, '..'))).toEqual([]);
});
