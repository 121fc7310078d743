import type { CheckoutOutcome, CheckoutPending, CheckoutRefund } from '@alipay-intl/payments/checkout';
import { type Account, refundedUnits } from './account.ts';
import type { BuyerPlan } from './gateway.ts';
import { assertExpected, codeOf } from './shop-errors.ts';
import type { TrialCharge, TrialCheckout, WorkerProcess } from './worker.ts';
import type { World } from './world.ts';

/** An order with its attempts, as the shop's own database keeps it. */
interface Order {
  readonly orderId: string;
  readonly amount: { readonly currency: string; readonly value: string };
  attempts: number;
  isPaid: boolean;
}

export interface RunningWorker {
  readonly process: WorkerProcess;
  readonly checkout: TrialCheckout;
}

type Final = Exclude<CheckoutOutcome, { kind: 'manual' }>['kind'];
type Job = (worker: RunningWorker) => Promise<void>;

const currencies = ['JPY', 'USD', 'CNY', 'KRW'] as const;

/**
 * A shop that believes only what was told to it: by a promise that resolved, or by `status` after a restart. Its till programs die
 * with their process; what it does then follows from its own record of the order.
 */
export class Shop {
  /** Final ends that the shop was told, by attempt. */
  readonly believed = new Map<string, Final>();
  readonly refundsBelieved = new Map<string, 'refunded' | 'declined'>();
  readonly plans = new Map<string, BuyerPlan>();
  readonly #world: World;
  readonly #whenWorker: (run: (worker: RunningWorker) => void) => void;
  readonly #name: string;
  #attempts = 0;
  #refunds = 0;

  constructor(world: World, name: string, whenWorker: (run: (worker: RunningWorker) => void) => void) {
    this.#world = world;
    this.#name = name;
    this.#whenWorker = whenWorker;
  }

  /** A customer wants to buy. */
  sell(index: number): void {
    const { random } = this.#world;
    const order: Order = {
      orderId: `O${index}`,
      amount: { currency: random.pick(currencies), value: drawValue(random.between(0, 9), random.bits()) },
      attempts: 0,
      isPaid: false,
    };
    this.#attempt(order);
  }

