import { createHash } from 'node:crypto';
import type { AlarmKind } from '@alipay-intl/payments/checkout';
import { type Account, isBusy } from './account.ts';
import { Deadlines } from './deadlines.ts';
import { checkEnd, type EndCounts } from './end-checks.ts';
import { type FaultCounts, Faults } from './faults.ts';
import { Gateway, type GatewayKind } from './gateway.ts';
import { Ledger } from './ledger.ts';
import { Notifier } from './notifier.ts';
import type { Product } from './product.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Shop } from './shop.ts';
import { type Rule, Violation } from './violation.ts';
import { Workers } from './workers.ts';
import type { World } from './world.ts';

/** What came of a universe. */
export interface UniverseReport {
  readonly payments: number;
  readonly ends: ReadonlyMap<string, number>;
  readonly alarms: ReadonlyMap<AlarmKind, number>;
  readonly faults: FaultCounts;
  readonly deaths: number;
  readonly charges: number;
  /** What the comparison of all money has found. */
  readonly atEnd: EndCounts;
  readonly steps: number;
  /** SHA-256 over all steps. */
  readonly digest: Buffer;
}

/** A universe in which a rule did not hold. */
export class BrokenUniverse extends Error {
  readonly violation: Violation;
  readonly trace: readonly string[];
  readonly faults: readonly string[];
  /** Payments opened until then. */
  readonly payments: number;

  constructor(violation: Violation, trace: readonly string[], faults: readonly string[], payments: number) {
    super(violation.message);
    this.name = 'BrokenUniverse';
    this.violation = violation;
    this.trace = trace;
    this.faults = faults;
    this.payments = payments;
  }
}

/** Where virtual wall clocks start. */
const startMs = Date.UTC(2026, 0, 5, 9);
const longestMs = 72 * 3_600_000;
const mostSteps = 600_000;

/** How many orders a universe has; known without running it. */
export function ordersOf(seed: number, universe: number): number {
  return new Random(seed ^ 0x51ed270b, universe).between(20, 100);
}

/** Runs one universe to its rest, and checks that nothing is lost in it. */
export async function runUniverse(
  product: Product,
  seed: number,
  universe: number,
  tell?: (step: string) => void,
): Promise<UniverseReport> {
  const running = new Universe(product, seed, universe);
  running.scheduler.tell = tell;
  return running.run();
}

