import type { LateOccasion } from './late-occasion.ts';
import type { OperationName } from './operation-name.ts';

/** A call that was given up by its caller and has not been carried out yet; made by the fault `late`. */
export interface HeldCall {
  /** Number of the request, as in {@link CallRecord.number}. */
  readonly number: number;
  readonly operation: OperationName;
  /** The payment it is about; `undefined` when it names none, or one that does not exist. */
  readonly paymentRequestId: string | undefined;
  /** What it waits for: a query or a cancel of that payment, or a moment of the clock. */
  readonly until: LateOccasion | 'time';
}

/** The calls that are still on their way, oldest first. */
export interface HeldCalls {
  /** Holds a call; the returned function delivers it, unless that was done meanwhile. */
  hold(call: HeldCall, work: () => void): () => void;
  /** Delivers those that wait for such a call of that payment. */
  deliverAfter(occasion: LateOccasion, paymentRequestId: string): void;
  /** Delivers all, whatever they wait for. */
  deliverAll(): void;
  lines(): readonly HeldCall[];
}

interface HeldEntry {
  readonly call: HeldCall;
  readonly work: () => void;
}

/** Creates an empty {@link HeldCalls}; beyond `callsMax` the oldest call is lost. */
export function createHeldCalls(callsMax: number): HeldCalls {
  const entries: HeldEntry[] = [];
  const deliver = (entry: HeldEntry): void => {
    const index = entries.indexOf(entry);
    if (index < 0) return;
    entries.splice(index, 1);
    entry.work();
  };
  return {
    hold: (call, work) => {
      const entry: HeldEntry = { call, work };
      if (entries.length >= callsMax) entries.shift();
      entries.push(entry);
      return () => deliver(entry);
    },
    deliverAfter: (occasion, paymentRequestId) => {
      const due = entries.filter(
        ({ call }) => call.until === occasion && call.paymentRequestId === paymentRequestId,
      );
      for (const entry of due) deliver(entry);
    },
    deliverAll: () => {
      for (let [entry] = entries; entry !== undefined; [entry] = entries) deliver(entry);
    },
    lines: () => entries.map(({ call }) => call),
  };
}
