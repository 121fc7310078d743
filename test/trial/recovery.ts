import type { Scheduled } from './scheduler.ts';
import type { RunningWorker } from './shop.ts';
import { assertExpected, codeOf } from './shop-errors.ts';
import type { World } from './world.ts';

/** Recovers again and again in one process: soon after something may be due, and not while nothing is. */
export class Recovery {
  readonly #world: World;
  readonly #worker: RunningWorker;
  readonly #everyMs: number;
  readonly #concurrency: number;
  #next: Scheduled | undefined;
  #isRunning = false;

  constructor(world: World, worker: RunningWorker, everyMs: number, concurrency: number) {
    this.#world = world;
    this.#worker = worker;
    this.#everyMs = everyMs;
    this.#concurrency = concurrency;
  }

  /** Looks at the journal no later than one period from now. */
  wake(): void {
    const { scheduler } = this.#world;
    if (!this.#worker.process.isAlive || this.#isRunning) return;
    if (this.#next !== undefined && !this.#next.isOver && this.#next.atMs <= scheduler.nowMs + this.#everyMs)
      return;
    scheduler.cancel(this.#next);
    this.#plan(this.#everyMs);
  }

  #plan(delayMs: number): void {
    const { process } = this.#worker;
    this.#next = process.later(delayMs, `${process.session} recovers`, () => this.#recover(), false);
  }

  #recover(): void {
    this.#isRunning = true;
    this.#worker.process.takings = 0;
    this.#worker.checkout.recover({ concurrency: this.#concurrency }).then(
      ({ failed }) => {
        for (const { attemptId, error } of failed) this.#failed(attemptId, error);
        this.#finished();
      },
      (error: unknown) => {
        this.#failed(undefined, error);
        this.#finished();
      },
    );
  }

  #finished(): void {
    this.#isRunning = false;
    if (this.#world.ledger.busy > 0) this.#plan(Math.max(this.#everyMs, this.#dueInMs()));
  }

  #failed(attemptId: string | undefined, error: unknown): void {
    if (codeOf(error) === 'ERR_STORE_UNAVAILABLE') return;
    assertExpected(this.#world, attemptId, error, []);
  }

  #dueInMs(): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const { holder, summary } of this.#world.ledger.accounts.values()) {
      const atMs = holder === undefined ? summary.wakeAtMs : holder.untilMs;
      if (atMs !== undefined && atMs < dueMs) dueMs = atMs;
    }
    // The clock may be set while it waits.
    return Math.min(dueMs - this.#world.wallMs(), 600_000);
  }
}
