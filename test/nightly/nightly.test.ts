import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { long } from '../support/long-test.ts';
import { madeFolder } from '../support/made-folder.ts';
import { type PostgresServer, postgresServerOrNone } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  firstDay,
  type Merchant,
  type NightScene,
  playNightScene,
  writeConfiguration,
  writeLedger,
} from './support/night-scene.ts';
import { type Ran, runNightly, startProcess } from './support/run-nightly.ts';

const thursday = firstDay;
const friday = '2026-11-20';
const saturday = '2026-11-21';
const week = [thursday, friday, saturday, '2026-11-22', '2026-11-23', '2026-11-24'];

// Each run of a day starts an engine, and the embedded store makes every write durable.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const server: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
let scene: NightScene;
let folder: string;
let nowMs: number;
let env: Readonly<Record<string, string>>;
let databases = 0;

const run = (...args: readonly string[]): Promise<Ran> => runNightly(args, { now: () => nowMs }, folder, env);

/** For many commands: opening the embedded store takes each of them longer than what it does. */
async function useServer(): Promise<void> {
  if (server === undefined) return;
  databases += 1;
  env = { DATABASE_URL: await server.createDatabase(`nights${databases}`) };
  writeConfiguration(folder, scene, '{ postgres: { env: DATABASE_URL } }');
}

/** Says what time it is for the command, `2026-11-20T10:30` in UTC+8. */
function at(moment: string): void {
  nowMs = Date.parse(`${moment}:00+08:00`);
}

/** Own books as the shop has them, or with one row less. */
function writeBooks(leaveOut?: (merchant: Merchant) => string | undefined): void {
  for (const merchant of scene.merchants) {
    const id = leaveOut?.(merchant);
    const booked = merchant.booked.filter(({ ownId }) => ownId !== id);
    writeLedger(folder, { ...merchant, booked }, week);
  }
}

interface Reported {
  readonly days: readonly { readonly report: string }[];
}

const states = ({ data }: Ran) =>
  data.merchants.map(({ days }: { days: { day: string; kind: string; state: string }[] }) =>
    days.map(({ day, kind, state }) => [day, kind, state]),
  );

beforeAll(async () => {
  scene = await playNightScene('2026-11-26T10:30');
});
afterAll(async () => {
  await scene.close();
  await server?.remove();
});
beforeEach(async () => {
  env = {};
  folder = temporaryFolder();
  await madeFolder(join(folder, 'store'));
  writeConfiguration(folder, scene, '{ pglite: store }');
  writeBooks();
});

describe('nightly', () => {
  it('waits until the files can be there, reconciles, and changes nothing when it is run again', async () => {
    const early = await playNightScene(`${friday}T02:00`);
    writeConfiguration(folder, early, '{ pglite: store }');
    for (const merchant of early.merchants) writeLedger(folder, merchant, week);
    at(`${friday}T02:00`);
    const tooEarly = await run('nightly');
    expect([tooEarly.err, tooEarly.code]).toEqual(['', 2]);
    expect(tooEarly.data.merchants.map(({ exitCode }: { exitCode: number }) => exitCode)).toEqual([2, 2]);

    await early.advanceTo(`${friday}T10:30`);
    at(`${friday}T10:30`);
    const first = await run('nightly');
    expect([first.err, first.code]).toEqual(['', 0]);
    expect(states(first)).toEqual([
      [[thursday, 'committed', 'waiting']],
      [[thursday, 'committed', 'waiting']],
    ]);
    for (const { merchant, days } of first.data.merchants)
      expect(days[0].report).toBe(join(folder, 'data/reports', merchant, `${thursday}.html`));
    expect(first.data.merchants.every(({ days }: Reported) => existsSync(days[0]?.report ?? ''))).toBe(true);

    // As after a process that was killed behind its run.
    const [page = ''] = first.data.merchants.map(({ days }: Reported) => days[0]?.report);
    rmSync(page);
    const again = await run('nightly');
    expect([again.code, existsSync(page)]).toEqual([0, true]);
    expect(states(again)).toEqual([[[thursday, 'same', 'waiting']], [[thursday, 'same', 'waiting']]]);
    expect(again.data.merchants.flatMap(({ files }: { files: unknown[] }) => files)).toEqual([]);
    await early.close();
  });

  long('catches up: a whole week in one run, each day in order and closed', async () => {
    at('2026-11-26T10:30');
    // A till without sales has no file of yesterday, which is known for sure on the day after.
    const { code, data, err } = await run('nightly', '--through', week.at(-1) ?? '');
    expect([err, code]).toEqual(['', 0]);
    for (const { days } of data.merchants) expect(days.map(({ day }: { day: string }) => day)).toEqual(week);
    const report = await run('report', '--day', friday, '--merchant', scene.merchants[0]?.id ?? '');
    expect(report.code).toBe(0);
  });

  it('tells a fault of one merchant and does the others', async () => {
    at(`${friday}T10:30`);
    const [broken, sound] = scene.merchants;
    writeFileSync(join(folder, 'ledger', broken?.id ?? '', `${thursday}.csv`), 'kind,ownId\n');
    const { code, data, err } = await run('nightly');
    expect(JSON.parse(err).error.code).toBe('ERR_LEDGER_INVALID');
    expect(code).toBe(3);
    expect(data.merchants).toMatchObject([
      { merchant: broken?.id, exitCode: 3, error: { code: 'ERR_LEDGER_INVALID' } },
      { merchant: sound?.id, exitCode: 0 },
    ]);
  });
});

