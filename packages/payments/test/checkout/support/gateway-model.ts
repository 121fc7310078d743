import { price } from './payment-story.ts';
import { outcomeOf, type Verb } from './scripted-rail.ts';

/** How one call goes. `late`: nobody hears of it, and it arrives some seconds later. */
export type CallFate = 'answered' | 'lost-before' | 'lost-after' | 'late' | 'not-sent';
export type Buyer = 'pays' | 'waits' | 'refuses';

interface Transaction {
  state: 'absent' | 'waiting' | 'paid' | 'declined' | 'cancelled';
  charges: number;
  refunded: number;
  readonly refunds: Map<string, number>;
}

export interface Told {
  readonly attemptId: string;
  readonly kind: 'paid' | 'declined' | 'cancelled';
}

interface LateCall {
  readonly atMs: number;
  readonly execute: () => unknown;
}

export interface GatewayModel {
  readonly family: 'acquiring' | 'v1';
  /** Notifications that were not delivered yet. */
  readonly told: Told[];
  /** Carries out one call. Throws where nothing was sent. */
  call(verb: Verb, input: CallInput, fate: CallFate, lateMs: number): unknown;
  /** What the buyer does with every payment that reaches the gateway from now on. */
  buyer: Buyer;
  /** The buyers who wait pay now. */
  buyersPay(): void;
  /** Carries out what has become due: late calls, and payments that close after three minutes. */
  settleTime(): void;
  /** When something happens by itself next. */
  nextAtMs(): number | undefined;
  /** Money that the merchant has of this payment. */
  moneyOf(attemptId: string): number;
  chargesOf(attemptId: string): number;
  stateOf(attemptId: string): Transaction['state'];
}

export interface CallInput {
  readonly attemptId?: string;
  readonly refundAttemptId?: string;
  readonly amount?: { readonly value: string };
}

const closesAfterMs = 180_000;

/** What Alipay does, as the references say: small enough to be believed by reading. docs/wire/acquiring §6, docs/wire/v1 §5. */
export function createGatewayModel(family: 'acquiring' | 'v1', clock: { now(): number }): GatewayModel {
  const transactions = new Map<string, Transaction>();
  const closings = new Map<string, number>();
  const told: Told[] = [];
  let lateCalls: LateCall[] = [];
  const of = (attemptId: string): Transaction => {
    const known = transactions.get(attemptId);
    if (known !== undefined) return known;
    const created: Transaction = { state: 'absent', charges: 0, refunded: 0, refunds: new Map() };
    transactions.set(attemptId, created);
    return created;
  };
  const become = (attemptId: string, state: 'paid' | 'declined' | 'cancelled'): void => {
    const transaction = of(attemptId);
    if (state === 'paid') transaction.charges += 1;
    transaction.state = state;
    closings.delete(attemptId);
    told.push({ attemptId, kind: state });
  };
  const model: GatewayModel = {
    family,
    told,
    buyer: 'pays',
    call(verb, input, fate, lateMs) {
      const execute = (): string => execution[verb](input);
      if (fate === 'not-sent') return outcomeOf(verb, 'not-sent');
      if (fate === 'late') lateCalls.push({ atMs: clock.now() + lateMs, execute });
      if (fate === 'lost-after') execute();
      return outcomeOf(verb, fate === 'answered' ? execute() : 'unknown');
    },
    buyersPay: () => {
      for (const [attemptId, { state }] of transactions) if (state === 'waiting') become(attemptId, 'paid');
    },
    settleTime: () => {
      const due = lateCalls.filter(({ atMs }) => atMs <= clock.now());
      lateCalls = lateCalls.filter((call) => !due.includes(call));
      for (const { execute } of due) execute();
      for (const [attemptId, atMs] of closings) if (atMs <= clock.now()) become(attemptId, 'declined');
    },
    nextAtMs: () => {
      const moments = [...lateCalls.map(({ atMs }) => atMs), ...closings.values()];
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    moneyOf: (attemptId) => {
      const { state, refunded } = of(attemptId);
      return state === 'paid' ? Number(price.value) - refunded : 0;
    },
    chargesOf: (attemptId) => of(attemptId).charges,
    stateOf: (attemptId) => of(attemptId).state,
  };
  const execution: Readonly<Record<Verb, (input: CallInput) => string>> = {
    pay: ({ attemptId = '' }) => {
      if (of(attemptId).state === 'absent') arrive(attemptId);
      const { state } = of(attemptId);
      if (state === 'cancelled') return 'declined:ORDER_IS_CANCELED';
      return state === 'waiting' ? 'processing' : state === 'declined' ? 'declined:RISK_REJECT' : 'paid';
    },
    query: ({ attemptId = '' }) => {
      const { state } = of(attemptId);
      if (state === 'absent') return 'not-found';
      return state === 'waiting' ? 'processing' : state === 'declined' ? 'declined:TRADE_CLOSED' : state;
    },
    cancel: ({ attemptId = '' }) => {
      const transaction = of(attemptId);
      if (transaction.state === 'absent' && family === 'v1') return 'declined:ORDER_NOT_EXIST';
      if (transaction.refunded > 0) return 'declined:PROCESS_FAIL';
      // A cancelled payment that had failed stays failed. docs/wire/v1 §5.2.
      if (transaction.state !== 'declined' && transaction.state !== 'cancelled')
        become(attemptId, 'cancelled');
      return 'cancelled';
    },
    refund: (input) => refund(input),
  };
  function arrive(attemptId: string): void {
    if (model.buyer !== 'waits') {
      become(attemptId, model.buyer === 'pays' ? 'paid' : 'declined');
      return;
    }
    of(attemptId).state = 'waiting';
    closings.set(attemptId, clock.now() + closesAfterMs);
  }
  function refund({ attemptId = '', refundAttemptId = '', amount }: CallInput): string {
    const transaction = of(attemptId);
    if (transaction.refunds.has(refundAttemptId)) return 'refunded';
    if (transaction.state !== 'paid') return 'declined:ORDER_IS_CANCELED';
    const value = Number(amount?.value);
    if (transaction.refunded + value > Number(price.value)) return 'declined:REFUND_AMOUNT_EXCEED';
    transaction.refunds.set(refundAttemptId, value);
    transaction.refunded += value;
    return 'refunded';
  }
  return model;
}
