import { systemClock } from '@alipay-intl/core/time';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { type MerchantLocks, openMerchantLocks } from '../src/queue/merchant-lock.ts';
import { abandonedMax, type NightQueue, openNightQueue, type TakenTask } from '../src/queue/night-queue.ts';
import { type WorkOptions, workThrough } from '../src/queue/work-through.ts';

const merchants = ['M1', 'M2', 'M3'];
const days = ['2026-11-19', '2026-11-20', '2026-11-21'];
const settings = { retries: 3, retryDelaySeconds: 1, expirySeconds: 600, merchants };

const server: PostgresServer | undefined = await postgresServerOrNone({ fsync: 'off' });
let url = '';
let databases = 0;

async function newDatabase(): Promise<void> {
  databases += 1;
  url = (await server?.createDatabase(`queue${databases}`)) ?? '';
}
const open: { close(): Promise<void> }[] = [];

async function newQueue(changes: Partial<typeof settings> = {}): Promise<NightQueue> {
  const queue = await openNightQueue(url, { ...settings, ...changes }, () => undefined);
  open.push(queue);
  return queue;
}

async function newLocks(): Promise<MerchantLocks> {
  const locks = await openMerchantLocks(url);
  open.push(locks);
  return locks;
}

interface Job {
  readonly id: string;
  readonly state: string;
  readonly retry_count: number;
  readonly data: object;
}

/** The tasks as they are kept. */
async function jobs(): Promise<readonly Job[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Job>(
    'select id, state::text, retry_count, data from alipay_intl_queue.job order by created_on',
  );
  await client.end();
  return rows;
}

async function activeTask(): Promise<{ readonly id: string }> {
  const [job] = (await jobs()).filter(({ state }) => state === 'active');
  return { id: job?.id ?? '' };
}

beforeAll(newDatabase);
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await newDatabase();
});
afterAll(() => server?.remove());

describe.skipIf(server === undefined)('the queue', () => {
  it('keeps each day of a merchant once, and hands out the earliest first', async () => {
    const queue = await newQueue();
    for (const day of days.toReversed()) expect(await queue.put({ merchant: 'M1', day })).toBe(true);
    expect(await queue.put({ merchant: 'M1', day: '2026-11-20' })).toBe(false);
    expect(await queue.put({ merchant: 'M2', day: '2026-11-20' })).toBe(true);
    expect(await queue.unfinished(['M1'])).toBe(3);
    for (const day of days) {
      const task = await queue.take('M1');
      expect(task).toMatchObject({ merchant: 'M1', day });
      await queue.complete(task as TakenTask, { kind: 'same' });
    }
    expect(await queue.take('M1')).toBeUndefined();
    expect(await queue.unfinished(merchants)).toBe(1);
  });

  it('takes a day again that is being done, because a file may have come since', async () => {
    const queue = await newQueue();
    await queue.put({ merchant: 'M1', day: '2026-11-20' });
    const task = await queue.take('M1');
    expect(await queue.put({ merchant: 'M1', day: '2026-11-20' })).toBe(true);
    expect(await queue.put({ merchant: 'M1', day: '2026-11-20' })).toBe(false);
    await queue.complete(task as TakenTask, {});
    expect(await queue.take('M1')).toMatchObject({ day: '2026-11-20' });
  });

  it('hands out a failed task again, later, and not for ever', async () => {
    const queue = await newQueue({ retries: 1 });
    await queue.put({ merchant: 'M1', day: '2026-11-20' });
    await queue.fail((await queue.take('M1')) as TakenTask, { code: 'ERR_SFTP_CONNECT' });
    expect(await queue.take('M1')).toBeUndefined();
    expect(await queue.unfinished(['M1'])).toBe(1);
    await expect.poll(() => queue.take('M1'), { timeout: 10_000 }).toMatchObject({ day: '2026-11-20' });
    await queue.fail({ ...(await activeTask()), merchant: 'M1', day: '2026-11-20' }, {});
    expect(await queue.unfinished(['M1'])).toBe(0);
  });

  it('gets a task back without a repetition and without a wait, also where there are no repetitions', async () => {
    const queue = await newQueue({ retries: 0, retryDelaySeconds: 3_600 });
    await queue.put({ merchant: 'M1', day: '2026-11-20' });
    for (let round = 0; round < 3; round++) {
      const task = await queue.take('M1');
      expect(task).toMatchObject({ day: '2026-11-20' });
      await queue.putBack(task as TakenTask);
      expect(await jobs()).toMatchObject([{ state: 'created', retry_count: 0 }]);
    }
    // One that waits beside it is enough.
    const task = (await queue.take('M1')) as TakenTask;
    expect(await queue.put({ merchant: 'M1', day: '2026-11-20' })).toBe(true);
    await queue.putBack(task);
    expect(await queue.unfinished(['M1'])).toBe(1);
    expect(await queue.take('M1')).toMatchObject({ day: '2026-11-20' });
  });

  it('gives up what ends one worker after another, whatever repetitions are left', async () => {
    const queue = await newQueue({ retries: 100 });
    const day = '2026-11-20';
    await queue.put({ merchant: 'M1', day });
    for (let gone = 1; gone <= abandonedMax; gone++) {
      expect(await queue.take('M1')).toMatchObject({ day });
      expect(await queue.giveBack('M1')).toEqual({ putBack: [{ merchant: 'M1', day }], givenUp: [] });
      expect(await jobs()).toMatchObject([{ state: 'created', retry_count: 0, data: { abandoned: gone } }]);
    }
    // A stop in good order in between forgets nothing.
    await queue.putBack((await queue.take('M1')) as TakenTask);
    await queue.take('M1');
    expect(await queue.giveBack('M1')).toEqual({ putBack: [], givenUp: [{ merchant: 'M1', day }] });
    expect(await queue.unfinished(['M1'])).toBe(0);
    expect(await queue.put({ merchant: 'M1', day })).toBe(true);
  });

  it('says which database fails without its password', async () => {
    const wrong = new URL(url);
    wrong.password = 'sécret-0ther';
    const error = await openMerchantLocks(wrong.href).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    expect(JSON.stringify(error)).not.toContain('0ther');
  });
});

