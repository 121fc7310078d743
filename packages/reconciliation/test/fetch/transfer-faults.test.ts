import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FetchEvent, type FetchOptions, fetchStatements } from '@alipay-intl/reconciliation/fetch';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { failureOf } from './support/failure-of.ts';
import {
  type FaultServer,
  type Reaction,
  type SftpRequest,
  startFaultServer,
} from './support/fault-server.ts';
import { day, directory, merchant, optionsFor, transactions } from './support/fetch-settings.ts';
import { treeOf, visibleOf } from './support/folder-tree.ts';
import { makeHostKey } from './support/host-keys.ts';
import { stallClock, stallMs } from './support/stall-clock.ts';

const hostKey = makeHostKey();
const content = randomBytes(700_000);
// More than is on its way at once.
const large = randomBytes(5_300_000);
const path = `${directory}/${transactions}`;
const local = `${merchant}/${day}/${transactions}`;

async function serverWith(bytes: Buffer = content): Promise<FaultServer> {
  const server = await startFaultServer({ hostKeys: [hostKey.privateKey] });
  server.files.put(directory, transactions, bytes);
  return server;
}

const fetchInto = (server: FaultServer, folder: string, changes: Partial<FetchOptions> = {}) =>
  fetchStatements(optionsFor(server, hostKey.fingerprint, folder, changes));

/** Reacts to the requests that fit, on so many connections; several may be on their way on each. */
function sometimes(
  server: FaultServer,
  times: number,
  fits: (request: SftpRequest) => boolean,
  reaction: Reaction,
): (request: SftpRequest) => Reaction {
  const struck = new Set<number>();
  return (request) => {
    if (!fits(request)) return 'answer';
    if (struck.size < times) struck.add(server.connections);
    return struck.has(server.connections) ? reaction : 'answer';
  };
}

describe('a connection that is lost', () => {
  const stages: readonly (readonly [string, (request: SftpRequest) => boolean])[] = [
    ['at the listing', ({ operation }) => operation === 'list'],
    ['at the first look', ({ operation }) => operation === 'stat'],
    ['at the opening', ({ operation }) => operation === 'open'],
    ['at the first byte', ({ operation, offset }) => operation === 'read' && offset === 0],
    ['in the middle', ({ operation, offset }) => operation === 'read' && offset > 400_000],
    ['at the end', ({ operation, offset }) => operation === 'read' && offset === content.length],
  ];
  test.each(stages)('%s is made again, and the file is whole', async (_name, fits) => {
    const server = await serverWith();
    server.react = sometimes(server, 2, fits, 'disconnect');
    const folder = temporaryFolder();
    const { files } = await fetchInto(server, folder);
    expect(files).toMatchObject([{ state: 'fetched', bytes: content.length }]);
    expect(server.connections).toBe(3);
    expect(treeOf(folder)).toEqual([local]);
    expect(readFileSync(join(folder, local)).equals(content)).toBe(true);
  });
  test.each(stages)('%s again and again ends the fetch, and no file is there', async (_name, fits) => {
    const server = await serverWith();
    server.react = sometimes(server, Number.POSITIVE_INFINITY, fits, 'disconnect');
    const folder = temporaryFolder();
    expect(await failureOf(fetchInto(server, folder))).toMatchObject({ code: 'ERR_SFTP_LOST' });
    expect(server.connections).toBe(4);
    expect(visibleOf(folder)).toEqual([]);
  });
  test.each(stages)('by standing still %s is made again', async (_name, fits) => {
    const server = await serverWith();
    server.react = sometimes(server, 1, fits, 'stall');
    const folder = temporaryFolder();
    const { files } = await fetchInto(server, folder, { limits: { stallMs }, clock: stallClock(server) });
    expect(files).toMatchObject([{ state: 'fetched' }]);
    expect(server.connections).toBe(2);
  });
});

