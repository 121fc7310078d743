import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { madeFolder } from '../support/made-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type QuietServer, startQuietServer, writeBooks, writeQuietShop } from './support/quiet-shop.ts';
import { type Ran, runNightly } from './support/run-nightly.ts';

const friday = '2026-11-20';
const saturday = '2026-11-21';
const now = (): number => Date.parse('2026-11-23T10:30:00+08:00');

// The embedded store makes every write durable.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let server: QuietServer;
let folder: string;
let env: Record<string, string>;

const run = (...args: readonly string[]): Promise<Ran> => runNightly(args, { now }, folder, env);
const codesOf = (err: string): readonly string[] =>
  err
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).error?.code);

beforeAll(async () => {
  server = await startQuietServer();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = temporaryFolder();
  env = {};
});

describe('merchants that share a login that is refused', () => {
  beforeEach(async () => {
    await madeFolder(join(folder, 'store'));
    env = { SFTP_PASSWORD: 'hunter2' };
    writeQuietShop(folder, server, [{ id: 'M1' }, { id: 'M2' }, { id: 'M3', hasServer: false }], [friday]);
  });

  it.each([
    ['nightly', ['nightly', '--through', friday]],
    ['statements fetch', ['statements', 'fetch', '--day', friday]],
  ])('send it once: %s', async (name, args) => {
    const before = server.connections;
    const { code, data, err } = await run(...args);
    expect([code, server.connections - before]).toEqual([3, 1]);
    expect(codesOf(err)).toEqual(['ERR_SFTP_LOGIN', 'ERR_SFTP_LOGIN']);
    expect(err).not.toContain('hunter2');
    const [first, second, third] = data.merchants;
    expect(first).toMatchObject({ merchant: 'M1', exitCode: 3, error: { code: 'ERR_SFTP_LOGIN' } });
    expect(second.error).toMatchObject({
      code: 'ERR_SFTP_LOGIN',
      because: expect.arrayContaining([expect.stringContaining('refused the login')]),
    });
    expect(second.error.what).toContain('was not sent again');
    if (name === 'nightly') {
      expect(third).toMatchObject({ merchant: 'M3', exitCode: 0, openBreaks: 0 });
      // Nobody has counted them.
      expect(first).not.toHaveProperty('openBreaks');
    } else expect([third, data.withoutServer]).toEqual([undefined, ['M3']]);
  });
});

describe('statements fetch', () => {
  it('ends with 1 where a file is late that is always written, and with 3 for a named merchant without a server', async () => {
    await madeFolder(join(folder, 'store'));
    writeQuietShop(
      folder,
      server,
      [{ id: 'M1', hasServer: false }, { id: 'M2' }, { id: 'M3', family: 'B1' }],
      [friday],
    );
    const { code, data } = await run('statements', 'fetch', '--day', friday);
    expect([code, data.withoutServer]).toEqual([1, ['M1']]);
    expect(data.merchants).toMatchObject([
      { merchant: 'M2', exitCode: 0 },
      { merchant: 'M3', exitCode: 1, missing: [{ availability: { state: 'late', absence: 'fault' } }] },
    ]);
    const named = await run('statements', 'fetch', '--day', friday, '--merchant', 'M1');
    expect([named.code, codesOf(named.err)]).toEqual([3, ['ERR_CONFIGURATION']]);
  });
});

it('a night tells names that it does not know, and ends with 0: they may be directories', async () => {
  await madeFolder(join(folder, 'store'));
  writeQuietShop(folder, server, [{ id: 'M1', directories: '/v1' }], [friday]);
  const { code, data } = await run('nightly', '--through', friday);
  expect(code).toBe(0);
  expect(data.merchants).toMatchObject([
    {
      exitCode: 0,
      openBreaks: 0,
      overlooked: 0,
      warnings: [expect.stringContaining('/v1/settlements was left out: unknown-name')],
    },
  ]);
});

