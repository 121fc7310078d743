import PgBoss from 'pg-boss';
import type { QueueConfiguration } from '../configuration/configuration.ts';
import { stringify } from '../output/json.ts';
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
  /** Workers that are gone with it. */
  readonly abandoned?: number;
}

/** What was found of workers that are gone. */
export interface GivenBack {
  readonly putBack: readonly NightTask[];
  /** Tasks that ended one worker after another: they are not done again until somebody puts them in. */
  readonly givenUp: readonly NightTask[];
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
  /** Ends a task that no repetition can cure: it is not done again until somebody puts it in. */
  giveUp(task: TakenTask, output: object): Promise<void>;
  /** Puts a task back that was not done, as if it had never been taken: no repetition is counted, and it waits for nothing. */
  putBack(task: TakenTask): Promise<void>;
  /**
   * Puts back what workers had that are gone, and gives up what has ended too many of them. Only for who holds the lock of the merchant.
   */
  giveBack(merchant: string): Promise<GivenBack>;
  /** Tasks of merchants that are neither done nor given up. */
  unfinished(merchants: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

// Its own, so that it meets no other use of pg-boss in the same database.
const schema = 'alipay_intl_queue';
const maintenanceSeconds = 60;
const keepDays = 30;

/** So many workers may go with a task in hand; the next time it is given up, however many repetitions it has left. */
export const abandonedMax = 5;

const activeText = `select id, data from ${schema}.job where name = $1 and state = 'active'`;

// Without the time of its start the next worker counts no repetition. Where the same day waits again already, that one is enough.
const putBackText = `with same as (
    select 1 from ${schema}.job other join ${schema}.job mine on mine.name = other.name and mine.singleton_key = other.singleton_key
    where mine.name = $1 and mine.id = $2 and other.state = 'created')
  update ${schema}.job set
    state = case when exists (select from same) then 'completed' else 'created' end::${schema}.job_state,
    completed_on = case when exists (select from same) then now() end,
    started_on = case when exists (select from same) then started_on end,
    start_after = now(), data = $3::jsonb
  where name = $1 and id = $2 and state = 'active'`;

const giveUpText = `update ${schema}.job set state = 'failed', completed_on = now(), data = $3::jsonb, output = $4::jsonb
  where name = $1 and id = $2 and state = 'active'`;

type KeptTask = Omit<TakenTask, 'id'>;

/** Opens the queue and makes its tables where they are missing. `onError` is told what fails in the background. */
export async function openNightQueue(
  connectionString: string,
  settings: QueueConfiguration & { readonly merchants: readonly string[] },
  onError: (error: Error) => void,
): Promise<NightQueue> {
  const boss = await guarded(async () => new PgBoss(bossOptions(connectionString)));
  boss.on('error', onError);
  await guarded(() => boss.start());
  for (const merchant of settings.merchants) {
    // At most one task for a day waits, beside one that is being done and may have begun before a file came.
    const name = queueOf(merchant);
    await guarded(() => boss.createQueue(name, { name, policy: 'stately' }));
  }
  return queueOn(boss, settings);
}

function bossOptions(connectionString: string): PgBoss.ConstructorOptions {
  return {
    connectionString,
    schema,
    application_name: 'alipay-intl-queue',
    max: 4,
    schedule: false,
    maintenanceIntervalSeconds: maintenanceSeconds,
    archiveCompletedAfterSeconds: keepDays * 86_400,
    deleteAfterDays: keepDays,
  };
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
        const [job] = await boss.fetch<KeptTask>(queueOf(merchant));
        return job === undefined ? undefined : { ...job.data, id: job.id };
      }),
    complete: (task, output) => guarded(() => boss.complete(queueOf(task.merchant), task.id, output)),
    fail: (task, output) => guarded(() => boss.fail(queueOf(task.merchant), task.id, output)),
    giveUp: ({ id, ...task }, output) => guarded(() => change(boss, giveUpText, { id, task }, output)),
    putBack: ({ id, ...task }) => guarded(() => change(boss, putBackText, { id, task })),
    giveBack: (merchant) => guarded(() => giveBack(boss, merchant)),
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

async function giveBack(boss: PgBoss, merchant: string): Promise<GivenBack> {
  const { rows } = await boss.getDb().executeSql(activeText, [queueOf(merchant)]);
  const [putBack, givenUp]: [NightTask[], NightTask[]] = [[], []];
  for (const { id, data } of rows as readonly { readonly id: string; readonly data: KeptTask }[]) {
    const task = { ...data, abandoned: (data.abandoned ?? 0) + 1 };
    const isTooOften = task.abandoned > abandonedMax;
    if (isTooOften)
      await change(boss, giveUpText, { id, task }, { message: 'its workers are gone, one after another' });
    else await change(boss, putBackText, { id, task });
    (isTooOften ? givenUp : putBack).push({ merchant, day: task.day });
  }
  return { putBack, givenUp };
}

async function change(
  boss: PgBoss,
  text: string,
  { id, task }: { readonly id: string; readonly task: KeptTask },
  output?: object,
): Promise<void> {
  const values = [queueOf(task.merchant), id, JSON.stringify(task)];
  await boss.getDb().executeSql(text, output === undefined ? values : [...values, stringify(output)]);
}

/** A queue for each merchant, so that one with much to do keeps no other waiting. */
function queueOf(merchant: string): string {
  return `nightly-${merchant}`;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
