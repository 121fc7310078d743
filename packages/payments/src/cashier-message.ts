import type { Advice, ResultDescription } from '@alipay-intl/core/results';
import { type CashierMessageClass, cashierTexts, classesByCode } from './cashier-message-data.ts';

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

/** What a message can be made of: the outcome of any operation, or the end of a payment that nobody could settle. */
export type TillOutcome =
  | { readonly kind: 'declined'; readonly reason?: ResultDescription }
  | {
      readonly kind:
        | 'paid'
        | 'placed'
        | 'processing'
        | 'unknown'
        | 'not-found'
        | 'cancelled'
        | 'refunded'
        | 'manual';
    };

/** What was tried. */
export type TillAction = 'pay' | 'cancel' | 'refund';

/**
 * The message for an outcome. Alipay's own text is never part of it, and while the outcome is open it never says that
 * the payment failed. docs/wire/acquiring §14.
 *
 * @param ids - your id, and Alipay's where it is known.
 */
export function cashierMessage(
  action: TillAction,
  outcome: TillOutcome,
  ids: { readonly attemptId: string; readonly providerId?: string | undefined },
): CashierMessage {
  const messageClass = classOf(action, outcome);
  const { message, nextStep } = cashierTexts[messageClass];
  const reference = [ids.attemptId, ids.providerId].filter((id) => id !== undefined).join(' / ');
  return { messageClass, message, nextStep, reference };
}

function classOf(action: TillAction, outcome: TillOutcome): CashierMessageClass {
  switch (outcome.kind) {
    case 'paid':
      return 'PAID';
    case 'placed':
      return 'WAITING_BUYER';
    case 'processing':
      return action === 'refund' ? 'REFUND_RUNNING' : 'WAITING_BUYER';
    case 'cancelled':
      return 'REVERSED';
    case 'refunded':
      return 'REFUNDED';
    case 'manual':
      return 'MANUAL';
    case 'unknown':
    case 'not-found':
      return 'RESULT_UNKNOWN';
    case 'declined':
      return declinedClass(action, outcome.reason);
  }
}

function declinedClass(action: TillAction, reason: ResultDescription | undefined): CashierMessageClass {
  if (action === 'cancel') return 'NOT_REVERSED';
  if (action === 'refund') return 'NOT_REFUNDED';
  const byCode = classesByCode.get(reason?.resultCode ?? '');
  if (byCode !== undefined) return byCode;
  if (reason === undefined) return 'DECLINED';
  if (reason.class === 'configuration' || reason.class === 'caller') return 'CONFIG';
  // The advice for these is that a person must look, so the till does not ask for another try.
  return reason.class === 'stop' || !reason.known ? 'REFUSED' : 'DECLINED';
}
