import type { SleepingClock } from '@alipay-intl/core/time';
import type { Checkout } from '@alipay-intl/payments/checkout';
import type { RailOrder } from '@alipay-intl/payments/rail';
import type { Scheduled } from './scheduler.ts';
import type { World } from './world.ts';

/** What the trial's rails charge. */
export interface TrialCharge extends RailOrder {
  readonly scannedCode: string;
}

export type TrialCheckout = Checkout<TrialCharge, string>;

/**
 * One run of a worker's process. Nothing of it goes on once it is dead, and nothing of it moves while it stands still: all that
 * it waits for comes through `later`.
 */
export class WorkerProcess {
  readonly world: World;
  readonly name: string;
  readonly session: string;
  readonly skewMs: number;
  isAlive = true;
  /** Takings of due payments since the last recovery began. */
  takings = 0;
  /** What a shop must look after when this process dies. */
  readonly tasks: Set<() => void> = new Set();
  #standsUntilMs = 0;
  readonly #onDeath: () => void;

  constructor(world: World, name: string, session: string, onDeath: () => void) {
    this.world = world;
    this.name = name;
    this.session = session;
    this.#onDeath = onDeath;
    const { faults, random } = world;
    this.skewMs = faults.fires('clocks-differ') ? random.between(-2_000, 2_000) : 0;
  }

  /** Goes on after a while, unless the process is dead by then; later if it stands still. */
  later(delayMs: number, label: string, run: () => void, isAwaited = true): Scheduled {
    return this.world.scheduler.at(delayMs, label, () => this.goOn(label, run), isAwaited);
  }

  /** Goes on at once, unless the process is dead, dies of it, or stands still. */
  goOn(label: string, run: () => void): void {
    const { scheduler, faults, random } = this.world;
    if (!this.isAlive) return;
    if (faults.fires('crash')) {
      this.die();
      return;
    }
    if (faults.fires('stands-still')) this.#standStill(random.between(5_000, 90_000));
    const restMs = this.#standsUntilMs - scheduler.nowMs;
    if (restMs > 0)
      scheduler.at(restMs + random.between(0, 50), `${label}, late`, () => this.goOn(label, run));
    else run();
  }

  /** Whether the process dies right before it hands something out. */
  diesBeforeSending(): boolean {
    if (this.isAlive && this.world.faults.fires('crash-before-sending')) this.die();
    return !this.isAlive;
  }

  die(): void {
    this.isAlive = false;
    this.world.scheduler.note(`${this.session} dies`);
    this.#onDeath();
    for (const task of this.tasks) task();
  }

  /** The clock of the product in this process. */
  clock(): SleepingClock {
    return {
      now: () => this.world.wallMs() + this.skewMs,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (ms <= 0 || signal?.aborted === true) return resolve();
          const sleeping = this.later(ms, `${this.session} wakes`, resolve);
          signal?.addEventListener(
            'abort',
            () => {
              if (sleeping.isOver) return;
              this.world.scheduler.cancel(sleeping);
              this.later(0, `${this.session} is woken`, resolve);
            },
            { once: true },
          );
        }),
    };
  }

  #standStill(ms: number): void {
    this.#standsUntilMs = this.world.scheduler.nowMs + ms;
    this.world.disturb(ms + this.world.leaseMs);
    this.world.scheduler.note(`${this.session} stands still for ${ms}`);
  }
}
