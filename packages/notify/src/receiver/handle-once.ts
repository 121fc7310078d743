import type { LoggedNotification, NotificationLog } from './notification-log.ts';
import { codeOf } from './receipt-events.ts';
import type { Received } from './received.ts';

/**
 * Does what a notification is for. A throw means that it was not done: Alipay sends it again.
 *
 * @param transaction - the log's transaction where the receiver runs handlers inside it, else `undefined`.
 */
export type NotificationHandler<Transaction = undefined> = (
  received: Received,
  transaction: Transaction,
) => Promise<void> | void;

/** `busy`: another delivery of it is being handled right now. */
export type HandledOnce = 'handled' | 'repeated' | 'busy';

/** Runs the handler under a claim: once for each event, unless it throws or its process dies. */
export async function handleUnderClaim<Transaction>(
  log: NotificationLog<Transaction>,
  entry: LoggedNotification,
  claimMs: number,
  handle: () => Promise<void> | void,
): Promise<HandledOnce> {
  const claimed = await log.claim(entry, { leaseMs: claimMs });
  if (claimed.kind !== 'claimed') return claimed.kind === 'done' ? 'repeated' : 'busy';
  try {
    await handle();
  } catch (error) {
    // Free at once: Alipay's next delivery is the retry.
    await log.fail(claimed.claim, { reason: codeOf(error) ?? '', retryAtMs: entry.receivedAtMs });
    throw error;
  }
  // `lost`: it took longer than its claim, and another delivery has begun. Its effect is there all the same.
  await log.complete(claimed.claim);
  return 'handled';
}

/** Runs the handler inside the log's transaction: its effect and the mark are one step. */
export async function handleInTransaction<Transaction>(
  log: NotificationLog<Transaction>,
  entry: LoggedNotification,
  handle: (transaction: Transaction) => Promise<void>,
): Promise<HandledOnce> {
  if (log.handleInTransaction === undefined) throw new Error('This log has no transactions.');
  return (await log.handleInTransaction(entry, handle)) === 'done' ? 'repeated' : 'handled';
}