it('that is stopped tells it once, and writes out the merchants that were done', async () => {
  const [first, second] = scene.merchants as readonly [Merchant, Merchant];
  const page = join(folder, 'data/reports', first.id, `${thursday}.html`);
  const nightly = startProcess(
    ['nightly', '--json', '--through', thursday],
    Date.parse(`${saturday}T10:30:00+08:00`),
    folder,
    {},
  );
  await expect.poll(() => existsSync(page), { timeout: 120_000, interval: 5 }).toBe(true);
  nightly.kill('SIGTERM');
  const { code, out, err } = await nightly.ended;
  expect([code, JSON.parse(err).error.code]).toEqual([3, 'STOPPED']);
  const [done, stopped] = JSON.parse(out).merchants;
  expect(done).toMatchObject({
    merchant: first.id,
    exitCode: 0,
    days: [{ day: thursday, kind: 'committed' }],
  });
  if (stopped !== undefined)
    expect(stopped).toMatchObject({ merchant: second.id, exitCode: 3, error: { code: 'STOPPED' } });
});

describe('a break', () => {
  let merchant: Merchant;
  let missing: string;

  beforeEach(async () => {
    await useServer();
    at(`${saturday}T10:30`);
    merchant = scene.merchants[0] as Merchant;
    missing =
      merchant.booked.find(
        ({ kind, status, occurredAt }) =>
          kind === 'payment' && status === 'succeeded' && occurredAt.startsWith(`${thursday}T10`),
      )?.ownId ?? '';
    writeBooks(({ id }) => (id === merchant.id ? missing : undefined));
  });
  it('is found, listed, explained, closed by a word and opened again', async () => {
    const only = ['--merchant', merchant.id];
    expect((await run('nightly', ...only)).code).toBe(1);
    const { data } = await run('breaks', 'list', ...only);
    expect(
      data.breaks.map((one: { break: { kind: string; transaction: { ownId: string } } }) => [
        one.break.kind,
        one.break.transaction.ownId,
      ]),
    ).toEqual([['MISSING_IN_LEDGER', missing]]);
    const id = data.breaks[0].break.id;
    const close = await run('breaks', 'close', id, ...only, '--reason', 'booked by hand', '--by', 'Ann');
    expect([close.code, close.data.outcome]).toEqual([0, 'closed']);
    const night = await run('nightly', ...only);
    expect(night.code).toBe(0);
    const explained = await run('breaks', 'explain', id, ...only);
    expect(explained.data).toMatchObject({
      record: { standing: 'closed-by-person' },
      explained: { title: expect.any(String), next: expect.any(String) },
    });
    expect(explained.data.events.at(-1)).toMatchObject({
      kind: 'closed',
      by: 'Ann',
      reason: 'booked by hand',
    });
    const report = await run('report', '--day', thursday, ...only);
    expect(report.out).toContain('booked by hand');
    expect((await run('breaks', 'reopen', id, ...only, '--reason', 'it was not')).data.outcome).toBe(
      'reopened',
    );
    expect((await run('nightly', ...only)).code).toBe(1);
    const unknown = await run('breaks', 'explain', 'f'.repeat(20), ...only);
    expect([unknown.code, JSON.parse(unknown.err).error.code]).toEqual([3, 'ERR_OPTION_INVALID']);
  });

  long('ends when the books are corrected, by a new run of its day', async () => {
    expect((await run('nightly')).code).toBe(1);
    writeBooks();
    const { code, data } = await run('nightly');
    expect(code).toBe(0);
    const [corrected, other] = data.merchants;
    expect(
      corrected.days.map(({ day, kind, run: number }: { day: string; kind: string; run: number }) => [
        day,
        kind,
        number,
      ])[0],
    ).toEqual([thursday, 'committed', 2]);
    expect(other.days.every(({ kind }: { kind: string }) => kind === 'same')).toBe(true);
  });
});

