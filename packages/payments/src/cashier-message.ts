import type { Advice, ResultDescription } from '@alipay-intl/core/results';
import { type CashierMessageClass, cashierTexts, classesByCode } from './cashier-message-data.ts';
import type { CheckoutOutcome, CheckoutPending } from './checkout/checkout-outcome.ts';
import type { AlarmKind } from './checkout/payment-event.ts';
import type { CheckoutRefundOutcome } from './checkout/refund-payment.ts';

export { type CashierMessageClass, type CashierText, cashierTexts } from './cashier-message-data.ts';

/** One unambiguous message for the person at the till. */
export interface CashierMessage {
  readonly messageClass: CashierMessageClass;
  /** What happened. Says "not paid" only where that is proven. */
  readonly message: Advice;
  /** What to do now. */
  readonly nextStep: Advice;
  /** The ids to show, print and tell support. */
  readonly reference: string;
}

/** What a message can be made of: the outcome of any operation, of a rail or of a checkout. */
export type TillOutcome =
  | {
      readonly kind: 'declined';
      readonly reason?: ResultDescription | undefined;
      /** Code of the error, where not one byte was sent. */
      readonly notSent?: string | undefined;
      /** What contradicts it. */
      readonly openAlarms?: readonly AlarmKind[];
    }
  | {
      readonly kind: 'pending';
      /** What the buyer needs to pay, where the order was placed. */
      readonly handover?: unknown;
    }
  | {
      readonly kind: 'paid' | 'reversed';
      /** What contradicts it. */
      readonly openAlarms?: readonly AlarmKind[];
    }
  | {
      readonly kind: 'placed' | 'processing' | 'unknown' | 'not-found' | 'cancelled' | 'refunded' | 'manual';
    };

/** What a checkout says of a payment or of a refund: it holds its ids itself. */
export type NamedOutcome = CheckoutOutcome | CheckoutPending | CheckoutRefundOutcome;

/** What was tried. */
export type TillAction = 'pay' | 'cancel' | 'refund';

/** Names a payment or a refund for people. */
export interface MessageIds {
  readonly attemptId: string;
  /** Alipay's id, where it is known. */
  readonly providerId?: string | undefined;
}

/**
 * The message for an outcome. Alipay's own text is never part of it, and while the outcome is open it never says that
 * the payment failed. docs/wire/acquiring §14.
 *
 * @param ids - your id, and Alipay's where it is known; an outcome of a checkout brings its own.
 */
export function cashierMessage(action: TillAction, outcome: NamedOutcome): CashierMessage;
export function cashierMessage(action: TillAction, outcome: TillOutcome, ids: MessageIds): CashierMessage;
export function cashierMessage(
  action: TillAction,
  outcome: TillOutcome,
  ids: MessageIds = idsOf(outcome as NamedOutcome),
): CashierMessage {
  const messageClass = classOf(action, outcome);
  const { message, nextStep } = cashierTexts[messageClass];
  const reference = [ids.attemptId, ids.providerId].filter((id) => id !== undefined).join(' / ');
  return { messageClass, message, nextStep, reference };
}

function idsOf(outcome: NamedOutcome): MessageIds {
  if ('attemptId' in outcome) return outcome;
  const providerId = outcome.kind === 'refunded' ? outcome.providerRefundId : undefined;
  return { attemptId: outcome.refundAttemptId, providerId };
}

function classOf(action: TillAction, outcome: TillOutcome): CashierMessageClass {
  switch (outcome.kind) {
    case 'paid':
      return isContradicted(outcome) ? 'MANUAL' : 'PAID';
    case 'reversed':
      return isContradicted(outcome) ? 'MANUAL' : 'REVERSED';
    case 'placed':
      return 'WAITING_BUYER';
    case 'pending':
      return outcome.handover === undefined ? 'RESULT_UNKNOWN' : 'WAITING_BUYER';
    case 'processing':
      return action === 'refund' ? 'REFUND_RUNNING' : 'WAITING_BUYER';
    case 'cancelled':
      return 'REVERSED';
    case 'refunded':
      return 'REFUNDED';
    case 'manual':
      return action === 'refund' ? 'REFUND_UNKNOWN' : 'MANUAL';
    case 'unknown':
    case 'not-found':
      return 'RESULT_UNKNOWN';
    case 'declined':
      return isContradicted(outcome) ? 'MANUAL' : declinedClass(action, outcome);
  }
}

/** Whether Alipay has said the opposite since; a refund that nobody knows the end of does not change how it was paid. */
function isContradicted({ openAlarms = [] }: { readonly openAlarms?: readonly AlarmKind[] }): boolean {
  return openAlarms.some((alarm) => alarm !== 'refund-undecided');
}

type DeclinedOutcome = Extract<TillOutcome, { readonly kind: 'declined' }>;

function declinedClass(action: TillAction, { reason, notSent }: DeclinedOutcome): CashierMessageClass {
  if (action === 'cancel') return 'NOT_REVERSED';
  if (action === 'refund') return 'NOT_REFUNDED';
  if (notSent !== undefined) return 'NOT_SENT';
  const byCode = classesByCode.get(reason?.resultCode ?? '');
  if (byCode !== undefined) return byCode;
  if (reason === undefined) return 'DECLINED';
  if (reason.class === 'configuration' || reason.class === 'caller') return 'CONFIG';
  // The advice for these is that a person must look, so the till does not ask for another try.
  return reason.class === 'stop' || !reason.known ? 'REFUSED' : 'DECLINED';
}
