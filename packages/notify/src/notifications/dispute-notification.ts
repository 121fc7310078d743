import { type Amount, readAmount } from '@alipay-intl/core/money';
import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import { knownWord } from './known-word.ts';
import type { NotificationFacts } from './notification-facts.ts';

const events = [
  'DISPUTE_CREATED',
  'DISPUTE_JUDGED',
  'DISPUTE_CANCELLED',
  'DEFENSE_SUPPLIED',
  'DEFENSE_DUE_ALERT',
  'DISPUTE_ACCEPTED',
  'RDR_RESOLVED',
] as const;

/** A buyer or a bank disputes a payment; `event` says what happened. docs/wire/v1 §3.10. */
export interface DisputeNotification extends NotificationFacts {
  readonly kind: 'dispute';
  /** The documented types; `other` for a new one. */
  readonly event: (typeof events)[number] | 'other';
  /** As received. */
  readonly disputeNotificationType: string;
  /** Alipay's id of the dispute. */
  readonly disputeId: string;
  /** Your id of the payment. */
  readonly paymentRequestId: string | undefined;
  /** Alipay's id of the payment. */
  readonly paymentId: string | undefined;
  /** Smallest unit. */
  readonly disputeAmount: Amount | undefined;
  /** When it was opened; ISO 8601 with offset, as received. */
  readonly disputeTime: string | undefined;
  /** Until when you can defend; ISO 8601 with offset, as received. */
  readonly defenseDueTime: string | undefined;
  readonly disputeReasonCode: string | undefined;
  /** Who bears it, such as `ACCEPT_BY_CUSTOMER` or `ACCEPT_BY_MERCHANT`, as received. */
  readonly disputeJudgedResult: string | undefined;
  /** What is deducted; smallest unit. */
  readonly disputeJudgedAmount: Amount | undefined;
  readonly result: Result | undefined;
}

/** Reads a notification that has `disputeNotificationType`. `undefined` for another one, or where it names no dispute. */
export function readDispute(body: JsonObject, result: Result | undefined): DisputeNotification | undefined {
  const disputeNotificationType = textOf(body['disputeNotificationType']);
  const disputeId = textOf(body['disputeId']);
  if (disputeNotificationType === undefined || disputeId === undefined) return undefined;
  return {
    kind: 'dispute',
    event: knownWord(disputeNotificationType, events),
    disputeNotificationType,
    disputeId,
    paymentRequestId: textOf(body['paymentRequestId']),
    paymentId: textOf(body['paymentId']),
    disputeAmount: readAmount(body['disputeAmount']),
    disputeTime: textOf(body['disputeTime']),
    defenseDueTime: textOf(body['defenseDueTime']),
    disputeReasonCode: textOf(body['disputeReasonCode']),
    disputeJudgedResult: textOf(body['disputeJudgedResult']),
    disputeJudgedAmount: readAmount(body['disputeJudgedAmount']),
    result,
    body,
  };
}
