import { systemClock } from '@alipay-intl/core/time';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, postgresServerOrNone } from '../../../test/support/postgres-server.ts';
import { type MerchantLocks, openMerchantLocks } from '../src/queue/merchant-lock.ts';
import { type NightQueue, openNightQueue, type TakenTask } from '../src/queue/night-queue.ts';
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
    expect(await queue.giveBack('M1')).toBe(1);
    expect(await queue.unfinished(['M1'])).toBe(0);
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
  const work = async (perform: WorkOptions['perform'], changes: Partial<WorkOptions> = {}): Promise<void> => {
    const [queue, locks] = [await newQueue(), await newLocks()];
    const signal = new AbortController().signal;
    await workThrough({
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
    await work(
      async (_task, signal) => {
        stop.abort();
        return { kind: signal.aborted ? 'failed' : 'done', error: {}, output: {} };
      },
      { signal: stop.signal, isOnce: false },
    );
    expect(await queue.unfinished(['M1'])).toBe(1);
  });

  it('end with a fault when the connection is gone that their locks are held by', async () => {
    const locks = await newLocks();
    const working = work(async () => ({ kind: 'done', output: {} }), { locks, isOnce: false });
    await locks.close();
    await expect(working).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
  });
});
