import type { SleepingClock } from '@alipay-intl/core/time';

/** A clock whose waits end in the order of their time, as fast as the code between them runs. */
export interface VirtualClock extends SleepingClock {
  /** Lets time run until the promise settles. Fails where everything waits for nothing. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Moves the wall clock without ending any wait early. */
  jump(ms: number): void;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Makes a clock that starts at a moment in epoch milliseconds. */
export function createVirtualClock(startMs: number = Date.UTC(2026, 10, 20)): VirtualClock {
  let elapsedMs = 0;
  let wallOffsetMs = startMs;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => elapsedMs + wallOffsetMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const sleeper: Sleeper = { atMs: elapsedMs + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
      }),
    jump: (ms) => {
      wallOffsetMs += ms;
    },
    async run(work) {
      let isSettled = false;
      const settled = work.finally(() => {
        isSettled = true;
      });
      settled.catch(() => undefined);
      for (;;) {
        await new Promise(setImmediate);
        if (isSettled) return settled;
        const [next] = [...sleepers].toSorted((left, right) => left.atMs - right.atMs);
        if (next === undefined) continue;
        elapsedMs = Math.max(elapsedMs, next.atMs);
        next.wake();
      }
    },
  };
}