describe('a file that was cut off', () => {
  const cut = ({ operation, offset }: SftpRequest): boolean => operation === 'read' && offset > 5_000_000;

  async function cutOff(folder: string): Promise<FaultServer> {
    const server = await serverWith(large);
    server.react = sometimes(server, 1, cut, 'disconnect');
    await failureOf(fetchInto(server, folder, { retry: { times: 0 } }));
    server.react = () => 'answer';
    return server;
  }
  const begun = async (server: FaultServer, folder: string): Promise<number> => {
    const events: FetchEvent[] = [];
    const { files } = await fetchInto(server, folder, { onEvent: (event) => events.push(event) });
    expect(files).toMatchObject([{ state: 'fetched' }]);
    expect(treeOf(folder)).toEqual([local]);
    return events.find((event) => event.type === 'receiving')?.fromByte ?? -1;
  };

  test('goes on where it ended, in another run', async () => {
    const folder = temporaryFolder();
    const server = await cutOff(folder);
    expect(await begun(server, folder)).toBeGreaterThan(0);
    expect(readFileSync(join(folder, local)).equals(large)).toBe(true);
  });
  test.each([
    ['size', { bytes: content, more: {} }],
    ['time', { bytes: randomBytes(large.length), more: { modifiedAtMs: Date.UTC(2026, 10, 23) } }],
  ])('begins anew where the %s is another', async (_name, { bytes, more }) => {
    const folder = temporaryFolder();
    const server = await cutOff(folder);
    server.files.put(directory, transactions, bytes, more);
    expect(await begun(server, folder)).toBe(0);
    expect(readFileSync(join(folder, local)).equals(bytes)).toBe(true);
  });
  test.each([
    ['was changed', (part: Buffer) => part.fill(0, 1_000, 1_001)],
    ['is shorter', (part: Buffer) => part.subarray(1)],
    ['is gone', () => Buffer.alloc(0)],
  ])('begins anew where what was written %s', async (_name, damage) => {
    const folder = temporaryFolder();
    const server = await cutOff(folder);
    const part = join(folder, treeOf(folder).find((one) => one.endsWith('.part')) ?? '');
    writeFileSync(part, damage(readFileSync(part)));
    expect(await begun(server, folder)).toBe(0);
    expect(readFileSync(join(folder, local)).equals(large)).toBe(true);
  });
  test.each([
    ['empty', ''],
    ['cut', '{'],
    ['something else', '{"remotePath":1}'],
    ['too long', ' '.repeat(20_000)],
  ])('begins anew where its note is %s', async (_name, note) => {
    const folder = temporaryFolder();
    const server = await cutOff(folder);
    writeFileSync(join(folder, treeOf(folder).find((one) => one.endsWith('.note')) ?? ''), note);
    expect(await begun(server, folder)).toBe(0);
  });
  test('does not take the bytes that follow its note', async () => {
    const folder = temporaryFolder();
    const server = await cutOff(folder);
    writeFileSync(join(folder, treeOf(folder).find((one) => one.endsWith('.part')) ?? ''), 'later', {
      flag: 'a',
    });
    expect(await begun(server, folder)).toBeGreaterThan(0);
    expect(readFileSync(join(folder, local)).equals(large)).toBe(true);
  });
});

