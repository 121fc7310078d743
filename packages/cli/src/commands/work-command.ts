import { addDays, dayAt } from '../calendar.ts';
import type { WorkArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { type Books, withBooks } from '../nightly/books.ts';
import { nightOf } from '../nightly/night-merchant.ts';
import { withQueue } from '../nightly/open-queue.ts';
import { columns } from '../output/columns.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';
import { openMerchantLocks } from '../queue/merchant-lock.ts';
import type { TakenTask } from '../queue/night-queue.ts';
import { type TaskEnd, workThrough } from '../queue/work-through.ts';

interface DoneTask {
  readonly merchant: string;
  readonly day: string;
  readonly exitCode: ExitCode;
}

/** `nightly work` */
export async function workCommand(
  run: Run,
  options: WorkArguments & { readonly merchant?: string },
): Promise<Outcome> {
  const configuration = await run.configuration();
  const merchants = merchantsOf(configuration, options.merchant).map(({ id }) => id);
  const tasks: DoneTask[] = [];
  await withQueue(configuration, run, (queue, connectionString) =>
    withBooks(configuration, run, async (books) => {
      const locks = await openMerchantLocks(connectionString);
      try {
        await workThrough({
          queue,
          locks,
          merchants,
          isOnce: options.once === true,
          clock: run.clock,
          signal: run.signal,
          perform: async (task, signal) => {
            run.terminal.say(`${task.merchant} ${task.day}: begins`);
            const { exitCode, end } = await performTask(task, configuration, books, { ...run, signal });
            if (signal.aborted && end.kind === 'failed') return end;
            tasks.push({ merchant: task.merchant, day: task.day, exitCode });
            run.terminal.say(`${task.merchant} ${task.day}: ${ends[exitCode]}`);
            return end;
          },
        });
      } finally {
        await locks.close();
      }
    }),
  );
  return {
    // A worker that goes on until it is stopped has told each end already.
    exitCode: options.once === true ? worstOf(tasks.map(({ exitCode }) => exitCode)) : 0,
    data: { tasks },
    text: columns(tasks.map(({ merchant, day, exitCode }) => [merchant, day, ends[exitCode]])),
  };
}

const ends = ['in order', 'open breaks', 'not due yet', 'a fault; it is repeated'] as const;

async function performTask(
  { merchant: id, day }: TakenTask,
  configuration: Configuration,
  books: Books,
  run: Run,
): Promise<{ readonly exitCode: ExitCode; readonly end: TaskEnd }> {
  const [merchant] = merchantsOf(configuration, id);
  if (merchant === undefined) throw new RangeError('a queue is that of a merchant');
  const isPartial = day < addDays(dayAt(run.clock.now()), -1);
  const night = await nightOf({ configuration, merchant, through: day, isPartial, books, run });
  const { exitCode, error } = night;
  return {
    exitCode,
    end: error === undefined ? { kind: 'done', output: night } : { kind: 'failed', error },
  };
}
