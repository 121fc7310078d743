import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgresDayBook, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { dayResultToJson } from '@alipay-intl/reconciliation/days';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PostgresServer, postgresServerOrNone } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  firstDay,
  type NightScene,
  playNightScene,
  writeConfiguration,
  writeLedger,
} from './support/night-scene.ts';
import { type NightProcess, runNightly, startProcess } from './support/run-nightly.ts';

const week = [19, 20, 21].map((day) => `2026-11-${day}`);
const lastDay = week.at(-1) ?? '';

// Each run of a day starts an engine, and three processes start.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 240_000 });

const server: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
let scene: NightScene;

beforeAll(async () => {
  scene = await playNightScene('2026-11-26T10:30');
});
afterAll(async () => {
  await scene.close();
  await server?.remove();
});

/** A folder of its own, with configuration and books, for a database of its own. */
async function newPlace(name: string) {
  const folder = temporaryFolder();
  writeConfiguration(folder, scene, '{ postgres: { env: DATABASE_URL } }');
  for (const merchant of scene.merchants) writeLedger(folder, merchant, week);
  const url = (await server?.createDatabase(name)) ?? '';
  return { folder, env: { DATABASE_URL: url }, store: () => openPostgresStore({ connectionString: url }) };
}

/** Every day of every merchant: how often it was run, and what came of it. */
async function readDays(store: Store) {
  const book = createPostgresDayBook(store, { scope: 'alipay-intl' });
  const days = [];
  for (const { id } of scene.merchants) {
    for (const { day, run, inputsSha256, state } of await book.days(id, { from: firstDay, to: lastDay })) {
      const result = await book.result(id, day);
      days.push({ id, day, run, inputsSha256, state, result: result && dayResultToJson(result) });
    }
  }
  return days;
}

/** Kills the first of some workers that says something, and gives the others. */
async function killFirst(workers: readonly NightProcess[], word: string): Promise<readonly NightProcess[]> {
  const speaker = (): NightProcess | undefined => workers.find((worker) => worker.said().includes(word));
  await expect.poll(speaker, { timeout: 60_000, interval: 5 }).toBeDefined();
  const killed = speaker();
  killed?.kill('SIGKILL');
  expect((await killed?.ended)?.code).toBe(null);
  return workers.filter((worker) => worker !== killed);
}

describe.skipIf(server === undefined)('workers', () => {
  it('of which two are killed in the middle of a task do every task once, as one process does', async () => {
    const alone = await newPlace('alone');
    expect(await runNightly(['nightly', '--through', lastDay], scene, alone.folder, alone.env)).toMatchObject(
      { code: 0, err: '' },
    );

    const shared = await newPlace('shared');
    const enqueued = await runNightly(
      ['nightly', 'enqueue', '--through', lastDay],
      scene,
      shared.folder,
      shared.env,
    );
    expect(enqueued.data.tasks).toHaveLength(week.length * scene.merchants.length);
    const start = () => startProcess(['nightly', 'work', '--once'], scene.now(), shared.folder, shared.env);
    const two = await killFirst([start(), start(), start()], ': begins');
    const [last] = await killFirst(two, ': comparing');
    const survivor = await (last as NightProcess).ended;
    expect([survivor.code, survivor.err]).toEqual([0, expect.not.stringContaining('ERR_')]);

    const [one, other] = [await alone.store(), await shared.store()];
    const jobs = await other.query<{ state: string; retry_count: number; abandoned: string | null }>(
      "select state::text, retry_count, data->>'abandoned' as abandoned from alipay_intl_queue.job",
      [],
    );
    expect(jobs).toHaveLength(week.length * scene.merchants.length);
    expect(jobs.every(({ state }) => state === 'completed')).toBe(true);
    expect(jobs.filter(({ abandoned }) => abandoned !== null).length).toBeGreaterThan(0);
    // A worker that is killed is no fault of its task.
    expect(jobs.every(({ retry_count }) => retry_count === 0)).toBe(true);
    const [expected, found] = [await readDays(one), await readDays(other)];
    expect(found).toEqual(expected);
    expect(found.map(({ run }) => run)).toEqual(found.map(() => 1));
    expect(found).toHaveLength(week.length * scene.merchants.length);
    await one.close();
    await other.close();
  });

  it('that are stopped give their task back, and do not say that the queue is empty', async () => {
    const { folder, env, store } = await newPlace('stopped');
    const [merchant] = scene.merchants.map(({ id }) => id);
    const only = ['--merchant', merchant ?? ''];
    await runNightly(['nightly', 'enqueue', '--through', firstDay, ...only], scene, folder, env);
    const worker = startProcess(['nightly', 'work', '--once', '--json', ...only], scene.now(), folder, env);
    const opened = await store();
    const states = () =>
      opened.query<{ state: string; retry_count: number }>(
        'select state::text, retry_count from alipay_intl_queue.job',
        [],
      );
    await expect
      .poll(async () => (await states())[0]?.state, { timeout: 60_000, interval: 5 })
      .toBe('active');
    worker.kill('SIGTERM');
    const { code, out, err } = await worker.ended;
    expect([code, JSON.parse(out)]).toEqual([3, { tasks: [] }]);
    expect(JSON.parse(err).error.code).toBe('STOPPED');
    expect(await states()).toEqual([{ state: 'created', retry_count: 0 }]);
    await opened.close();
  });

  it('end by the last end of a task, and not by one that a repetition has mended', async () => {
    const { folder, env } = await newPlace('mended');
    const [merchant] = scene.merchants.map(({ id }) => id);
    const only = ['--merchant', merchant ?? ''];
    await runNightly(['nightly', 'enqueue', '--through', firstDay, ...only], scene, folder, env);
    const file = join(folder, 'ledger', merchant ?? '', `${firstDay}.csv`);
    renameSync(file, `${file}.away`);
    const worker = startProcess(['nightly', 'work', '--once', '--json', ...only], scene.now(), folder, env);
    await expect.poll(() => worker.said(), { timeout: 60_000 }).toContain('ERR_LEDGER');
    renameSync(`${file}.away`, file);
    const { code, out } = await worker.ended;
    expect([code, JSON.parse(out).tasks]).toEqual([0, [{ merchant, day: firstDay, exitCode: 0 }]]);
  });
});
