import type { Authenticated } from './authenticate.ts';
import { type HandledOnce, handleInTransaction, handleUnderClaim } from './handle-once.ts';
import { referenceOf } from './notification-identity.ts';
import type { LoggedNotification, NotificationLog } from './notification-log.ts';
import { readStored } from './read-stored.ts';
import type { ReceiverSettings } from './receiver-options.ts';

/** Handles a genuine notification once, or stores it, as the mode has it. Throws what the handler and the log throw. */
export function putThrough<Transaction>(
  { mode, log, handler, claimMs }: ReceiverSettings<Transaction>,
  authentic: Authenticated,
): Promise<HandledOnce | { readonly kind: 'stored' }> {
  const { received } = authentic;
  const entry = entryOf(authentic, mode === 'store-first' ? authentic.text() : undefined);
  switch (mode) {
    case 'handle-first':
      return handleUnderClaim(log, entry, claimMs, () => handler(received, undefined));
    case 'handle-in-transaction':
      return handleInTransaction(log, entry, async (transaction) => handler(received, transaction));
    case 'store-first':
      return storeReadable(log, entry);
  }
}

async function storeReadable<Transaction>(
  log: NotificationLog<Transaction>,
  entry: LoggedNotification,
): Promise<{ readonly kind: 'stored' | 'repeated' }> {
  // What could not be processed later must not be acknowledged now.
  readStored(entry);
  return (await log.store(entry)) === 'stored' ? { kind: 'stored' } : { kind: 'repeated' };
}

function entryOf(
  { received, type }: Pick<Authenticated, 'received' | 'type'>,
  message: string | undefined,
): LoggedNotification {
  const { family, notification, delivery } = received;
  const { key, receivedAtMs } = delivery;
  return { key, family, type, reference: referenceOf(notification), receivedAtMs, message };
}