describe('reconcile, report and export', () => {
  beforeEach(async () => {
    await useServer();
    at(`${saturday}T10:30`);
  });
  it('do by hand what nightly does', async () => {
    const [merchant] = scene.merchants as readonly [Merchant];
    const only = ['--merchant', merchant.id];
    const fetched = await run('statements', 'fetch');
    expect(fetched.code).toBe(0);
    const early = await run('reconcile', '--day', friday, ...only);
    expect([early.code, JSON.parse(early.err).error.code]).toEqual([3, 'ERR_DAY_ORDER']);
    for (const day of [thursday, friday]) {
      const { code, data } = await run('reconcile', '--day', day, ...only);
      expect(code).toBe(0);
      expect(data.merchants[0].days).toMatchObject([{ day, kind: 'committed', run: 1 }]);
    }
    const report = await run('report', '--day', thursday, '--html', 'day.html', '--csv', 'day.csv', ...only);
    expect(report.code).toBe(0);
    expect(readFileSync(join(folder, 'day.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(readFileSync(join(folder, 'day.csv'), 'utf8')).toMatch(/^\ufeff"/);
    const none = await run('report', '--day', saturday, ...only);
    expect([none.code, none.data.verdict.state]).toEqual([2, 'not-yet-due']);
  });

  it('warn where the calendar ends, until a later year is said to be known', async () => {
    const [merchant] = scene.merchants as readonly [Merchant];
    const file = join(folder, 'alipay-intl.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('settlement: T+1', 'settlement: T+60'));
    const reconcile = () => run('reconcile', '--day', thursday, '--merchant', merchant.id);
    await run('statements', 'fetch');
    const { code, err } = await reconcile();
    expect(code).toBe(0);
    expect(JSON.parse(err).warning).toContain('Holidays are known through');
    writeFileSync(file, `${readFileSync(file, 'utf8')}calendar: { knownThrough: 2027-12-31 }\n`);
    expect(await reconcile()).toMatchObject({ code: 0, err: '' });
  });

  long('leave rows that a warehouse reads by merchant and day', async () => {
    expect((await run('nightly')).code).toBe(0);
    const exported = await run('export', '--to', 'warehouse');
    expect(exported.data.days.map(({ kind }: { kind: string }) => kind)).toEqual(Array(4).fill('written'));
    expect(readdirSync(join(folder, 'warehouse', `merchant=${scene.merchants[0]?.id}`))).toEqual([
      `day=${thursday}`,
      `day=${friday}`,
    ]);
    expect(
      (await run('export', '--to', 'warehouse')).data.days.map(({ kind }: { kind: string }) => kind),
    ).toEqual(Array(4).fill('same'));
    const database = await DuckDBInstance.create();
    const connection = await database.connect();
    const query = `select merchant, day::text as day, count(*)::integer as count
      from read_parquet('${join(folder, 'warehouse')}/*/*/rows.parquet', hive_partitioning = true) group by all order by all`;
    const rows = await connection.runAndReadAll(query);
    const counts = rows.getRowObjects();
    connection.closeSync();
    database.closeSync();
    expect(counts.map(({ day }) => day)).toEqual([thursday, friday, thursday, friday]);
    for (const { count } of counts) expect(count).toBeGreaterThan(0);
  });
});