describe.skipIf(server === undefined)('workers', () => {
  const fill = async (queue: NightQueue): Promise<void> => {
    for (const day of days) for (const merchant of merchants) await queue.put({ merchant, day });
  };
  const work = async (
    perform: WorkOptions['perform'],
    changes: Partial<WorkOptions> = {},
  ): ReturnType<typeof workThrough> => {
    const [queue, locks] = [await newQueue(), await newLocks()];
    const signal = new AbortController().signal;
    return workThrough({
      queue,
      locks,
      merchants,
      perform,
      isOnce: true,
      clock: systemClock,
      signal,
      ...changes,
    });
  };

  it('do each task once, a merchant in order and never two at a time', async () => {
    await fill(await newQueue());
    const done: string[] = [];
    const busy = new Set<string>();
    const perform: WorkOptions['perform'] = async ({ merchant, day }) => {
      expect(busy.has(merchant)).toBe(false);
      busy.add(merchant);
      await new Promise((resolve) => setImmediate(resolve));
      done.push(`${merchant} ${day}`);
      busy.delete(merchant);
      return { kind: 'done', output: {} };
    };
    await Promise.all([work(perform), work(perform), work(perform)]);
    expect(done.toSorted()).toEqual(merchants.flatMap((merchant) => days.map((day) => `${merchant} ${day}`)));
    for (const merchant of merchants)
      expect(done.filter((one) => one.startsWith(merchant))).toEqual(days.map((day) => `${merchant} ${day}`));
  });

  it('find what a worker had that is gone, as soon as its lock is', async () => {
    const queue = await newQueue();
    await queue.put({ merchant: 'M1', day: '2026-11-20' });
    const dead = await newLocks();
    expect(await dead.take('M1')).toBe(true);
    expect(await queue.take('M1')).toBeDefined();
    const done: string[] = [];
    const stop = new AbortController();
    let rounds = 0;
    const sleep: typeof systemClock.sleep = (ms, signal) => {
      rounds += 1;
      return systemClock.sleep(ms, signal);
    };
    const working = work(
      async ({ day }) => {
        done.push(day);
        return { kind: 'done', output: {} };
      },
      { signal: stop.signal, isOnce: false, clock: { now: systemClock.now, sleep } },
    );
    await expect.poll(() => rounds, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(done).toEqual([]);
    await dead.close();
    await expect.poll(() => done, { timeout: 20_000 }).toEqual(['2026-11-20']);
    stop.abort();
    await working;
    expect(await queue.unfinished(['M1'])).toBe(0);
  });

  it('give back what they have when they are stopped', async () => {
    const queue = await newQueue();
    await queue.put({ merchant: 'M1', day: '2026-11-20' });
    const stop = new AbortController();
    const end = await work(
      async (_task, signal) => {
        stop.abort();
        return signal.aborted ? { kind: 'stopped' } : { kind: 'done', output: {} };
      },
      { signal: stop.signal },
    );
    expect(end).toBe('stopped');
    expect(await jobs()).toMatchObject([{ state: 'created', retry_count: 0 }]);
    expect(await work(async () => ({ kind: 'done', output: {} }))).toBe('empty');
  });

  it('end with a fault when the connection is gone that their locks are held by', async () => {
    const locks = await newLocks();
    const working = work(async () => ({ kind: 'done', output: {} }), { locks, isOnce: false });
    await locks.close();
    await expect(working).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
  });

  it.each(['done', 'failed', 'stopped'] as const)(
    'touch nothing more of a task that is %s when their lock is lost',
    async (kind) => {
      const queue = await newQueue();
      await queue.put({ merchant: 'M1', day: '2026-11-20' });
      const locks = await newLocks();
      const working = work(
        async () => {
          await locks.close();
          return { kind, output: {}, error: {} };
        },
        { locks },
      );
      await expect(working).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
      expect(await jobs()).toMatchObject([{ state: 'active', retry_count: 0 }]);
    },
  );
});
