import type { SleepingClock } from '@alipay-intl/core/time';

/** A clock that jumps from one event to the next as soon as nothing else runs. */
export interface EventClock extends SleepingClock {
  /** Milliseconds since the clock was made. */
  elapsed(): number;
  /** Does something at a moment from now. */
  after(ms: number, work: () => void): void;
  /** Lets time run until the promise settles. Throws where it would run for longer than `longestMs`, or nothing waits. */
  run<T>(work: Promise<T>, longestMs: number): Promise<T>;
}

interface Waiting {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

export function createEventClock(startMs: number): EventClock {
  let elapsedMs = 0;
  let order = 0;
  const waiting = new Set<Waiting>();

  function add(ms: number, wake: () => void): Waiting {
    const one = { atMs: elapsedMs + Math.max(0, ms), order: order++, wake };
    waiting.add(one);
    return one;
  }

  return {
    now: () => startMs + elapsedMs,
    elapsed: () => elapsedMs,
    after: (ms, work) => {
      add(ms, work);
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const one = add(ms, resolve);
        signal?.addEventListener('abort', () => waiting.delete(one) && resolve(), { once: true });
      }),
    async run(work, longestMs) {
      let isSettled = false;
      const settled = work.finally(() => {
        isSettled = true;
      });
      settled.catch(() => undefined);
      for (;;) {
        await new Promise(setImmediate);
        if (isSettled) return settled;
        const next = earliest(waiting);
        if (next === undefined) throw new Error('Everything waits for nothing.');
        if (next.atMs > longestMs) throw new Error(`Nothing is settled after ${longestMs} ms.`);
        waiting.delete(next);
        elapsedMs = next.atMs;
        next.wake();
      }
    },
  };
}

function earliest(waiting: ReadonlySet<Waiting>): Waiting | undefined {
  let first: Waiting | undefined;
  for (const one of waiting) {
    const isEarlier =
      first === undefined || one.atMs < first.atMs || (one.atMs === first.atMs && one.order < first.order);
    if (isEarlier) first = one;
  }
  return first;
}
