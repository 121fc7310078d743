import { addDays, dayAt, daysBetween } from '../calendar.ts';
import type { NightlyArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { withQueue } from '../nightly/open-queue.ts';
import { columns } from '../output/columns.ts';
import type { NightTask } from '../queue/night-queue.ts';

/** `nightly enqueue`: every day that was never run, and the last one in any case, as it takes in what changed. */
export async function enqueueCommand(run: Run, options: NightlyArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const through = options.through ?? addDays(dayAt(run.clock.now()), -1);
  const tasks = await withBooks(configuration, run, async ({ book }) => {
    const due: NightTask[] = [];
    for (const { id, booksBegin } of merchantsOf(configuration, options.merchant)) {
      const last = await book.lastBefore(id, addDays(through, 1));
      const first = last === undefined ? booksBegin : addDays(last.day, 1);
      const days = last?.day === through ? [through] : daysBetween(first, through);
      due.push(...days.map((day) => ({ merchant: id, day })));
    }
    return due;
  });
  const told = await withQueue(configuration, run, async (queue) => {
    const put: (NightTask & { readonly isNew: boolean })[] = [];
    for (const task of tasks) put.push({ ...task, isNew: await queue.put(task) });
    return put;
  });
  return {
    exitCode: 0,
    data: { through, tasks: told },
    text:
      told.length === 0
        ? 'Nothing is due.\n'
        : columns(told.map((one) => [one.merchant, one.day, one.isNew ? 'waits' : 'waited already'])),
  };
}
