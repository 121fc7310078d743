import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMemoryFetchedFiles,
  type FetchEvent,
  type FetchedFiles,
  type FetchOptions,
  type FetchReport,
  fetchStatements,
} from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import { type FaultServer, startFaultServer } from './support/fault-server.ts';
import { day, directory, merchant, optionsFor } from './support/fetch-settings.ts';
import { treeOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { zipOf } from './support/zip-bytes.ts';

const hostKey = makeHostKey();
const alsoNames = [/report-\d+\.csv/];
const nameOf = (file: number): string => `report-${100 + file}.csv`;
const names = Array.from({ length: 24 }, (_, file) => nameOf(file));
const [first = '', second = '', third = ''] = names;

async function serverWith(files: Readonly<Record<string, Buffer>>): Promise<FaultServer> {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  for (const [name, bytes] of Object.entries(files)) server.files.put(directory, name, bytes);
  return server;
}

const smallFiles = (): Record<string, Buffer> =>
  Object.fromEntries(names.map((name) => [name, randomBytes(3_000)]));

async function fetchFrom(
  server: FaultServer,
  changes: Partial<FetchOptions> = {},
  folder = temporaryFolder(),
): Promise<FetchReport & { readonly events: readonly FetchEvent[] }> {
  const events: FetchEvent[] = [];
  const onEvent = (event: FetchEvent): void => void events.push(event);
  const options = optionsFor(server, hostKey.fingerprint, folder, { alsoNames, onEvent, ...changes });
  return { ...(await fetchStatements(options)), events };
}

/** A register that does something before it writes a file down. */
function registerThat(before: (name: string) => Promise<void> | void): FetchedFiles {
  const register = createMemoryFetchedFiles();
  return {
    ...register,
    record: async (file) => {
      await before(file.name);
      return register.record(file);
    },
  };
}

/** A moment that is waited for. */
function moment(): { readonly come: Promise<void>; readonly pass: () => void } {
  let pass: () => void = () => undefined;
  const come = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return { come, pass };
}

const namesIn = (events: readonly FetchEvent[], type: FetchEvent['type']): readonly string[] =>
  events.flatMap((event) => (event.type === type && 'name' in event ? [event.name] : []));

describe('many files', () => {
  test('are fetched beside one another, told and reported in the order of their names', async () => {
    const server = await serverWith(smallFiles());
    const isRecorded = moment();
    // Fetched one after the other, the second would never come.
    const register = registerThat((name) => {
      if (name === first) return isRecorded.come;
      if (name === second) isRecorded.pass();
      return undefined;
    });
    const { files, events } = await fetchFrom(server, { register });
    expect(files.map(({ name }) => name)).toEqual(names);
    const told = events.flatMap((event) =>
      event.type === 'receiving' || event.type === 'fetched' ? [`${event.type} ${event.name}`] : [],
    );
    expect(told).toEqual(names.flatMap((name) => [`receiving ${name}`, `fetched ${name}`]));
    expect(server.connections).toBe(1);
  });

  test('are at most eight at once', async () => {
    const server = await serverWith(smallFiles());
    const isBegun = moment();
    let opened = 0;
    server.react = ({ operation }) => {
      if (operation === 'open' && ++opened === 8) isBegun.pass();
      return 'answer';
    };
    let openedBeforeFirst = 0;
    const register = registerThat(async (name) => {
      if (name !== first) return;
      await isBegun.come;
      // Time for more than eight, where nothing held them.
      await new Promise((resolve) => setTimeout(resolve, 50));
      openedBeforeFirst = opened;
    });
    await fetchFrom(server, { register });
    expect(openedBeforeFirst).toBe(8);
    expect(opened).toBe(names.length);
  });

  test('share a connection that is lost, one new one and one wait', async () => {
    const contents = smallFiles();
    const server = await serverWith(contents);
    const struck = new Set<number>();
    server.react = ({ operation, path }) => {
      if (operation !== 'read' || ![`${directory}/${third}`, `${directory}/${nameOf(15)}`].includes(path)) {
        return 'answer';
      }
      if (struck.size < 2) struck.add(server.connections);
      return struck.has(server.connections) ? 'disconnect' : 'answer';
    };
    const folder = temporaryFolder();
    const { files, events } = await fetchFrom(server, {}, folder);
    expect(files.map(({ name, state }) => [name, state])).toEqual(names.map((name) => [name, 'fetched']));
    expect(server.connections).toBe(3);
    expect(events.filter(({ type }) => type === 'waiting')).toHaveLength(2);
    expect(treeOf(folder)).toEqual(names.map((name) => `${merchant}/undated/${name}`));
    for (const { name, path } of files)
      expect(readFileSync(path).equals(contents[name] ?? Buffer.of())).toBe(true);
  });

  test('are all ended by a connection that is lost again and again', async () => {
    const server = await serverWith(smallFiles());
    server.react = ({ path }) => (path === `${directory}/${nameOf(20)}` ? 'disconnect' : 'answer');
    const folder = temporaryFolder();
    expect(await failureOf(fetchFrom(server, {}, folder))).toMatchObject({ code: 'ERR_SFTP_LOST' });
    // One for what came before the file, and those of the file alone: the first try and three repetitions, at least.
    expect(server.connections).toBeGreaterThanOrEqual(4);
    expect(server.connections).toBeLessThanOrEqual(4 + names.length);
    server.react = () => 'answer';
    const { files } = await fetchFrom(server, {}, folder);
    expect(files.map(({ name }) => name)).toEqual(names);
  });

  test('are not begun after something failed, and those under way are finished', async () => {
    const server = await serverWith(smallFiles());
    const failure = new Error('the register failed');
    const register = registerThat((name) => {
      if (name === third) throw failure;
    });
    const events: FetchEvent[] = [];
    const onEvent = (event: FetchEvent): void => void events.push(event);
    expect(await failureOf(fetchFrom(server, { register, onEvent }))).toBe(failure);
    const begun = new Set(
      server.requests.filter(({ operation }) => operation === 'open').map(({ path }) => path),
    );
    expect(begun.size).toBeLessThanOrEqual(10);
    expect(namesIn(events, 'fetched')).toEqual(
      names.filter((name) => name !== third && begun.has(`${directory}/${name}`)),
    );
  });

  test('are all ended by the signal', async () => {
    const server = await serverWith(smallFiles());
    const stop = new AbortController();
    server.react = ({ operation, path }) => {
      if (operation === 'read' && path === `${directory}/${third}`) stop.abort(new Error('enough'));
      return operation === 'read' ? 'stall' : 'answer';
    };
    const failure = await failureOf(fetchFrom(server, { signal: stop.signal }));
    expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED', cause: { message: 'enough' } });
    expect(server.connections).toBe(1);
  });
});

test('a large file waits for its turn, and is looked at again then', async () => {
  const [old, fresh] = [randomBytes(900_000), randomBytes(900_001)];
  const server = await serverWith({ [first]: randomBytes(10), [second]: old, [third]: randomBytes(10) });
  const register = registerThat(async (name) => {
    if (name !== first) return;
    const isLookedAt = () => server.requests.some(({ path }) => path === `${directory}/${second}`);
    while (!isLookedAt()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(
      server.requests.filter(({ path, operation }) => path.endsWith(second) && operation === 'open'),
    ).toEqual([]);
    server.files.put(directory, second, fresh, { modifiedAtMs: Date.UTC(2026, 10, 23) });
  });
  const { files, skipped } = await fetchFrom(server, { register });
  expect(skipped).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual([first, second, third]);
  expect(readFileSync(files[1]?.path ?? '').equals(fresh)).toBe(true);
});

test('an archive is fetched alone, so that the order says which of two files of a name is the first', async () => {
  const inside = `${merchant}_settlebatch_20261121.csv`;
  const server = await serverWith({
    [`${merchant}_20261121.zip`]: await zipOf([{ name: inside, content: 'in the archive\n' }]),
    [inside]: Buffer.from('beside the archive\n'),
  });
  const recorded: string[] = [];
  const register = registerThat(async (name) => {
    // Time for the other one, where nothing held it.
    if (recorded.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    recorded.push(name);
  });
  const folder = temporaryFolder();
  const { files } = await fetchFrom(server, { register }, folder);
  expect(files.map(({ remotePath, revision }) => [remotePath, revision])).toEqual([
    [`${directory}/${merchant}_20261121.zip`, 1],
    [`${directory}/${merchant}_20261121.zip!${inside}`, 1],
    [`${directory}/${inside}`, 2],
  ]);
  expect(readFileSync(join(folder, merchant, day, inside), 'utf8')).toBe('in the archive\n');
});
