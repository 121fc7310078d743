import type { PaymentNotification } from '@alipay-intl/payments/checkout';
import type {
  PaymentRail,
  RailCancelOutcome,
  RailCharge,
  RailPayOutcome,
  RailRefund,
  RailRefundOutcome,
  RailState,
} from '@alipay-intl/payments/rail';
import type { Choices } from './choices.ts';
import type { EventClock } from './event-clock.ts';
import {
  cancelled,
  declined,
  notFound,
  notSent,
  paid,
  processing,
  refunded,
  unknown,
} from './rail-answers.ts';

/** `barcode`: a cancellation of an unknown payment is confirmed. `v1`: it is refused with ORDER_NOT_EXIST. */
export type Family = 'barcode' | 'v1';

/** `main`: the ways that differ most. `every`: all of them. */
export type Breadth = 'main' | 'every';

/** What really happened to the money, in the smallest unit. */
export interface Truth {
  payRequests: number;
  charges: number;
  charged: number;
  takenBack: number;
  /** Executed, whether or not the answer arrived. */
  cancelsDone: number;
  confirmedCancels: number;
  readonly refunds: Map<string, number>;
}

export interface GatewayModel {
  readonly rail: PaymentRail<RailCharge>;
  readonly truth: Truth;
  /** Whether nothing happens any more by itself. */
  isIdle(): boolean;
}

export interface GatewaySetting {
  readonly family: Family;
  readonly breadth: Breadth;
  readonly choices: Choices;
  readonly clock: EventClock;
  /** Told at the arrival of what moves money, before it does. */
  readonly onArrival: (what: 'pay' | 'query' | 'cancel' | 'refund', id: string, amount: number) => void;
  /** Delivers a notification until it is acknowledged. */
  readonly notify: (notification: PaymentNotification, way: 'shop' | 'webhook', afterMs: number) => void;
  /** Answers that are left out of the run. */
  readonly pays: readonly [PayWay, ...PayWay[]];
}

export const payWays = [
  'paid',
  'declined',
  'processing, then paid',
  'processing, then declined',
  'processing for ever',
  'answer lost, paid',
  'lost on the way',
  'arrives after a query',
  'arrives after a cancellation',
  'not sent',
] as const;
export type PayWay = (typeof payWays)[number];

const cancelWays = {
  main: ['confirmed', 'done, answer lost once', 'unknown for ever', 'refused'],
  every: [
    'confirmed',
    'done, answer lost once',
    'lost once',
    'unknown for ever',
    'done, unknown for ever',
    'refused',
  ],
} as const;

const queryWays = {
  main: ['answered'],
  every: ['answered', 'lost until a cancellation is confirmed'],
} as const;

const notificationWays = {
  main: ['none', 'to the shop'],
  every: ['none', 'to the shop', 'to another process', 'late to the shop'],
} as const;

const refundWays = [
  'refunded',
  'declined',
  'processing, then refunded',
  'done, answer lost',
  'done, answer lost, then refused for other reasons',
  'lost once',
  'unknown for ever',
  'done, unknown for ever',
] as const;

type Status = 'unknown' | 'processing' | 'paid' | 'declined' | 'cancelled';
type CancelWay = (typeof cancelWays.every)[number];
type RefundWay = (typeof refundWays)[number];

const cancelRefusals: Readonly<Record<Family, Partial<Record<Status, string>>>> = {
  barcode: { declined: 'ORDER_IS_CLOSED' },
  v1: { declined: 'ORDER_IS_CLOSED', unknown: 'ORDER_NOT_EXIST' },
};

const answerMs = 200;
const lostMs = 1_000;
const providerId = 'provider-1';

