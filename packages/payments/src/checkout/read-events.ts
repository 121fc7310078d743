import { StoreError } from '@alipay-intl/core/errors';
import { eventSchemas } from './event-schema.ts';
import { type IntentEvent, journalFormat, type PaymentEvent } from './payment-event.ts';
import { fold, initialState, type PaymentState } from './payment-state.ts';

/**
 * Checks events that come from a store.
 *
 * @throws StoreError `ERR_STORE_NEWER` for an event that only a newer version knows; `ERR_STORE_DAMAGED`.
 */
export function readEvents(attemptId: string, stored: readonly unknown[]): readonly PaymentEvent[] {
  return stored.map((event, index) => readEvent(attemptId, event, index));
}

/** The state of a payment that comes from a store. Throws as {@link readEvents}. */
export function readState(attemptId: string, stored: readonly unknown[]): PaymentState {
  const [intent, ...events] = readEvents(attemptId, stored);
  if (intent?.type !== 'intent' || intent.attemptId !== attemptId) throw damaged(attemptId, 'its intent');
  return events.reduce(fold, initialState(intent));
}

function readEvent(attemptId: string, event: unknown, index: number): PaymentEvent {
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  if (typeof type !== 'string') throw damaged(attemptId, `event ${index + 1}`);
  const schema = Object.hasOwn(eventSchemas, type) ? eventSchemas[type as PaymentEvent['type']] : undefined;
  if (schema === undefined || formatOf(event) > journalFormat) throw newer(attemptId);
  const read = schema.safeParse(event);
  if (!read.success) throw damaged(attemptId, `event ${index + 1} (${type})`);
  return read.data;
}

function formatOf(event: unknown): number {
  const { format = 0 } = event as Partial<IntentEvent>;
  return typeof format === 'number' ? format : 0;
}

function newer(attemptId: string): StoreError {
  return new StoreError('ERR_STORE_NEWER', {
    what: `The payment ${attemptId} was written by a newer version of this library.`,
    money: 'Nothing was sent for it; it stands as that version left it.',
    next: 'Run the newer version on this store.',
  });
}

function damaged(attemptId: string, what: string): StoreError {
  return new StoreError('ERR_STORE_DAMAGED', {
    what: `The journal of the payment ${attemptId} cannot be read: ${what} is not what this library writes.`,
    money: 'The state of the money is unknown; nothing was sent.',
    next: 'Restore the store from a backup, and compare the payment with Alipay by hand.',
  });
}
