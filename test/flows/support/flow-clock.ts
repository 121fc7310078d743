import type { SleepingClock } from '@alipay-intl/core/time';
import type { SteerableClock } from '@alipay-intl/simulator';

/** The simulator's clock as one that a checkout can wait on: time stands still while anything is on its way. */
export interface FlowClock extends SleepingClock {
  /** Lets time run, from wait to wait, until the promise settles. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Says that something is on its way, so that time stands still until the promise settles. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets so many milliseconds pass, and everything that happens in them. */
  pass(ms: number): Promise<void>;
}

/** @param settled - waits for what is on its way without `during`, such as notifications. */
export function createFlowClock(steerable: SteerableClock, settled: () => Promise<void>): FlowClock {
  const waits = new Set<number>();
  let onTheWay = 0;

  async function quiet(): Promise<void> {
    for (let turns = 0; turns < 3; turns += 1) {
      await new Promise(setImmediate);
      if (onTheWay > 0) turns = -1;
      else await settled();
    }
  }

  async function run<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const finished = work.finally(() => {
      isSettled = true;
    });
    finished.catch(() => undefined);
    for (;;) {
      await quiet();
      if (isSettled) return finished;
      const nextMs = Math.min(...waits);
      if (nextMs < Number.POSITIVE_INFINITY) await steerable.advance(Math.max(0, nextMs - steerable.now()));
    }
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (ms <= 0 || signal?.aborted) return resolve();
      // Two waits for the same moment must not be one.
      let atMs = steerable.now() + ms;
      while (waits.has(atMs)) atMs += 1 / 1024;
      waits.add(atMs);
      const forget = steerable.schedule(atMs, wake);
      signal?.addEventListener('abort', wake, { once: true });
      function wake(): void {
        waits.delete(atMs);
        forget();
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    });
  }

  return {
    now: () => Math.floor(steerable.now()),
    sleep,
    run,
    during: async (work) => {
      onTheWay += 1;
      try {
        return await work;
      } finally {
        onTheWay -= 1;
      }
    },
    pass: (ms) => run(sleep(ms)),
  };
}
