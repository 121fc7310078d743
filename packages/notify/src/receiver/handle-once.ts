import { handleClaimed } from './handle-claimed.ts';
import type { LoggedNotification, NotificationLog } from './notification-log.ts';
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

/** `busy`: another delivery of it is being handled right now. `claimLost`: another has begun before this one was done. */
export type HandledOnce =
  | { readonly kind: 'handled'; readonly claimLost: boolean }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'busy' };

/** Runs the handler under a claim: once for each event, unless it throws or its process dies. */
export async function handleUnderClaim<Transaction>(
  log: NotificationLog<Transaction>,
  entry: LoggedNotification,
  claimMs: number,
  handle: () => Promise<void> | void,
): Promise<HandledOnce> {
  const claimed = await log.claim(entry, { leaseMs: claimMs });
  if (claimed.kind !== 'claimed') return claimed.kind === 'done' ? { kind: 'repeated' } : claimed;
  // Free at once behind a failure: Alipay's next delivery is the retry.
  const handling = await handleClaimed(log, claimed.claim, { claimMs, retryInMs: 0 }, handle);
  if (handling.kind === 'threw') throw handling.error;
  return handling;
}

/** Runs the handler inside the log's transaction: its effect and the mark are one step. */
export async function handleInTransaction<Transaction>(
  log: NotificationLog<Transaction>,
  entry: LoggedNotification,
  handle: (transaction: Transaction) => Promise<void>,
): Promise<HandledOnce> {
  if (log.handleInTransaction === undefined) throw new Error('This log has no transactions.');
  const isRepeated = (await log.handleInTransaction(entry, handle)) === 'done';
  return isRepeated ? { kind: 'repeated' } : { kind: 'handled', claimLost: false };
}
