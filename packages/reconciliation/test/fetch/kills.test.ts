import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { startFaultServer } from './support/fault-server.ts';
import { directory, merchant, optionsFor } from './support/fetch-settings.ts';
import { visibleOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { zipOf } from './support/zip-bytes.ts';

// FETCH_KILLS=1000 for a long run.
const kills = Number(process.env['FETCH_KILLS'] ?? 4);
const hostKey = makeHostKey();
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const program = fileURLToPath(new URL('./support/fetch-program.ts', import.meta.url));
const batch = `${merchant}_settlebatch_20261121.csv`;
const detail = `${merchant}_settle_20261121_50002017051900000000000000000000.csv`;

function startFetch(...parameters: readonly string[]): ChildProcess {
  return spawn(
    process.execPath,
    [
      ...['--conditions', '@alipay-intl/source', '--import', './tools/typescript-loader.mjs'],
      ...[program, ...parameters],
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/** Bytes that look like nothing else, made of a number. */
function bytesOf(seed: number, length: number): Buffer {
  const block = createHash('sha512').update(`${seed}`).digest();
  return Buffer.alloc(length, block);
}

test(`every file is there once and whole after ${kills} processes were killed while fetching`, {
  timeout: 60_000 + kills * 10_000,
}, async () => {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  const contents = new Map<string, Buffer>();
  for (const [index, name] of ['transaction', 'settlement'].entries()) {
    contents.set(`${merchant}_${name}_20261121.txt`, bytesOf(index, 600_000 + index));
  }
  const inside = new Map([
    [batch, bytesOf(7, 200)],
    [detail, bytesOf(8, 400_000)],
  ]);
  const zip = await zipOf([...inside].map(([name, content]) => ({ name, content, isStored: true })));
  contents.set(`${merchant}_20261121.zip`, zip);
  for (const [name, bytes] of contents) server.files.put(directory, name, bytes);
  for (const [name, bytes] of inside) contents.set(name, bytes);
  const folder = temporaryFolder();
  const wrong = (): readonly string[] =>
    visibleOf(folder).filter((path) => {
      const expected = contents.get(path.split('/').at(-1) ?? '');
      return expected === undefined || !readFileSync(join(folder, path)).equals(expected);
    });

  await fetchStatements(optionsFor(server, hostKey.fingerprint, temporaryFolder()));
  const wholeFetch = server.requests.length;
  let killed = 0;
  for (let kill = 0; kill < kills; kill++) {
    let left = 1 + Math.floor(((kill + Math.random()) / kills) * wholeFetch);
    const child = startFetch(String(server.port), hostKey.fingerprint, folder);
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    onTestFinished(() => void child.kill('SIGKILL'));
    server.react = () => {
      left -= 1;
      // A moment later, so that it also dies while it writes, links and unpacks.
      if (left === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
      return 'answer';
    };
    if ((await ended) === 'SIGKILL') killed += 1;
    expect(wrong()).toEqual([]);
  }
  expect(killed).toBeGreaterThan(0);
  server.react = () => 'answer';
  const { files } = await fetchStatements(optionsFor(server, hostKey.fingerprint, folder));
  expect(files.map(({ name }) => name).sort()).toEqual([...contents.keys()].sort());
  expect(visibleOf(folder)).toHaveLength(contents.size);
  expect(wrong()).toEqual([]);
});