describe('a file that is read by many reads at once', () => {
  const farther = ({ operation, offset }: SftpRequest): boolean =>
    operation === 'read' && offset >= 5_000_000;

  test('is put together in order', async () => {
    const server = await serverWith(large);
    const folder = temporaryFolder();
    const { files } = await fetchInto(server, folder);
    expect(files[0]?.sha256).toBe(createHash('sha256').update(large).digest('hex'));
    expect(readFileSync(join(folder, local)).equals(large)).toBe(true);
    expect(server.requests.filter(({ operation }) => operation === 'open')).toHaveLength(1);
  });
  test('is whole where the server gives less than it is asked for', async () => {
    const server = await serverWith(content);
    server.react = ({ operation, offset }) =>
      operation === 'read' && offset < content.length
        ? { data: content.subarray(offset, Math.min(offset + 1 + (offset % 7_000), content.length)) }
        : 'answer';
    const folder = temporaryFolder();
    await fetchInto(server, folder);
    expect(readFileSync(join(folder, local)).equals(content)).toBe(true);
  });
  test.each(['disconnect', 'stall'] as const)('and cut off by a %s goes on', async (reaction) => {
    const server = await serverWith(large);
    server.react = sometimes(server, 3, farther, reaction);
    const folder = temporaryFolder();
    const { files } = await fetchInto(server, folder, { limits: { stallMs }, clock: stallClock(server) });
    expect(files).toMatchObject([{ state: 'fetched' }]);
    expect(treeOf(folder)).toEqual([local]);
    expect(readFileSync(join(folder, local)).equals(large)).toBe(true);
  });
  test.each([
    ['ends before the place that is read', 2_500_000],
    ['ends in the last place that is read', 5_299_999],
  ])('is left out where it %s', async (_name, end) => {
    const server = await serverWith();
    server.files.put(directory, transactions, large.subarray(0, end), { claimedBytes: large.length });
    const folder = temporaryFolder();
    const report = await fetchInto(server, folder);
    expect(report.skipped).toMatchObject([{ reason: 'incomplete' }]);
    expect(treeOf(folder)).toEqual([]);
  });
  test('is ended at once by the signal', async () => {
    const server = await serverWith(large);
    const stop = new AbortController();
    server.react = (request) => {
      if (farther(request)) stop.abort();
      return 'answer';
    };
    const folder = temporaryFolder();
    const failure = await failureOf(fetchInto(server, folder, { signal: stop.signal }));
    expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED' });
    expect(visibleOf(folder)).toEqual([]);
  });
});

describe('a file that is not what the server said is left out', () => {
  const left = async (server: FaultServer) => {
    const folder = temporaryFolder();
    const report = await fetchInto(server, folder);
    expect(treeOf(folder)).toEqual([]);
    expect(report.files).toEqual([]);
    return report.skipped;
  };
  const incomplete = [{ reason: 'incomplete', name: transactions, error: { code: 'ERR_SFTP_INCOMPLETE' } }];

  test('it ends early', async () => {
    const server = await serverWith();
    server.files.put(directory, transactions, content, { claimedBytes: content.length + 1 });
    expect(await left(server)).toMatchObject(incomplete);
  });
  test('it gives more than it has', async () => {
    const server = await serverWith();
    server.files.put(directory, transactions, content, { claimedBytes: content.length - 1 });
    expect(await left(server)).toMatchObject(incomplete);
  });
  test('it never ends', async () => {
    const server = await serverWith(Buffer.from('rows'));
    server.react = ({ operation }) => (operation === 'read' ? { data: Buffer.alloc(1_000) } : 'answer');
    expect(await left(server)).toMatchObject(incomplete);
    expect(server.requests.filter(({ operation }) => operation === 'read').length).toBeLessThan(5);
  });
  test('it grows while it is read', async () => {
    const server = await serverWith();
    server.react = (request) => {
      if (request.operation === 'read' && request.offset > 400_000) {
        server.files.put(directory, transactions, Buffer.concat([content, content]));
      }
      return 'answer';
    };
    expect(await left(server)).toMatchObject(incomplete);
  });
  test('it grew when all was read', async () => {
    const server = await serverWith();
    let looks = 0;
    server.react = ({ operation }) => {
      if (operation === 'stat' && ++looks === 2) {
        server.files.put(directory, transactions, content, { claimedBytes: content.length + 1 });
      }
      return 'answer';
    };
    expect(await left(server)).toMatchObject(incomplete);
  });
  test('it was written again with the same size', async () => {
    const server = await serverWith();
    let looks = 0;
    server.react = ({ operation }) => {
      if (operation === 'stat' && ++looks === 2) {
        server.files.put(directory, transactions, content, { modifiedAtMs: Date.UTC(2026, 10, 23) });
      }
      return 'answer';
    };
    expect(await left(server)).toMatchObject(incomplete);
  });
  test('it is gone after it was listed', async () => {
    const server = await serverWith();
    server.react = ({ operation }) => {
      if (operation === 'stat') server.files.remove(directory, transactions);
      return 'answer';
    };
    expect(await left(server)).toMatchObject(incomplete);
  });
});

