import type { Account } from './account.ts';
import type { Fail } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';
import { type RecoveryPace, timeAllowedMs } from './time-bound.ts';

/** Judges V3: a payment that was opened or reopened ends in time. While it waits for a person, nobody's time runs. */
export class Deadlines {
  readonly #scheduler: Scheduler;
  readonly #fail: Fail;
  readonly #pace: RecoveryPace;
  #disturbedMs = 0;
  #disturbedUntilMs = 0;

  constructor(scheduler: Scheduler, fail: Fail, pace: RecoveryPace) {
    this.#scheduler = scheduler;
    this.#fail = fail;
    this.#pace = pace;
  }

  /** Counts time in which nobody could be expected to go on. */
  disturb(ms: number): void {
    this.#disturbedMs += ms;
    this.#disturbedUntilMs = Math.max(this.#disturbedUntilMs, this.#scheduler.nowMs + ms);
  }

  /** Told when a payment was opened or reopened. */
  begin(account: Account): void {
    const scheduler = this.#scheduler;
    const { attemptId, undecidedSinceMs: sinceMs } = account;
    // What has begun before and still lasts holds it up as well.
    const stillDisturbedMs = Math.max(0, this.#disturbedUntilMs - scheduler.nowMs);
    const countedMs = this.#disturbedMs - stillDisturbedMs;
    const check = (): void => {
      if (account.end !== undefined || account.undecidedSinceMs !== sinceMs) return;
      const allowedMs = timeAllowedMs(account, this.#pace) + this.#disturbedMs - countedMs;
      const restMs = sinceMs + allowedMs - scheduler.nowMs;
      if (restMs < 0) {
        const tookMs = scheduler.nowMs - sinceMs;
        this.#fail('V3 bounded time', attemptId, `undecided after ${tookMs} ms, ${allowedMs} are allowed`);
      } else scheduler.at(restMs + 1, `${attemptId} must have ended`, check, false);
    };
    scheduler.at(timeAllowedMs(account, this.#pace), `${attemptId} should have ended`, check, false);
  }
}
