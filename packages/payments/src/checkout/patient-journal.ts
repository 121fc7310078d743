import { isAlipayError, StoreError } from '@alipay-intl/core/errors';
import type { SleepingClock } from '@alipay-intl/core/time';
import { eventIdentity } from './event-identity.ts';
import type { Journal } from './journal.ts';
import type { PaymentEvent } from './payment-event.ts';

/** Waits between the tries of a store that fails. */
const gapsMs = [250, 1_000] as const;

/**
 * A journal whose steps are tried again for about a second when the store fails. That is safe because a step that had
 * happened is met again by its version. Only `open` is tried once: whoever repeats it could not tell his own payment
 * from another's.
 *
 * Its methods throw StoreError `ERR_STORE_UNAVAILABLE` at last.
 */
export function patientJournal(journal: Journal, clock: SleepingClock): Journal {
  const patiently = async <T>(step: () => Promise<T>): Promise<T> => {
    for (const gapMs of gapsMs) {
      try {
        return await step();
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await clock.sleep(gapMs);
    }
    return step().catch((error: unknown) => {
      throw unavailable(error, 'The state of the money is unknown where a payment was under way.');
    });
  };
  return {
    open: (opening) =>
      journal.open(opening).catch((error: unknown) => {
        throw unavailable(error, 'Nothing was sent, so no money moved.');
      }),
    load: (attemptId) => patiently(() => journal.load(attemptId)),
    take: (attemptId, request) => patiently(() => journal.take(attemptId, request)),
    takeDue: (request) => patiently(() => journal.takeDue(request)),
    extend: (lease, request) => patiently(() => journal.extend(lease, request)),
    append: async (append) => {
      let tries = 0;
      const result = await patiently(() => {
        tries += 1;
        return journal.append(append);
      });
      // Who drives must see what others wrote behind his line, before he acts on it.
      const hadHappened =
        tries > 1 &&
        result.kind === 'behind' &&
        beginsWith(result.newer, append.events) &&
        (append.lease === undefined || result.newer.length === append.events.length);
      return hadHappened ? { kind: 'appended' } : result;
    },
    list: (query) => patiently(() => journal.list(query)),
  };
}

/** Whether our own events come first among the newer ones: then the try whose confirmation was lost had written them. */
function beginsWith(newer: readonly unknown[], ours: readonly PaymentEvent[]): boolean {
  return (
    ours.length > 0 && ours.every((event, index) => eventIdentity(event) === eventIdentity(newer[index]))
  );
}

function isPassing(error: unknown): boolean {
  return !isAlipayError(error) || error.code === 'ERR_STORE_UNAVAILABLE';
}

function unavailable(error: unknown, money: string): unknown {
  if (!isPassing(error)) return error;
  return new StoreError('ERR_STORE_UNAVAILABLE', {
    what: 'The payment journal cannot be read or written.',
    money,
    next: 'Repair the store and run recover(); start no new attempt for the order before it has ended.',
    cause: error,
  });
}
