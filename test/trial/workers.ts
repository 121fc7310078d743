import type { Clock } from '@alipay-intl/core/time';
import type { Journal, PolicyChanges } from '@alipay-intl/payments/checkout';
import type { Product } from './product.ts';
import { Recovery } from './recovery.ts';
import type { RunningWorker } from './shop.ts';
import { journalOf } from './trial-journal.ts';
import { railOf } from './trial-rail.ts';
import { WorkerProcess } from './worker.ts';
import type { World } from './world.ts';

interface Worker {
  readonly name: string;
  /** Whether it tells the journal its lasting name. */
  readonly isNamed: boolean;
  readonly recovers: boolean;
  starts: number;
  running: (RunningWorker & { readonly recovery: Recovery | undefined }) | undefined;
}

/** The workers of a shop: they die and come back, each time as another session of the same worker. */
export class Workers {
  /** The store itself, which survives them all. */
  readonly store: Journal;
  readonly everyMs: number;
  readonly concurrency: number;
  readonly neverFound: 'manual' | 'declined';
  deaths = 0;
  readonly #world: World;
  readonly #product: Product;
  readonly #policy: PolicyChanges;
  readonly #workers: Worker[] = [];
  #waiting: ((worker: RunningWorker) => void)[] = [];

  constructor(world: World, product: Product, storeClock: Clock) {
    const { random } = world;
    this.#world = world;
    this.#product = product;
    this.store = product.createMemoryJournal(storeClock);
    this.everyMs = random.pick([3_000, 6_000, 12_000]);
    this.concurrency = random.pick([4, 16, 64]);
    this.neverFound = random.chance(0.5) ? 'declined' : 'manual';
    this.#policy = {
      neverFound: this.neverFound,
      paidAfterEnd: random.chance(0.5) ? 'refund' : 'alarm',
      limitMs: random.pick([15_000, 60_000, 60_000]),
      cancelRepeats: random.pick([5, 5, 3]),
    };
  }

  /** Payments that may be driven behind one another by a recovery. */
  get queueLength(): number {
    return Math.ceil(this.#world.ledger.busy / this.concurrency);
  }

  start(): void {
    const { random } = this.#world;
    const count = random.between(1, 3);
    for (let index = 0; index < count; index += 1) {
      const recovers = index === 0 || random.chance(0.6);
      this.#workers.push({
        name: `W${index}`,
        isNamed: random.chance(0.5),
        recovers,
        starts: 0,
        running: undefined,
      });
    }
    for (const worker of this.#workers) this.#start(worker);
  }

  /** Some living process. */
  any(): RunningWorker | undefined {
    const living = this.#workers.flatMap(({ running }) =>
      running?.process.isAlive === true ? [running] : [],
    );
    const [first, ...rest] = living;
    return first === undefined ? undefined : this.#world.random.pick([first, ...rest]);
  }

  /** Does something in some living process, as soon as there is one. */
  whenAny(run: (worker: RunningWorker) => void): void {
    const worker = this.any();
    if (worker === undefined) this.#waiting.push(run);
    else run(worker);
  }

  wake(): void {
    for (const { running } of this.#workers) running?.recovery?.wake();
  }

  #start(worker: Worker): void {
    worker.starts += 1;
    const session = `${worker.name}.${worker.starts}`;
    const process = new WorkerProcess(this.#world, worker.name, session, () => this.#died(worker));
    const checkout = this.#product.createCheckout({
      rail: railOf(process),
      journal: journalOf(process, this.store),
      policy: this.#policy,
      worker: worker.isNamed ? worker.name : undefined,
      session,
      leaseMs: this.#world.leaseMs,
      clock: process.clock(),
    });
    const recovery = worker.recovers
      ? new Recovery(this.#world, { process, checkout }, this.everyMs, this.concurrency)
      : undefined;
    worker.running = { process, checkout, recovery };
    recovery?.wake();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const run of waiting) this.whenAny(run);
  }

  #died(worker: Worker): void {
    this.deaths += 1;
    const { scheduler, random, leaseMs } = this.#world;
    const restMs = random.between(200, 30_000);
    this.#world.disturb(restMs + leaseMs);
    scheduler.at(restMs, `${worker.name} starts again`, () => this.#start(worker));
  }
}