class Universe implements World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly ledger: Ledger;
  readonly leaseMs: number;
  readonly #product: Product;
  readonly #shop: Shop;
  readonly #workers: Workers;
  readonly #deadlines: Deadlines;
  readonly #notifier: Notifier;
  readonly #orders: number;
  #wallOffsetMs = startMs;
  #storeDownUntilMs = 0;
  #violation: Violation | undefined;
  #atEnd: EndCounts = { compared: 0, open: 0, doubles: 0, lost: 0 };

  constructor(product: Product, seed: number, universe: number) {
    this.#product = product;
    this.random = new Random(seed, universe);
    this.scheduler = new Scheduler(new Random(seed ^ 0x2545f491, universe));
    this.faults = new Faults(this.random);
    this.#orders = ordersOf(seed, universe);
    this.leaseMs = this.random.pick([20_000, 30_000, 60_000]);
    const kind = this.random.pick<GatewayKind>(['barcode', 'payment-code', 'entry-code']);
    this.gateway = new Gateway(kind, {
      random: this.random,
      fail: this.fail,
      later: (delayMs, label, run) => this.scheduler.at(delayMs, label, run),
      planOf: (attemptId) => this.#shop.plans.get(attemptId) ?? noPlan,
      changed: (payment) => this.#notifier.announce(payment),
      refundFate: () => this.#refundFate(),
    });
    this.ledger = new Ledger(
      this.fail,
      (attemptId) => this.gateway.isCancelled(attemptId),
      () => this.scheduler.nowMs,
    );
    this.#workers = new Workers(this, product, { now: () => this.wallMs() });
    this.#deadlines = new Deadlines(this.scheduler, this.fail, this.#workers);
    this.#shop = new Shop(this, `U${universe}`, (run) => this.#workers.whenAny(run));
    this.#notifier = new Notifier(this, () => this.#workers.any());
  }

  readonly fail = (rule: Rule, attemptId: string | undefined, what: string): void => {
    this.#violation ??= new Violation(rule, attemptId, `${attemptId ?? ''} ${what}`);
  };

  wallMs(): number {
    return this.scheduler.nowMs + this.#wallOffsetMs;
  }

  isStoreUp(): boolean {
    return this.scheduler.nowMs >= this.#storeDownUntilMs;
  }

  disturb(ms: number): void {
    this.#deadlines.disturb(ms);
  }

  somethingIsDue(): void {
    this.#workers.wake();
  }

  mustEnd(account: Account): void {
    this.#deadlines.begin(account);
  }

  async run(): Promise<UniverseReport> {
    this.#plan();
    await this.scheduler.run(() => this.#isOver());
    if (this.#violation === undefined) {
      const restless = [...this.ledger.accounts.values()].find(isBusy);
      if (restless !== undefined)
        this.fail('V3 bounded time', restless.attemptId, 'something is left to do, and nobody does it');
      this.#atEnd = await checkEnd(this, this.#workers.store, this.#product, this.#shop);
    }
    if (this.#violation !== undefined) throw this.#broken(this.#violation);
    return this.#report();
  }

  #plan(): void {
    const { random, faults, scheduler } = this;
    // Where nobody would look any more, a clock that leaps over the look-backs leaves nothing but a notification.
    if (this.#workers.neverFound === 'declined') faults.switchOff('clock-forward');
    const spanMs = random.pick([20_000, 120_000, 600_000]);
    this.#workers.start();
    for (let index = 0; index < this.#orders; index += 1) {
      scheduler.at(random.between(0, spanMs), `order ${index}`, () => this.#shop.sell(index));
    }
    const moment = (): number => random.between(0, spanMs + 120_000);
    if (faults.fires('store-down')) scheduler.at(moment(), 'the store goes down', () => this.#storeDown());
    if (faults.fires('clock-forward')) scheduler.at(moment(), 'clocks go forward', () => this.#setClock(1));
    if (faults.fires('clock-back')) scheduler.at(moment(), 'clocks go back', () => this.#setClock(-1));
  }

  #storeDown(): void {
    const ms = this.random.between(500, 30_000);
    this.#storeDownUntilMs = this.scheduler.nowMs + ms;
    this.disturb(ms + this.leaseMs);
  }

  #setClock(sign: 1 | -1): void {
    const ms = this.random.between(1_000, this.random.chance(0.5) ? 60_000 : 3_600_000);
    this.#wallOffsetMs += sign * ms;
    if (sign < 0) this.disturb(ms);
    this.#workers.wake();
  }

  #refundFate(): 'done' | 'running' | 'refused' {
    if (this.faults.fires('refund-refused')) return 'refused';
    return this.faults.fires('refund-slow') ? 'running' : 'done';
  }

  #isOver(): boolean {
    if (this.#violation !== undefined) return true;
    if (this.scheduler.awaited === 0 && this.ledger.busy === 0) return true;
    if (this.scheduler.nowMs > longestMs || this.scheduler.trace.length > mostSteps) {
      this.fail('V3 bounded time', undefined, `no rest after ${this.scheduler.trace.length} steps`);
    }
    return false;
  }

  #broken(violation: Violation): BrokenUniverse {
    const { trace } = this.scheduler;
    return new BrokenUniverse(
      violation,
      trace,
      [this.gateway.kind, ...this.faults.names()],
      this.ledger.accounts.size,
    );
  }

  #report(): UniverseReport {
    const ends = new Map<string, number>();
    for (const { end, isSettled } of this.ledger.accounts.values()) {
      const name = isSettled ? `${end} by a person` : `${end}`;
      ends.set(name, (ends.get(name) ?? 0) + 1);
    }
    return {
      payments: this.ledger.accounts.size,
      ends,
      alarms: this.ledger.rules.alarmCounts,
      faults: this.faults.counts,
      deaths: this.#workers.deaths,
      charges: this.gateway.charges,
      atEnd: this.#atEnd,
      steps: this.scheduler.trace.length,
      digest: createHash('sha256').update(this.scheduler.trace.join('\n')).digest(),
    };
  }
}

const noPlan = { kind: 'never', afterMs: 0, extraUnits: 0n, isCancelRefused: false } as const;
