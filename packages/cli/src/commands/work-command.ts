import { addDays, dayAt } from '../calendar.ts';
import type { WorkArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { type Books, withBooks } from '../nightly/books.ts';
import { nightOf } from '../nightly/night-merchant.ts';
import { withQueue } from '../nightly/open-queue.ts';
import { RefusedLogins } from '../nightly/refused-logins.ts';
import { columns } from '../output/columns.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';
import { openMerchantLocks } from '../queue/merchant-lock.ts';
import { abandonedMax, type NightTask, type TakenTask } from '../queue/night-queue.ts';
import { type TaskEnd, workThrough } from '../queue/work-through.ts';

interface DoneTask {
  readonly merchant: string;
  readonly day: string;
  readonly exitCode: ExitCode;
}

/** `nightly work` */
export async function workCommand(run: Run, options: WorkArguments): Promise<Outcome> {
  if (options.through !== undefined) {
    const next = 'Days are put in by alipay-intl nightly enqueue, which takes --through.';
    throw wrongArgument('nightly work does the days that are in the queue, and takes no --through.', next);
  }
  const configuration = await run.configuration();
  const merchants = merchantsOf(configuration, options.merchant).map(({ id }) => id);
  const isOnce = options.once === true;
  const log = new TaskLog(run);
  const logins = new RefusedLogins();
  const end = await withQueue(configuration, run, (queue, connectionString) =>
    withBooks(configuration, run, async (books) => {
      const locks = await openMerchantLocks(connectionString);
      try {
        return await workThrough({
          ...{ queue, locks, merchants, isOnce, clock: run.clock, signal: run.signal },
          perform: (task, signal) => performTask(task, { configuration, books, logins, run, signal, log }),
          onGivenUp: (task) => log.giveUp(task),
        });
      } finally {
        await locks.close();
      }
    }),
  );
  const tasks = log.tasks();
  if (isOnce && end === 'stopped') run.reportFault(run.signal.reason);
  return {
    // A worker that goes on until it is stopped has told each end already.
    exitCode: isOnce ? worstOf([...tasks.map(({ exitCode }) => exitCode), end === 'empty' ? 0 : 3]) : 0,
    data: { tasks },
    text: columns(tasks.map(({ merchant, day, exitCode }) => [merchant, day, ends[exitCode]])),
  };
}

/** How each task ended the last time: a repetition takes the place of what was before. */
class TaskLog {
  readonly #run: Run;
  readonly #tasks = new Map<string, DoneTask>();

  constructor(run: Run) {
    this.#run = run;
  }

  add(task: DoneTask): void {
    const { merchant, day, exitCode } = task;
    const key = `${merchant} ${day}`;
    this.#tasks.delete(key);
    this.#tasks.set(key, { merchant, day, exitCode });
    this.#run.terminal.say(`${key}: ${ends[exitCode]}`);
  }

  giveUp({ merchant, day }: NightTask): void {
    this.#run.terminal.warn(
      `${merchant} ${day} is given up: ${abandonedMax + 1} workers were gone with it. Look why, then put it in: alipay-intl nightly enqueue`,
    );
    this.#tasks.set(`${merchant} ${day}`, { merchant, day, exitCode: 3 });
  }

  refuse({ merchant, day }: NightTask): void {
    this.#run.terminal.warn(
      `${merchant} ${day} is not repeated, because its login was not accepted. Correct the login (a worker reads its environment once, so start it again), then put the day in: alipay-intl nightly enqueue`,
    );
  }

  tasks(): readonly DoneTask[] {
    return [...this.#tasks.values()];
  }
}

const ends = ['in order', 'open breaks', 'not due yet', 'a fault'] as const;

interface TaskAround {
  readonly configuration: Configuration;
  readonly books: Books;
  readonly logins: RefusedLogins;
  readonly run: Run;
  /** Aborted where the command is to end, and where the lock is lost. */
  readonly signal: AbortSignal;
  readonly log: TaskLog;
}

async function performTask(
  { merchant: id, day }: TakenTask,
  { configuration, books, logins, run, signal, log }: TaskAround,
): Promise<TaskEnd> {
  const [merchant] = merchantsOf(configuration, id);
  if (merchant === undefined) throw new RangeError('a queue is that of a merchant');
  run.terminal.say(`${id} ${day}: begins`);
  const isPartial = day < addDays(dayAt(run.clock.now()), -1);
  // Why a task was stopped is told once, by who has stopped it.
  const reportFault: Run['reportFault'] = (error) => {
    if (!signal.aborted) run.reportFault(error);
  };
  const around = { ...run, signal, reportFault };
  const night = await nightOf({
    configuration,
    merchant,
    through: day,
    isPartial,
    books,
    logins,
    run: around,
  });
  if (night.error !== undefined && signal.aborted) {
    run.terminal.say(`${id} ${day}: stopped`);
    return { kind: 'stopped' };
  }
  log.add({ merchant: id, day, exitCode: night.exitCode });
  if (night.error === undefined) return { kind: 'done', output: night };
  if (night.error.code !== 'ERR_SFTP_LOGIN') return { kind: 'failed', error: night.error };
  log.refuse({ merchant: id, day });
  return { kind: 'given-up', error: night.error };
}
