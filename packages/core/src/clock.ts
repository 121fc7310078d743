/** The time, passed in, so that the same code runs in production, in tests and in a simulation. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** A clock that can also wait. */
export interface SleepingClock extends Clock {
  /**
   * Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects.
   *
   * @param ms - milliseconds; 0 and below resolve without waiting.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// Node keeps a timer in a signed 32-bit integer of milliseconds.
const timerMaxMs = 2_147_483_647;

/** The clock of this machine. A wait keeps the process alive. */
export const systemClock: SleepingClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (ms <= 0 || signal?.aborted) return resolve();
      const timer = setTimeout(wake, Math.min(ms, timerMaxMs));
      signal?.addEventListener('abort', wake, { once: true });
      function wake(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    }),
};