/** A gateway of one payment: it goes on by itself, whatever happens to who asked it. */
export function createGatewayModel(setting: GatewaySetting): GatewayModel {
  const { family, breadth, choices, clock, onArrival, notify } = setting;
  let status: Status = 'unknown';
  let amount = 0;
  let currency = 'SGD';
  let planned = 0;
  let lateArrival: (() => void) | undefined;
  let cancelWay: CancelWay | undefined;
  let cancels = 0;
  let seesQueries: string | undefined;
  let refundWay: RefundWay | undefined;
  let refundRequests = 0;
  const truth: Truth = {
    payRequests: 0,
    charges: 0,
    charged: 0,
    takenBack: 0,
    cancelsDone: 0,
    confirmedCancels: 0,
    refunds: new Map(),
  };

  function later(ms: number, work: () => void): void {
    planned += 1;
    clock.after(ms, () => {
      planned -= 1;
      work();
    });
  }

  function charge(): void {
    status = 'paid';
    truth.charges += 1;
    truth.charged += amount;
    const way = choices.pick<string>('notification', notificationWays[breadth]);
    if (way === 'none') return;
    const notification: PaymentNotification = {
      attemptId: 'attempt-1',
      kind: 'paid',
      amount: { currency, value: String(amount) },
      providerId,
    };
    notify(
      notification,
      way === 'to another process' ? 'webhook' : 'shop',
      way === 'late to the shop' ? 40_000 : 100,
    );
  }

  function decline(): void {
    status = 'declined';
  }

  function arrive(way: PayWay): void {
    if (way === 'declined') decline();
    else if (way.startsWith('processing')) process(way);
    else charge();
  }

  function process(way: PayWay): void {
    status = 'processing';
    if (way === 'processing for ever') return;
    later(4_000, () => {
      if (status === 'processing') (way === 'processing, then paid' ? charge : decline)();
    });
  }

  async function pay(order: RailCharge): Promise<RailPayOutcome> {
    onArrival('pay', order.attemptId, Number(order.amount.value));
    truth.payRequests += 1;
    amount = Number(order.amount.value);
    currency = order.amount.currency;
    const way = choices.pick('pay', setting.pays);
    if (way === 'not sent') throw notSent();
    if (way === 'lost on the way') return lost();
    if (way === 'arrives after a query') {
      later(4_000, () => arrive(way));
      return lost();
    }
    if (way === 'arrives after a cancellation') {
      lateArrival = () => later(20_000, () => arrive(way));
      return lost();
    }
    arrive(way);
    if (way === 'answer lost, paid') return lost();
    await clock.sleep(answerMs);
    if (way === 'declined') return declined('pay', 'USER_BALANCE_NOT_ENOUGH');
    return way === 'paid' ? paid(providerId, order.amount) : processing;
  }

  async function lost(): Promise<ReturnType<typeof unknown>> {
    await clock.sleep(lostMs);
    return unknown();
  }

  async function query(attemptId: string): Promise<RailState> {
    onArrival('query', attemptId, 0);
    seesQueries ??= choices.pick<string>('queries', queryWays[breadth]);
    if (seesQueries !== 'answered' && truth.confirmedCancels === 0) return lost();
    const found = state();
    await clock.sleep(answerMs);
    return found;
  }

  function state(): RailState {
    switch (status) {
      case 'unknown':
        return notFound;
      case 'processing':
        return processing;
      case 'paid':
        return paid(providerId, { currency, value: String(amount) });
      case 'declined':
        return declined('pay', 'USER_BALANCE_NOT_ENOUGH');
      case 'cancelled':
        return cancelled;
    }
  }

  async function cancel(attemptId: string): Promise<RailCancelOutcome> {
    onArrival('cancel', attemptId, 0);
    lateArrival?.();
    lateArrival = undefined;
    cancels += 1;
    cancelWay ??= choices.pick<CancelWay>('cancel', cancelWays[breadth]);
    if (cancelWay === 'unknown for ever' || (cancelWay === 'lost once' && cancels === 1)) return lost();
    const refusal = cancelWay === 'refused' ? 'CANCEL_WINDOW_EXCEED' : cancelRefusals[family][status];
    if (refusal !== undefined) return answered(declined('cancel', refusal));
    status = 'cancelled';
    truth.takenBack = truth.charged - refundedSum(truth);
    truth.cancelsDone += 1;
    const isLost =
      cancelWay === 'done, unknown for ever' || (cancelWay === 'done, answer lost once' && cancels === 1);
    if (isLost) return lost();
    truth.confirmedCancels += 1;
    return answered(cancelled);
  }

  async function answered<Answer>(answer: Answer): Promise<Answer> {
    await clock.sleep(answerMs);
    return answer;
  }

  async function refund({ refundAttemptId, amount: part }: RailRefund): Promise<RailRefundOutcome> {
    onArrival('refund', refundAttemptId, Number(part.value));
    refundRequests += 1;
    refundWay ??= choices.pick('refund', refundWays);
    if (refundWay === 'unknown for ever' || (refundWay === 'lost once' && refundRequests === 1))
      return lost();
    if (refundWay === 'declined') return answered(declined('refund', 'REFUND_WINDOW_EXCEED'));
    if (status === 'cancelled') return answered(declined('refund', 'ORDER_IS_CANCELED'));
    // The same id again is answered, not done again.
    truth.refunds.set(refundAttemptId, Number(part.value));
    return answerToDoneRefund(refundWay, refundAttemptId);
  }

  async function answerToDoneRefund(way: RefundWay, refundAttemptId: string): Promise<RailRefundOutcome> {
    if (way === 'done, unknown for ever') return lost();
    if (way.startsWith('done') && refundRequests === 1) return lost();
    if (way === 'processing, then refunded' && refundRequests === 1) return answered(processing);
    if (way === 'done, answer lost, then refused for other reasons' && refundRequests === 2) {
      return answered(declined('refund', 'ACCESS_DENIED'));
    }
    return answered(refunded(`${providerId}-${refundAttemptId}`));
  }

  return {
    truth,
    isIdle: () => planned === 0,
    rail: {
      name: family === 'barcode' ? 'barcode' : 'payment-code',
      pay,
      query: ({ attemptId }) => query(attemptId),
      cancel: ({ attemptId }) => cancel(attemptId),
      refund,
    },
  };
}

export function refundedSum({ refunds }: Truth): number {
  return [...refunds.values()].reduce((sum, part) => sum + part, 0);
}

/** What the merchant holds of the payment, in truth. */
export function netOf(truth: Truth): number {
  return truth.charged - truth.takenBack - refundedSum(truth);
}
