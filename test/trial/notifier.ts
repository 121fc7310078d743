import type { NotifiedFact } from '@alipay-intl/payments/checkout';
import { factText } from './event-rules.ts';
import type { GatewayPayment } from './gateway.ts';
import type { Scheduled } from './scheduler.ts';
import { assertExpected } from './shop-errors.ts';
import type { TrialCheckout, WorkerProcess } from './worker.ts';
import type { World } from './world.ts';

interface Notification {
  readonly attemptId: string;
  readonly fact: NotifiedFact;
  /** Sent until it is acknowledged, whatever happens: it corrects a false one. */
  readonly isCertain: boolean;
  deliveries: number;
  isAcknowledged: boolean;
}

type AnyWorker = () => { readonly process: WorkerProcess; readonly checkout: TrialCheckout } | undefined;

/** What Alipay sends to the shop: late, twice, in any order, or never. */
export class Notifier {
  readonly #world: World;
  readonly #anyWorker: AnyWorker;

  constructor(world: World, anyWorker: AnyWorker) {
    this.#world = world;
    this.#anyWorker = anyWorker;
  }

  /** The gateway's payment has changed. */
  announce(payment: GatewayPayment): void {
    const { faults, random } = this.#world;
    if (payment.currency === '' || payment.state === 'open' || faults.fires('notifications-none')) return;
    if (payment.state === 'cancelled' && !random.chance(0.3)) return;
    const isContradicted = payment.state === 'paid' && faults.fires('notification-contradicts');
    this.#send(payment.attemptId, factOf(payment), isContradicted, this.#delayMs());
    if (isContradicted) {
      const lie: NotifiedFact = { kind: 'declined', resultCode: 'PROCESS_FAIL' };
      this.#send(payment.attemptId, lie, false, random.between(0, 30_000));
    }
    if (payment.state === 'paid' && faults.fires('notification-wrong-amount')) {
      const amount = { currency: payment.currency, value: (payment.chargedUnits + 1n).toString() };
      const wrong: NotifiedFact = { kind: 'paid', amount, providerId: `P${payment.attemptId}` };
      this.#send(payment.attemptId, wrong, false, random.between(0, 30_000));
    }
  }

  #delayMs(): number {
    const { faults, random } = this.#world;
    if (faults.fires('notification-before-answer')) return 0;
    if (faults.fires('notification-hours-late')) return random.between(1, 6) * 3_600_000;
    return faults.fires('notification-reordered')
      ? random.between(1_000, 120_000)
      : random.between(300, 3_000);
  }

  #send(attemptId: string, fact: NotifiedFact, isCertain: boolean, delayMs: number): void {
    const notification = { attemptId, fact, isCertain, deliveries: 0, isAcknowledged: false };
    const label = `notification ${attemptId} ${fact.kind}`;
    this.#world.scheduler.at(delayMs, label, () => this.#deliver(notification));
    if (this.#world.faults.fires('notification-twice')) {
      this.#world.scheduler.at(this.#world.random.between(0, 60_000), `${label} again`, () =>
        this.#deliver(notification),
      );
    }
  }

  #deliver(notification: Notification): void {
    const { scheduler, faults } = this.#world;
    const { attemptId, fact, isCertain } = notification;
    notification.deliveries += 1;
    let again: Scheduled | undefined;
    if (isCertain || notification.deliveries < 4) {
      again = scheduler.at(120_000, `notification ${attemptId} ${fact.kind} is due again`, () => {
        if (!notification.isAcknowledged) this.#deliver(notification);
      });
    }
    const worker = this.#anyWorker();
    if (worker === undefined || (!isCertain && faults.fires('notification-lost'))) return;
    worker.process.goOn(`${worker.process.session} is notified of ${attemptId}`, () => {
      worker.checkout.recordNotification({ attemptId, ...fact }).then(
        ({ kind }) => {
          notification.isAcknowledged = true;
          scheduler.cancel(again);
          this.#checkAcknowledged(notification, kind);
        },
        (error: unknown) => assertExpected(this.#world, attemptId, error, ['ERR_STORE_UNAVAILABLE']),
      );
    });
  }

  #checkAcknowledged({ attemptId, fact }: Notification, kind: string): void {
    const account = this.#world.ledger.accounts.get(attemptId);
    if (account === undefined || !account.notified.has(factText(fact))) {
      this.#world.fail(
        'V8 acknowledged is durable',
        attemptId,
        `${fact.kind} was acknowledged as ${kind}, not written`,
      );
    }
  }
}

function factOf({ state, attemptId, currency, chargedUnits, resultCode }: GatewayPayment): NotifiedFact {
  if (state === 'paid') {
    return {
      kind: 'paid',
      amount: { currency, value: chargedUnits.toString() },
      providerId: `P${attemptId}`,
    };
  }
  return state === 'declined' ? { kind: 'declined', resultCode } : { kind: 'cancelled' };
}