  #attempt(order: Order): void {
    const { random, scheduler, faults } = this.#world;
    order.attempts += 1;
    const charge = this.#chargeFor(order);
    this.#task(
      `sells ${charge.attemptId}`,
      (worker) => this.#collect(worker, order, charge),
      () => this.#follow(order, charge),
    );
    if (faults.fires('cashier-cancels')) {
      scheduler.at(random.between(0, 90_000), `cashier gives up ${charge.attemptId}`, () =>
        this.#giveUp(order, charge),
      );
    }
    if (faults.fires('second-attempt-while-open')) {
      scheduler.at(random.between(0, 60_000), `second attempt beside ${charge.attemptId}`, () => {
        const second = this.#chargeFor(order);
        this.#task(
          `tries ${second.attemptId}`,
          (worker) => this.#collect(worker, order, second),
          () => this.#follow(order, second),
        );
      });
    }
  }

  #chargeFor({ orderId, amount }: Order): TrialCharge {
    const { random, gateway } = this.#world;
    const attemptId = `${this.#name}-${++this.#attempts}`;
    this.plans.set(attemptId, drawPlan(this.#world));
    const closesAtMs =
      gateway.kind === 'entry-code' ? this.#world.wallMs() + random.between(40_000, 180_000) : undefined;
    return { attemptId, orderId, amount, description: 'Goods', scannedCode: '28763443825664394', closesAtMs };
  }

  /** Runs a job in some process; when that dies, does what is done then. */
  #task(label: string, job: Job, afterDeath: () => void): void {
    this.#whenWorker((worker) => this.#begin(worker, label, job, afterDeath));
  }

  #begin(worker: RunningWorker, label: string, job: Job, afterDeath: () => void): void {
    const { scheduler, random } = this.#world;
    const { process } = worker;
    const onDeath = (): void => {
      scheduler.at(random.between(500, 20_000), `${label}, after a death`, afterDeath);
    };
    process.tasks.add(onDeath);
    process.later(0, `${process.session} ${label}`, () => {
      job(worker).then(
        () => process.tasks.delete(onDeath),
        (error: unknown) => {
          process.tasks.delete(onDeath);
          this.#world.fail(
            'unexpected error',
            undefined,
            error instanceof Error ? `${error.stack}` : String(error),
          );
        },
      );
    });
  }

  async #collect({ process, checkout }: RunningWorker, order: Order, charge: TrialCharge): Promise<void> {
    const { attemptId } = charge;
    const { random } = this.#world;
    const isFirst = !this.#world.ledger.accounts.has(attemptId);
    try {
      const outcome = random.chance(0.7)
        ? await checkout.collect(charge, isFirst ? {} : this.#patience(process))
        : await checkout.start(charge);
      this.#told(order, charge, outcome);
    } catch (error) {
      this.#collectFailed(order, charge, error);
    }
  }

  /** A person at a till seldom looks at a screen for long where somebody else drives the payment. */
  #patience(process: WorkerProcess): { readonly signal?: AbortSignal } {
    const { random, faults } = this.#world;
    if (!random.chance(0.95) && !faults.fires('waiting-given-up')) return {};
    const controller = new AbortController();
    process.later(
      random.between(500, 8_000),
      `${process.session} waits no longer`,
      () => controller.abort(),
      false,
    );
    return { signal: controller.signal };
  }

  #collectFailed(order: Order, charge: TrialCharge, error: unknown): void {
    const { attemptId } = charge;
    const code = codeOf(error);
    if (code === 'ERR_CHECKOUT_ORDER_TAKEN') return;
    if (code === 'ERR_TRANSPORT_CONNECT') {
      this.#believe(attemptId, 'declined');
      this.#afterEnd(order, charge, 'declined');
      return;
    }
    // An order whose closing time is over by the worker's clock is refused before it is written down.
    if (
      code === 'ERR_REQUEST_INVALID' &&
      charge.closesAtMs !== undefined &&
      !this.#world.ledger.accounts.has(attemptId)
    )
      return;
    assertExpected(this.#world, attemptId, error, ['ERR_STORE_UNAVAILABLE', 'ERR_CHECKOUT_STOPPED']);
    this.#follow(order, charge);
  }

  #told(order: Order, charge: TrialCharge, outcome: CheckoutOutcome | CheckoutPending): void {
    const { kind } = outcome;
    if (kind === 'pending') this.#follow(order, charge);
    else if (kind === 'manual') this.#person(order, charge);
    else {
      this.#believe(charge.attemptId, kind);
      this.#afterEnd(order, charge, kind);
    }
  }

  #believe(attemptId: string, kind: Final): void {
    const account = this.#world.ledger.accounts.get(attemptId);
    if (account?.end !== kind) {
      this.#world.fail(
        'told before written',
        attemptId,
        `${kind} was told where the journal says ${account?.end}`,
      );
    }
    const before = this.believed.get(attemptId);
    if (before !== undefined && before !== kind) {
      this.#world.fail('V5 ends are final', attemptId, `${kind} was told after ${before}`);
    }
    this.believed.set(attemptId, kind);
  }

  #afterEnd(order: Order, charge: TrialCharge, kind: Final): void {
    const { random, scheduler } = this.#world;
    if (kind === 'paid') {
      if (order.isPaid) return;
      order.isPaid = true;
      if (random.chance(0.25)) this.#planRefunds(charge);
      return;
    }
    if (order.isPaid || order.attempts >= 3 || random.chance(0.5)) return;
    scheduler.at(random.between(0, 20_000), `${order.orderId} is tried again`, () => {
      if (!order.isPaid) this.#attempt(order);
    });
  }

  /** After a restart, or when a call said only that it does not know. */
  #follow(order: Order, charge: TrialCharge): void {
    const { random, scheduler } = this.#world;
    const { attemptId } = charge;
    const way = random.between(0, 5);
    const again = (): void => this.#follow(order, charge);
    if (way === 0) {
      this.#task(`collects ${attemptId} again`, (worker) => this.#collect(worker, order, charge), again);
      return;
    }
    scheduler.at(random.between(2_000, 90_000), `look after ${attemptId}`, () => {
      this.#task(`looks after ${attemptId}`, (worker) => this.#look(worker, order, charge, way === 1), again);
    });
  }

  async #look(
    { process, checkout }: RunningWorker,
    order: Order,
    charge: TrialCharge,
    resumes: boolean,
  ): Promise<void> {
    const { attemptId } = charge;
    try {
      const outcome = resumes
        ? await checkout.resume(attemptId, this.#patience(process))
        : await checkout.status(attemptId);
      this.#told(order, charge, outcome);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ERR_CHECKOUT_PAYMENT_UNKNOWN' && !this.#world.ledger.accounts.has(attemptId)) return;
      assertExpected(this.#world, attemptId, error, ['ERR_STORE_UNAVAILABLE', 'ERR_CHECKOUT_STOPPED']);
      this.#follow(order, charge);
    }
  }

  #giveUp(order: Order, charge: TrialCharge): void {
    const { attemptId } = charge;
    if (!this.#world.ledger.accounts.has(attemptId)) return;
    this.#task(
      `gives up ${attemptId}`,
      async ({ process, checkout }) => {
        try {
          const outcome = await checkout.cancel(attemptId, this.#patience(process));
          if (outcome.kind !== 'manual') this.#believe(attemptId, outcome.kind);
        } catch (error) {
          assertExpected(this.#world, attemptId, error, ['ERR_STORE_UNAVAILABLE', 'ERR_CHECKOUT_STOPPED']);
        }
      },
      () => this.#giveUp(order, charge),
    );
  }

  #planRefunds(charge: TrialCharge): void {
    const { random, scheduler } = this.#world;
    for (let number = random.between(1, 3); number > 0; number -= 1) {
      const refundAttemptId = `${charge.attemptId}-r${++this.#refunds}`;
      scheduler.at(random.between(0, 120_000), `refund ${refundAttemptId}`, () => {
        const account = this.#world.ledger.accounts.get(charge.attemptId);
        if (account !== undefined) this.#refund(account, this.#drawRefund(account, refundAttemptId));
      });
    }
  }

  #drawRefund(account: Account, refundAttemptId: string): CheckoutRefund {
    const { random } = this.#world;
    const left = account.units - refundedUnits(account, 'refunded', 'manual', undefined);
    const draw = random.between(0, 9);
    const part = left > 3n ? left / BigInt(random.between(1, 3)) : left;
    const units = draw < 2 ? left + 1n : draw < 5 ? left : part;
    const amount = { currency: account.currency, value: (units < 1n ? 1n : units).toString() };
    return { attemptId: account.attemptId, refundAttemptId, amount, reason: 'returned' };
  }

  #refund(account: Account, refund: CheckoutRefund, times = 0): void {
    const { random, scheduler } = this.#world;
    const { refundAttemptId, amount } = refund;
    this.#task(
      `refunds ${refundAttemptId}`,
      (worker) => this.#refundOnce(worker, account, refund, times),
      () => this.#refund(account, refund, Math.max(1, times)),
    );
    if (times > 0 || !random.chance(0.2)) return;
    const other = random.chance(0.5) ? { ...amount, value: (BigInt(amount.value) + 1n).toString() } : amount;
    scheduler.at(random.between(0, 20_000), `refund ${refundAttemptId} again`, () =>
      this.#refund(account, { ...refund, amount: other }, 1),
    );
  }

  async #refundOnce(
    { process, checkout }: RunningWorker,
    account: Account,
    refund: CheckoutRefund,
    times: number,
  ): Promise<void> {
    const { random, scheduler } = this.#world;
    const { refundAttemptId, attemptId } = refund;
    try {
      const { kind } = await checkout.refund(refund, this.#patience(process));
      this.#refundTold(account, refundAttemptId, kind);
      if (kind !== 'manual' || times >= 3 || random.chance(0.3)) return;
      scheduler.at(random.between(1_000, 300_000), `undecided refund ${refundAttemptId} again`, () =>
        this.#refund(account, refund, times + 1),
      );
    } catch (error) {
      const code = codeOf(error);
      assertExpected(this.#world, attemptId, error, [
        'ERR_STORE_UNAVAILABLE',
        'ERR_CHECKOUT_STOPPED',
        'ERR_REQUEST_ID_REUSED',
        'ERR_REFUND_EXCEEDS',
        'ERR_REFUND_UNDECIDED',
        'ERR_CHECKOUT_STATE',
      ]);
      if (code === 'ERR_STORE_UNAVAILABLE' && times < 3) this.#refund(account, refund, times + 1);
    }
  }

  #refundTold(account: Account, refundAttemptId: string, kind: 'refunded' | 'declined' | 'manual'): void {
    if (kind === 'manual') return;
    const written = account.refunds.get(refundAttemptId)?.end;
    if (written !== kind) {
      this.#world.fail(
        'told before written',
        account.attemptId,
        `refund ${kind} was told, the journal says ${written}`,
      );
    }
    const before = this.refundsBelieved.get(refundAttemptId);
    if (before !== undefined && before !== kind) {
      this.#world.fail('V5 ends are final', account.attemptId, `refund ${kind} was told after ${before}`);
    }
    this.refundsBelieved.set(refundAttemptId, kind);
  }

  /** A person looks the payment up, long after anything of it can still be on its way. */
  #person(order: Order, charge: TrialCharge): void {
    const { random, scheduler, faults } = this.#world;
    const settles = faults.fires('person-settles');
    if (!settles && !faults.fires('person-reverses-again')) return;
    scheduler.at(random.between(10, 60) * 60_000, `person looks at ${charge.attemptId}`, () => {
      this.#task(
        `person handles ${charge.attemptId}`,
        (worker) =>
          settles ? this.#settle(worker, order, charge) : this.#reverseAgain(worker, order, charge),
        () => this.#person(order, charge),
      );
    });
  }

  async #settle({ checkout }: RunningWorker, order: Order, charge: TrialCharge): Promise<void> {
    const { gateway } = this.#world;
    const { attemptId } = charge;
    const account = this.#world.ledger.accounts.get(attemptId);
    // Of another amount than the order's the journal cannot say how much was kept.
    if (account === undefined || account.amountDiffers) return;
    const net = gateway.netOf(attemptId);
    if (net !== 0n && net !== BigInt(charge.amount.value)) return;
    const isPaid = net > 0n;
    const as = isPaid ? 'paid' : gateway.isCancelled(attemptId) ? 'reversed' : 'declined';
    try {
      this.#told(order, charge, await checkout.settle({ attemptId, as, by: 'Kim', note: 'looked up' }));
    } catch (error) {
      assertExpected(this.#world, attemptId, error, ['ERR_STORE_UNAVAILABLE', 'ERR_CHECKOUT_STATE']);
    }
  }

  async #reverseAgain({ checkout }: RunningWorker, order: Order, charge: TrialCharge): Promise<void> {
    const { attemptId } = charge;
    try {
      this.#told(order, charge, await checkout.reverseAgain({ attemptId, by: 'Kim' }));
    } catch (error) {
      const expected = ['ERR_STORE_UNAVAILABLE', 'ERR_CHECKOUT_STATE', 'ERR_CHECKOUT_STOPPED'] as const;
      assertExpected(this.#world, attemptId, error, expected);
    }
  }
}

function drawValue(kind: number, bits: number): string {
  // Beyond what a JavaScript number can hold exactly.
  if (kind === 0) return (9_007_199_254_740_993n + 2n * BigInt(bits)).toString();
  return (1 + (bits % 100_000)).toString();
}

function drawPlan({ random, gateway, faults }: World): BuyerPlan {
  const draw = random.between(0, 99);
  const isEntry = gateway.kind === 'entry-code';
  const later = isEntry
    ? random.between(3_000, 170_000)
    : random.between(1_000, random.chance(0.8) ? 30_000 : 120_000);
  const common = {
    afterMs: later,
    extraUnits: faults.fires('other-amount') ? 7n : 0n,
    isCancelRefused: faults.fires('cancel-refused'),
  };
  if (faults.fires('processing-forever')) return { ...common, kind: 'never' };
  if (draw < 55) return { ...common, kind: isEntry ? 'pays-later' : 'pays' };
  if (draw < 80) return { ...common, kind: 'pays-later' };
  if (draw < 88) return { ...common, kind: isEntry ? 'never' : 'declines' };
  if (draw < 95) return { ...common, kind: 'declines-later' };
  return { ...common, kind: 'never' };
}