describe('reconcile', () => {
  it('tells the fault of one merchant, and how the others stand now', async () => {
    await madeFolder(join(folder, 'store'));
    writeQuietShop(folder, server, [{ id: 'M1' }, { id: 'M2' }], [friday, saturday]);
    writeFileSync(join(folder, 'ledger', 'M1', `${friday}.csv`), 'kind,ownId\n');
    const sale = `payment,one,P1,,,succeeded,USD,500,${friday}T10:00:00+08:00`;
    writeBooks(folder, 'M2', friday, [sale]);
    const first = await run('reconcile', '--through', saturday);
    expect([first.code, codesOf(first.err)]).toEqual([3, ['ERR_LEDGER_INVALID']]);
    expect(first.data.merchants).toMatchObject([
      { merchant: 'M1', exitCode: 3, error: { code: 'ERR_LEDGER_INVALID' } },
      { merchant: 'M2', exitCode: 1, openBreaks: 1, days: [{ day: friday }, { day: saturday }] },
    ]);
    // Nothing is new on the last day, and the break of the day before is open all the same.
    const only = ['--merchant', 'M2'];
    const again = await run('reconcile', '--through', saturday, ...only);
    expect(again.code).toBe(1);
    expect(again.data.merchants).toMatchObject([
      { openBreaks: 1, days: [{ day: saturday, kind: 'same', openBreaks: 0 }] },
    ]);
    const { data } = await run('breaks', 'list', ...only);
    await run('breaks', 'close', data.breaks[0].break.id, '--reason', 'seen', ...only);
    const closed = await run('reconcile', '--day', data.breaks[0].firstDay, ...only);
    expect(closed.code).toBe(0);
    expect(closed.data.merchants).toMatchObject([
      { openBreaks: 0, days: [{ state: 'waiting', openBreaks: 0, result: { state: 'open' } }] },
    ]);
  });
});

it('files of a merchant without a server are added by hand, and compared', async () => {
  await madeFolder(join(folder, 'store'));
  writeQuietShop(folder, server, [{ id: 'M1' }, { id: 'M2', hasServer: false }], [friday]);
  const name = 'ALIPAY_TRANSACTION_DETAIL_USD_20261120.csv';
  writeFileSync(join(folder, name), 'not what Alipay writes\n');
  const add = () => run('statements', 'add', name, '--merchant', 'M2');
  const path = join(folder, 'statements', 'M2', friday, name);
  expect(await add()).toMatchObject({
    code: 0,
    data: { merchant: 'M2', files: [{ state: 'fetched', name, path }] },
  });
  expect((await add()).data.files).toMatchObject([{ state: 'known' }]);
  const { data } = await run('reconcile', '--through', friday, '--merchant', 'M2');
  expect(data.merchants[0].days[0].result.breaks).toMatchObject([{ file: { name } }]);
});

it.each([
  ['not over', ['nightly', '--through', '2026-12-01']],
  ['not over', ['nightly', 'enqueue', '--through', '2026-11-23']],
  ['not over', ['reconcile', '--through', '2026-11-23']],
  ['not over', ['reconcile', '--day', '2026-11-23']],
  ['behind the last', ['statements', 'fetch', '--from', '2026-11-22', '--through', '2026-11-21']],
  ['behind the last', ['statements', 'fetch', '--from', '2026-11-23']],
  ['still to come', ['statements', 'fetch', '--from', '2026-11-24', '--through', '2026-11-25']],
  ['still to come', ['statements', 'fetch', '--day', '2026-11-24']],
  ['behind the last', ['export', '--to', 'out', '--from', '2026-11-22', '--through', '2026-11-21']],
  ['still to come', ['export', '--to', 'out', '--from', '2026-11-24']],
])('days that there are not are refused before anything is opened: %s, %j', async (word, args) => {
  const before = server.connections;
  writeQuietShop(folder, server, [{ id: 'M1' }], [friday]);
  const { code, out, err } = await run(...args);
  expect([code, out, JSON.parse(err).error.code]).toEqual([3, '', 'ERR_OPTION_INVALID']);
  expect(err).toContain(word);
  expect([server.connections - before, existsSync(join(folder, 'store'))]).toEqual([0, false]);
});