describe('what the server refuses is reported, and the rest is fetched', () => {
  test('a directory', async () => {
    const server = await serverWith();
    server.react = ({ path: asked }) => (asked === '/secret' ? 'fail' : 'answer');
    const report = await fetchInto(server, temporaryFolder(), { directories: ['/secret', directory] });
    expect(report.files).toHaveLength(1);
    expect(report.skipped).toMatchObject([
      { name: '.', directory: '/secret', reason: 'refused', error: { code: 'ERR_SFTP_REFUSED' } },
    ]);
    expect(server.connections).toBe(1);
  });
  test.each(['stat', 'open', 'read'] as const)('a file, at its %s', async (operation) => {
    const server = await serverWith();
    const other = `${merchant}_settlement_20261121.txt`;
    server.files.put(directory, other, 'rows');
    server.react = (request) =>
      request.operation === operation && request.path === path ? 'fail' : 'answer';
    const folder = temporaryFolder();
    const report = await fetchInto(server, folder);
    expect(report.files.map(({ name }) => name)).toEqual([other]);
    expect(report.skipped).toMatchObject([{ name: transactions, reason: 'refused' }]);
    expect(treeOf(folder)).toEqual([`${merchant}/${day}/${other}`]);
  });
});

// The numbers that end a connection, RFC 4253 §11.1, are also numbers of SFTP: 2 is "no such file" there, 3 "permission denied".
test.each([2, 3, 4, 11])(
  'a connection that is ended for reason %i is no directory that is not there',
  async (reason) => {
    const server = await serverWith();
    server.react = ({ operation }) => (operation === 'list' ? { reason } : 'answer');
    expect(await failureOf(fetchInto(server, temporaryFolder()))).toMatchObject({ code: 'ERR_SFTP_LOST' });
    expect(server.connections).toBe(4);
  },
);

describe('the signal of the call', () => {
  test.each(['list', 'stat', 'open', 'read'] as const)(
    'ends a %s that stands still, at once',
    async (operation) => {
      const server = await serverWith();
      const stop = new AbortController();
      server.react = (request) => {
        if (request.operation !== operation) return 'answer';
        setTimeout(() => stop.abort(new Error('enough')), 20);
        return 'stall';
      };
      const folder = temporaryFolder();
      const failure = await failureOf(fetchInto(server, folder, { signal: stop.signal }));
      expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED', cause: { message: 'enough' } });
      expect(visibleOf(folder)).toEqual([]);
      // What it left is taken for no file by the next run, which finishes it.
      server.react = () => 'answer';
      const { files } = await fetchInto(server, folder);
      expect(files.map(({ state }) => state)).toEqual(['fetched']);
      expect(treeOf(folder)).toEqual([local]);
    },
  );
  test('ends a wait between repetitions', async () => {
    const server = await serverWith();
    server.react = () => 'disconnect';
    const stop = new AbortController();
    const onEvent = (event: FetchEvent): void => {
      if (event.type === 'waiting') stop.abort();
    };
    const retry = { times: 3, firstMs: 60_000, longestMs: 60_000 };
    const failure = await failureOf(
      fetchInto(server, temporaryFolder(), { signal: stop.signal, onEvent, retry }),
    );
    expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED' });
  });
  test('given aborted connects nothing', async () => {
    const server = await serverWith();
    const failure = await failureOf(fetchInto(server, temporaryFolder(), { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ code: 'ERR_FETCH_STOPPED' });
    expect(server.connections).toBe(0);
  });
});

test('a file is hashed as it is on the disk', async () => {
  const server = await serverWith();
  const folder = temporaryFolder();
  const { files } = await fetchInto(server, folder);
  expect(files[0]?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(files[0]?.remotePath).toBe(path);
});

test('what a listener throws is a warning and ends nothing', async () => {
  const server = await serverWith();
  const warnings: Error[] = [];
  process.once('warning', (warning) => warnings.push(warning));
  const { files } = await fetchInto(server, temporaryFolder(), {
    onEvent: ({ type }) => {
      if (type === 'listed') throw new Error('listener');
    },
  });
  expect(files).toHaveLength(1);
  expect(warnings).toMatchObject([{ message: 'listener' }]);
});
