import type { SleepingClock } from '@alipay-intl/core/time';
import type { SimulatorClock } from '@alipay-intl/simulator';

/** Where the accelerated time of a run begins, and how fast it goes. Every process of the run has the same. */
export interface FastTime {
  /** Real time of the beginning, in epoch milliseconds. */
  readonly realStartMs: number;
  readonly speed: number;
}

/** The time of this machine, accelerated, so that minutes of waiting take seconds. */
export function createFastClock({ realStartMs, speed }: FastTime): SleepingClock & SimulatorClock {
  const now = (): number => realStartMs + Math.floor((Date.now() - realStartMs) * speed);
  return {
    now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const timer = setTimeout(wake, ms / speed);
        signal?.addEventListener('abort', wake, { once: true });
        function wake(): void {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
      }),
    schedule: (atMs, task) => {
      const timer = setTimeout(() => void task(), Math.max(0, atMs - now()) / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
