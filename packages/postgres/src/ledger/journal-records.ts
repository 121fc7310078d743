import { StoreError } from '@alipay-intl/core/errors';
import type { IntentEvent, JournaledAnswer, PaymentEvent } from '@alipay-intl/payments/checkout';
import type { LedgerRecord, LedgerStatus } from '@alipay-intl/reconciliation/match';
import { damagedPayment } from '../journal/stored-events.ts';
import type { MomentousPayment } from './journaled-payments.ts';

/** A record, and the number of the event whose moment it has. */
export interface MomentousRecord {
  readonly record: LedgerRecord;
  readonly moment: number;
}

const knownFormat = 1;

/**
 * What the journal says of a payment and its refunds, as records of own books.
 *
 * @throws StoreError `ERR_STORE_DAMAGED`, `ERR_STORE_NEWER`.
 */
export function journalRecords(payment: MomentousPayment): readonly MomentousRecord[] {
  const { attemptId } = payment;
  const events = payment.events.map((event) => eventOf(attemptId, event));
  const [intent] = events;
  if (intent?.type !== 'intent') throw damagedPayment(attemptId);
  if (intent.format > knownFormat) throw newerPayment(attemptId);
  const providerId = providerIdOf(events);
  const refunds = refundsOf(attemptId, events, providerId);
  return [paymentRecord(payment, intent, events, refunds, providerId), ...refunds];
}

function paymentRecord(
  payment: MomentousPayment,
  intent: IntentEvent,
  events: readonly PaymentEvent[],
  refunds: readonly MomentousRecord[],
  providerId: string | undefined,
): MomentousRecord {
  const proof = events.findIndex((event) => isProofOfPayment(event));
  const moment = Math.max(proof, 0);
  const record: LedgerRecord = {
    kind: 'payment',
    ownId: payment.attemptId,
    providerId,
    status: paymentStatus(payment, refunds),
    amount: intent.amount,
    occurredAtMs: Math.trunc((events[moment] ?? intent).atMs),
  };
  return { record, moment: moment + 1 };
}

/** The end of the payment as the journal sums it up; a refund that may be under way proves that money was taken after it. */
function paymentStatus(
  { state, needsPerson }: MomentousPayment,
  refunds: readonly MomentousRecord[],
): LedgerStatus {
  if (state === 'paid') return 'succeeded';
  if (state !== 'declined' && state !== 'reversed') return 'open';
  if (refunds.some(({ record }) => record.status !== 'failed')) return 'succeeded';
  if (needsPerson) return 'open';
  return state === 'declined' ? 'failed' : 'reversed';
}

function refundsOf(
  attemptId: string,
  events: readonly PaymentEvent[],
  originalProviderId: string | undefined,
): readonly MomentousRecord[] {
  return events.flatMap((intent, index) => {
    if (intent.type !== 'refund-intent') return [];
    const { refundAttemptId, amount } = intent;
    const isOwn = (event: PaymentEvent): boolean =>
      'refundAttemptId' in event && event.refundAttemptId === refundAttemptId;
    const proof = events.findIndex((event) => isOwn(event) && answerOf(event)?.kind === 'refunded');
    const moment = proof < 0 ? index : proof;
    const record: LedgerRecord = {
      kind: 'refund',
      ownId: refundAttemptId,
      providerId: lastOf(events.filter(isOwn).map(refundIdOf)),
      originalOwnId: attemptId,
      originalProviderId,
      status: refundStatus(events.filter(isOwn)),
      amount,
      occurredAtMs: Math.trunc((events[moment] ?? intent).atMs),
    };
    return [{ record, moment: moment + 1 }];
  });
}

/** As the last of its ends says, unless it was taken up again behind it. */
function refundStatus(events: readonly PaymentEvent[]): LedgerStatus {
  const last = events.findLast(({ type }) => type === 'refund-ended' || type === 'refund-reopened');
  if (last?.type !== 'refund-ended' || last.end === 'manual') return 'open';
  return last.end === 'refunded' ? 'succeeded' : 'failed';
}

function isProofOfPayment(event: PaymentEvent): boolean {
  if (answerOf(event)?.kind === 'paid') return true;
  // One without an amount is only a reason to ask.
  return event.type === 'notified' && event.fact.kind === 'paid' && event.fact.amount !== undefined;
}

function providerIdOf(events: readonly PaymentEvent[]): string | undefined {
  return lastOf(
    events.map((event) => {
      const answer = event.type === 'notified' ? event.fact : answerOf(event);
      return answer?.kind === 'paid' || answer?.kind === 'placed' ? answer.providerId : undefined;
    }),
  );
}

function refundIdOf(event: PaymentEvent): string | undefined {
  const answer = answerOf(event);
  return answer?.kind === 'refunded' ? answer.providerRefundId : undefined;
}

function lastOf(ids: readonly (string | undefined)[]): string | undefined {
  return ids.findLast((id) => id !== undefined);
}

function answerOf(event: PaymentEvent): JournaledAnswer | undefined {
  return event.type === 'answered' || event.type === 'refund-answered' ? event.answer : undefined;
}

function eventOf(attemptId: string, event: unknown): PaymentEvent {
  const isEvent =
    typeof event === 'object' &&
    event !== null &&
    'type' in event &&
    typeof event.type === 'string' &&
    'atMs' in event &&
    typeof event.atMs === 'number';
  if (!isEvent) throw damagedPayment(attemptId);
  return event as PaymentEvent;
}

function newerPayment(attemptId: string): StoreError {
  return new StoreError('ERR_STORE_NEWER', {
    what: `The payment ${attemptId} was written by a newer version of this library.`,
    money: 'Nothing was sent for it; it stands as that version left it.',
    next: 'Run the newer version on this store.',
  });
}
