import PgBoss from 'pg-boss';
import type { QueueConfiguration } from '../configuration/configuration.ts';
import { guarded } from './merchant-lock.ts';

/** A day of a merchant that is to be reconciled. */
export interface NightTask {
  readonly merchant: string;
  /** `YYYY-MM-DD` in UTC+8. */
  readonly day: string;
}

/** A task that a worker has. */
export interface TakenTask extends NightTask {
  readonly id: string;
}

/** The tasks of the night, in PostgreSQL. Every method throws StoreError `ERR_STORE_UNAVAILABLE`. */
export interface NightQueue {
  /** Puts a task in; `false` where it waits there already. */
  put(task: NightTask): Promise<boolean>;
  /** The earliest task of a merchant that is due. */
  take(merchant: string): Promise<TakenTask | undefined>;
  complete(task: TakenTask, output: object): Promise<void>;
  /** Gives a task back: it is repeated later, until it was repeated often enough. */
  fail(task: TakenTask, output: object): Promise<void>;
  /** Gives back what a worker had that is gone. Only for who holds the lock of the merchant. */
  giveBack(merchant: string): Promise<number>;
  /** Tasks of merchants that are neither done nor given up. */
  unfinished(merchants: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

// Its own, so that it meets no other use of pg-boss in the same database.
const schema = 'alipay_intl_queue';
const maintenanceSeconds = 60;
const keepDays = 30;

const activeText = `select id from ${schema}.job where name = $1 and state = 'active'`;

/** Opens the queue and makes its tables where they are missing. `onError` is told what fails in the background. */
export async function openNightQueue(
  connectionString: string,
  settings: QueueConfiguration & { readonly merchants: readonly string[] },
  onError: (error: Error) => void,
): Promise<NightQueue> {
  const boss = new PgBoss({
    connectionString,
    schema,
    application_name: 'alipay-intl-queue',
    max: 4,
    schedule: false,
    maintenanceIntervalSeconds: maintenanceSeconds,
    archiveCompletedAfterSeconds: keepDays * 86_400,
    deleteAfterDays: keepDays,
  });
  boss.on('error', onError);
  await guarded(() => boss.start());
  for (const merchant of settings.merchants) {
    // At most one task for a day waits, beside one that is being done and may have begun before a file came.
    const name = queueOf(merchant);
    await guarded(() => boss.createQueue(name, { name, policy: 'stately' }));
  }
  return queueOn(boss, settings);
}

function queueOn(boss: PgBoss, settings: QueueConfiguration): NightQueue {
  const { retries, retryDelaySeconds, expirySeconds } = settings;
  return {
    put: ({ merchant, day }) =>
      guarded(async () => {
        const id = await boss.send(
          queueOf(merchant),
          { merchant, day },
          {
            singletonKey: day,
            priority: -dayNumber(day),
            retryLimit: retries,
            retryDelay: retryDelaySeconds,
            retryBackoff: true,
            expireInSeconds: expirySeconds,
            retentionDays: keepDays,
          },
        );
        return id !== null;
      }),
    take: (merchant) =>
      guarded(async () => {
        const [job] = await boss.fetch<NightTask>(queueOf(merchant));
        return job === undefined ? undefined : { ...job.data, id: job.id };
      }),
    complete: (task, output) => guarded(() => boss.complete(queueOf(task.merchant), task.id, output)),
    fail: (task, output) => guarded(() => boss.fail(queueOf(task.merchant), task.id, output)),
    giveBack: (merchant) =>
      guarded(async () => {
        const { rows } = await boss.getDb().executeSql(activeText, [queueOf(merchant)]);
        for (const { id } of rows as readonly { readonly id: string }[])
          await boss.fail(queueOf(merchant), id, { message: 'its worker is gone' });
        return rows.length;
      }),
    unfinished: (merchants) =>
      guarded(async () => {
        let count = 0;
        for (const merchant of merchants)
          count += await boss.getQueueSize(queueOf(merchant), { before: 'completed' });
        return count;
      }),
    close: () => boss.stop({ graceful: false }),
  };
}

/** A queue for each merchant, so that one with much to do keeps no other waiting. */
function queueOf(merchant: string): string {
  return `nightly-${merchant}`;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
