/** Ends waits of this process when a fact about their payment arrives here. */
export interface Wakeups {
  /** Waits for `sleep`, which gets a signal that aborts when the payment is woken or `stop` aborts. */
  waitFor(
    attemptId: string,
    stop: AbortSignal | undefined,
    sleep: (signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /** Ends the waits for a payment. */
  wake(attemptId: string): void;
}

/** Makes the wake-ups of one checkout. */
export function createWakeups(): Wakeups {
  const waiting = new Map<string, Set<AbortController>>();
  return {
    async waitFor(attemptId, stop, sleep) {
      const controller = new AbortController();
      // By hand: AbortSignal.any of Node 20 keeps something of each wait for as long as `stop` lives.
      const end = (): void => controller.abort();
      stop?.addEventListener('abort', end, { once: true });
      if (stop?.aborted === true) end();
      const others = waiting.get(attemptId) ?? new Set();
      waiting.set(attemptId, others.add(controller));
      try {
        await sleep(controller.signal);
      } finally {
        stop?.removeEventListener('abort', end);
        others.delete(controller);
        if (others.size === 0) waiting.delete(attemptId);
      }
    },
    wake(attemptId) {
      for (const controller of waiting.get(attemptId) ?? []) controller.abort();
    },
  };
}
