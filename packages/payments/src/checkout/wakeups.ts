/** Ends waits of this process when a fact about their payment arrives here. */
export interface Wakeups {
  /** Waits for `sleep`, which gets a signal that aborts when the payment is woken. */
  waitFor(attemptId: string, sleep: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Ends the waits for a payment. */
  wake(attemptId: string): void;
}

/** Makes the wake-ups of one checkout. */
export function createWakeups(): Wakeups {
  const waiting = new Map<string, Set<AbortController>>();
  return {
    async waitFor(attemptId, sleep) {
      const controller = new AbortController();
      const others = waiting.get(attemptId) ?? new Set();
      waiting.set(attemptId, others.add(controller));
      try {
        await sleep(controller.signal);
      } finally {
        others.delete(controller);
        if (others.size === 0) waiting.delete(attemptId);
      }
    },
    wake(attemptId) {
      for (const controller of waiting.get(attemptId) ?? []) controller.abort();
    },
  };
}
