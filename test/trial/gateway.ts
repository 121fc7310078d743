import type { Fail } from './ledger.ts';
import type { Random } from './random.ts';

/** How a gateway takes a cancellation of what it does not know, and when the buyer pays. */
export type GatewayKind = 'barcode' | 'payment-code' | 'entry-code';

/** What the buyer and the wallet will do with a payment; drawn before it is sent. */
export interface BuyerPlan {
  readonly kind: 'pays' | 'pays-later' | 'declines' | 'declines-later' | 'never';
  readonly afterMs: number;
  /** Charged on top of what was asked for. */
  readonly extraUnits: bigint;
  readonly isCancelRefused: boolean;
}

/** What the gateway answers, before the network has its way with it. */
export type GatewayAnswer =
  | { readonly kind: 'paid'; readonly units: bigint }
  | { readonly kind: 'placed' | 'processing' | 'cancelled' | 'not-found' | 'refunded' }
  | { readonly kind: 'declined'; readonly resultCode: string }
  | { readonly kind: 'inconsistent' };

interface GatewayRefund {
  readonly units: bigint;
  state: 'running' | 'done' | 'refused';
}

/** A payment with its money. */
export interface GatewayPayment {
  readonly attemptId: string;
  readonly currency: string;
  state: 'open' | 'paid' | 'declined' | 'cancelled';
  resultCode: string;
  chargedUnits: bigint;
  reversedUnits: bigint;
  refundedUnits: bigint;
  readonly refunds: Map<string, GatewayRefund>;
}

/** Arguments of a payment that arrives. */
export interface ArrivingPayment {
  readonly attemptId: string;
  readonly currency: string;
  readonly units: bigint;
  readonly closesInMs: number | undefined;
}

interface Surroundings {
  readonly random: Random;
  readonly fail: Fail;
  readonly later: (delayMs: number, label: string, run: () => void) => void;
  readonly planOf: (attemptId: string) => BuyerPlan;
  readonly changed: (payment: GatewayPayment) => void;
  readonly refundFate: () => 'done' | 'running' | 'refused';
}

const userRefusals = ['USER_BALANCE_NOT_ENOUGH', 'EXPIRED_CODE', 'RISK_REJECT'] as const;

/** Alipay as the trial knows it, with the real money. Each call is one step; none fails here. */
export class Gateway {
  readonly kind: GatewayKind;
  readonly payments = new Map<string, GatewayPayment>();
  /** What was taken and not given back, by currency, counted as it moves. */
  readonly balances = new Map<string, bigint>();
  charges = 0;
  readonly #around: Surroundings;

  constructor(kind: GatewayKind, around: Surroundings) {
    this.kind = kind;
    this.#around = around;
  }

