import { SimulatorError } from '../simulator-error.ts';
import type { PaymentRecord } from './payment.ts';

/** Payments that queries do not see for a while: the query that overtakes its pay request (docs/wire/acquiring §8.1). */
export interface Hiding {
  /** Hides the payment with that id from its next queries; `next` means whichever payment is asked for. */
  hide(id: string, times: number): void;
  /** Whether a query must not see the payment this time; counts it. */
  hides(payment: PaymentRecord): boolean;
}

/** Creates an empty {@link Hiding}. */
export function createHiding(): Hiding {
  const timesLeft = new Map<string, number>();
  return {
    hide: (id, times) => {
      if (!Number.isSafeInteger(times) || times < 1) {
        throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', 'times must be a whole number above 0');
      }
      timesLeft.set(id, times);
    },
    hides: (payment) => {
      const ids = [payment.paymentId, payment.order.paymentRequestId, 'next'];
      const id = ids.find((one) => timesLeft.has(one));
      if (id === undefined) return false;
      const left = (timesLeft.get(id) ?? 1) - 1;
      if (left > 0) timesLeft.set(id, left);
      else timesLeft.delete(id);
      return true;
    },
  };
}
