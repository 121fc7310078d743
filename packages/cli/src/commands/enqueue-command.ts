import type { DayBook } from '@alipay-intl/reconciliation/match';
import { addDays, daysBetween } from '../calendar.ts';
import type { NightlyArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { lastDayOf } from '../nightly/asked-days.ts';
import { withBooks } from '../nightly/books.ts';
import { withQueue } from '../nightly/open-queue.ts';
import { columns } from '../output/columns.ts';
import type { NightTask } from '../queue/night-queue.ts';

/** `nightly enqueue`: every day that was never run, and the last one in any case, as it takes in what changed. */
export async function enqueueCommand(run: Run, options: NightlyArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const through = lastDayOf(options.through, run);
  const merchants = merchantsOf(configuration, options.merchant);
  const tasks = await withQueue(configuration, run, (queue) =>
    withBooks(configuration, run, async ({ book }) => {
      const put: (NightTask & { readonly isNew: boolean })[] = [];
      for (const merchant of merchants) {
        for (const day of await dueDays(merchant, through, book)) {
          const task = { merchant: merchant.id, day };
          put.push({ ...task, isNew: await queue.put(task) });
        }
      }
      return put;
    }),
  );
  return {
    exitCode: 0,
    data: { through, tasks },
    text:
      tasks.length === 0
        ? 'Nothing is due.\n'
        : columns(tasks.map((one) => [one.merchant, one.day, one.isNew ? 'waits' : 'waited already'])),
  };
}

async function dueDays(
  { id, booksBegin }: MerchantConfiguration,
  through: string,
  book: DayBook,
): Promise<readonly string[]> {
  const last = await book.lastBefore(id, addDays(through, 1));
  if (last?.day === through) return [through];
  return daysBetween(last === undefined ? booksBegin : addDays(last.day, 1), through);
}