  pay(arriving: ArrivingPayment): GatewayAnswer {
    const known = this.payments.get(arriving.attemptId);
    if (known !== undefined)
      return this.#stateOf(known, this.kind === 'entry-code' ? 'placed' : 'processing');
    const payment = this.#create(arriving.attemptId, arriving.currency, 'open');
    const plan = this.#around.planOf(arriving.attemptId);
    const { closesInMs } = arriving;
    if (closesInMs !== undefined) {
      this.#around.later(closesInMs, `close ${payment.attemptId}`, () =>
        this.#decline(payment, 'ORDER_IS_CLOSED'),
      );
    }
    if (plan.kind === 'pays') this.#charge(payment, arriving.units + plan.extraUnits);
    if (plan.kind === 'declines') this.#decline(payment, this.#around.random.pick(userRefusals));
    if (plan.kind === 'pays-later') {
      this.#around.later(plan.afterMs, `buyer pays ${payment.attemptId}`, () =>
        this.#charge(payment, arriving.units + plan.extraUnits),
      );
    }
    if (plan.kind === 'declines-later') {
      const code = this.#around.random.pick(userRefusals);
      this.#around.later(plan.afterMs, `buyer declines ${payment.attemptId}`, () =>
        this.#decline(payment, code),
      );
    }
    return this.#stateOf(payment, this.kind === 'entry-code' ? 'placed' : 'processing');
  }

  query(attemptId: string): GatewayAnswer {
    const payment = this.payments.get(attemptId);
    return payment === undefined ? { kind: 'not-found' } : this.#stateOf(payment, 'processing');
  }

  cancel(attemptId: string): GatewayAnswer {
    const payment = this.payments.get(attemptId);
    if (payment === undefined) {
      if (this.kind !== 'barcode') return { kind: 'declined', resultCode: 'ORDER_NOT_EXIST' };
      this.#create(attemptId, '', 'cancelled');
      return { kind: 'cancelled' };
    }
    if (payment.state === 'cancelled') return { kind: 'cancelled' };
    const plan = this.#around.planOf(attemptId);
    if (payment.state === 'declined' && plan.isCancelRefused)
      return { kind: 'declined', resultCode: 'ORDER_IS_CLOSED' };
    if (payment.state === 'paid') {
      if (plan.isCancelRefused || payment.refunds.size > 0) {
        return { kind: 'declined', resultCode: 'CANCEL_WINDOW_EXCEED' };
      }
      payment.reversedUnits = payment.chargedUnits;
      this.#move(payment, -payment.chargedUnits);
    }
    payment.state = 'cancelled';
    this.#around.changed(payment);
    return { kind: 'cancelled' };
  }

  refund(attemptId: string, refundAttemptId: string, units: bigint): GatewayAnswer {
    const payment = this.payments.get(attemptId);
    if (payment === undefined) return { kind: 'declined', resultCode: 'ORDER_NOT_EXIST' };
    const known = payment.refunds.get(refundAttemptId);
    if (known !== undefined && known.units !== units) return { kind: 'inconsistent' };
    if (known !== undefined) return refundAnswer(known);
    if (payment.state === 'cancelled') return { kind: 'declined', resultCode: 'ORDER_IS_CANCELED' };
    if (payment.state !== 'paid') return { kind: 'declined', resultCode: 'ORDER_STATUS_INVALID' };
    const refund: GatewayRefund = { units, state: this.#around.refundFate() };
    payment.refunds.set(refundAttemptId, refund);
    if (payment.refundedUnits + units > payment.chargedUnits) refund.state = 'refused';
    if (refund.state === 'done') this.#give(payment, refund);
    if (refund.state === 'running') {
      this.#around.later(this.#around.random.between(1_000, 60_000), `refund done ${refundAttemptId}`, () =>
        this.#give(payment, refund),
      );
    }
    return refundAnswer(refund);
  }

  isCancelled(attemptId: string): boolean {
    return this.payments.get(attemptId)?.state === 'cancelled';
  }

  /** What the merchant has of a payment, in truth. */
  netOf(attemptId: string): bigint {
    const payment = this.payments.get(attemptId);
    return payment === undefined ? 0n : payment.chargedUnits - payment.reversedUnits - payment.refundedUnits;
  }

  #create(attemptId: string, currency: string, state: GatewayPayment['state']): GatewayPayment {
    const payment: GatewayPayment = {
      attemptId,
      currency,
      state,
      resultCode: '',
      chargedUnits: 0n,
      reversedUnits: 0n,
      refundedUnits: 0n,
      refunds: new Map(),
    };
    this.payments.set(attemptId, payment);
    return payment;
  }

  #charge(payment: GatewayPayment, units: bigint): void {
    if (payment.state !== 'open') return;
    if (payment.chargedUnits > 0n)
      this.#around.fail('V1 one charge', payment.attemptId, 'it was charged twice');
    payment.chargedUnits += units;
    this.#move(payment, units);
    payment.state = 'paid';
    this.charges += 1;
    this.#around.changed(payment);
  }

  #move({ currency }: GatewayPayment, units: bigint): void {
    this.balances.set(currency, (this.balances.get(currency) ?? 0n) + units);
  }

  #decline(payment: GatewayPayment, resultCode: string): void {
    if (payment.state !== 'open') return;
    payment.state = 'declined';
    payment.resultCode = resultCode;
    this.#around.changed(payment);
  }

  #give(payment: GatewayPayment, refund: GatewayRefund): void {
    refund.state = 'done';
    payment.refundedUnits += refund.units;
    this.#move(payment, -refund.units);
    if (payment.refundedUnits + payment.reversedUnits <= payment.chargedUnits) return;
    this.#around.fail('V5 ends are final', payment.attemptId, 'more was given back than was paid');
  }

  #stateOf(payment: GatewayPayment, open: 'placed' | 'processing'): GatewayAnswer {
    switch (payment.state) {
      case 'open':
        return { kind: open };
      case 'paid':
        return { kind: 'paid', units: payment.chargedUnits };
      case 'declined':
        return { kind: 'declined', resultCode: payment.resultCode };
      case 'cancelled':
        return { kind: 'cancelled' };
    }
  }
}

function refundAnswer({ state }: GatewayRefund): GatewayAnswer {
  if (state === 'done') return { kind: 'refunded' };
  return state === 'running'
    ? { kind: 'processing' }
    : { kind: 'declined', resultCode: 'REFUND_WINDOW_EXCEED' };
}
