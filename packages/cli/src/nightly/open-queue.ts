import type { Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { readSecret } from '../configuration/read-secret.ts';
import { type NightQueue, openNightQueue } from '../queue/night-queue.ts';

/**
 * Opens the queue for as long as `work` runs, and gives the URL of its database. Throws what `work` throws.
 *
 * @throws OptionError `ERR_OPTION_INVALID` where the store is a folder, which only one process can have.
 */
export async function withQueue<Result>(
  { store, queue: settings, merchants }: Configuration,
  run: Run,
  work: (queue: NightQueue, connectionString: string) => Promise<Result>,
): Promise<Result> {
  if ('pglite' in store) {
    const next = 'Set store to postgres, or run alipay-intl nightly, which needs no queue.';
    throw wrongArgument('A queue needs PostgreSQL, and the store is a folder.', next);
  }
  const connectionString = await readSecret(store.postgres, run);
  const ids = merchants.map(({ id }) => id);
  const queue = await openNightQueue(connectionString, { ...settings, merchants: ids }, (error) => {
    // What its housekeeping meets, the next call meets too, and then it is a fault.
    run.terminal.say(`The queue reports: ${error.message}`);
  });
  try {
    return await work(queue, connectionString);
  } finally {
    await queue.close();
  }
}
