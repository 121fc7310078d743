// Started as a process of its own by `recover-backlog.ts`: recovers once, when it is told to.
import { createCheckout } from '@alipay-intl/payments/checkout';
import { createPostgresJournal } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import type { WorkerOrder, WorkerReport } from './recover-backlog.ts';
import { openTill } from './till.ts';

let recover: (() => Promise<WorkerReport>) | undefined;

process.on('message', async (order: WorkerOrder | 'go') => {
  if (order !== 'go') recover = await prepare(order);
  process.send?.(order === 'go' ? await recover?.() : 'ready');
});
process.once('disconnect', () => process.exit());

async function prepare({
  connectionString,
  scope,
  ...keys
}: WorkerOrder): Promise<() => Promise<WorkerReport>> {
  const till = await openTill(keys);
  const store = await openPostgresStore({ connectionString });
  const journal = createPostgresJournal(store, { scope });
  // A process that a busy machine lets stand still must not be taken for a dead one.
  const checkout = createCheckout({ rail: till.newRail(), journal, leaseMs: 300_000 });
  return async () => {
    const { ended, waiting, failed } = await checkout.recover();
    return {
      paid: ended.filter(({ kind }) => kind === 'paid').map(({ attemptId }) => attemptId),
      others: ended.filter(({ kind }) => kind !== 'paid').length + waiting + failed.length,
    };
  };
}
