import { type Amount, amountsEqual } from '@alipay-intl/core/money';
import type {
  AbandonReason,
  AlarmKind,
  IntentEvent,
  JournaledAnswer,
  NotifiedFact,
  PaymentEvent,
} from './payment-event.ts';
import { foldIdQuery, foldRefund, isRefundEvent, type RefundState } from './refund-state.ts';

/** How often something was tried, and when last. */
export interface Tries {
  readonly sent: number;
  readonly answered: number;
  /** When the last one was sent or answered. */
  readonly lastAtMs: number | undefined;
  readonly lastAnswer: JournaledAnswer | undefined;
}

/** A payment, folded from its events. */
export interface PaymentState {
  readonly intent: IntentEvent;
  readonly pays: Tries;
  readonly queries: Tries;
  /** Queries in a row that found nothing. */
  readonly notFoundInARow: number;
  readonly cancels: Tries;
  /** Whether some cancellation had an answer other than `ORDER_NOT_EXIST`. */
  readonly everFound: boolean;
  /** Alipay's id of the payment, where an answer told it. */
  readonly providerId: string | undefined;
  /** What was proven so far. More than one where the proofs contradict. */
  readonly isPaid: boolean;
  readonly isCancelled: boolean;
  readonly declined: { readonly resultCode: string } | undefined;
  /** Money of another amount or currency than the order's was reported. */
  readonly amountDiffers: boolean;
  /** A fact arrived that is worth a query at once. */
  readonly askNow: boolean;
  readonly cancelAsked: boolean;
  readonly abandoned: AbandonReason | undefined;
  /** Queries answered since the sale was given up. */
  readonly looksAfterGivingUp: number;
  readonly end: Extract<PaymentEvent, { type: 'ended' }> | undefined;
  readonly settled: Extract<PaymentEvent, { type: 'settled' }> | undefined;
  /** Whether the payment was proven when a person settled it: then that person has seen to the money. */
  readonly wasPaidWhenSettled: boolean;
  /** Proofs that arrived after the end and have raised no alarm yet. */
  readonly late: ReadonlySet<'paid' | 'cancelled' | 'declined' | 'amount'>;
  readonly openAlarms: ReadonlySet<AlarmKind>;
  /** Queries since `paid-after-end` was raised whose answer decided or showed something. */
  readonly look: Tries;
  /** Such queries in a row without one. */
  readonly lookMisses: number;
  /** Queries answered since the end that were not part of such a look. */
  readonly lookBacks: number;
  /** Such queries in a row whose answer decided nothing; the look back is repeated then. */
  readonly lookBackMisses: number;
  /** Whether any answer or notification showed that Alipay has the payment. */
  readonly wasSeen: boolean;
  /**
   * Whether that was so when the last cancellation was sent, or Alipay has told that it is cancelled. Otherwise its request
   * may have arrived behind the cancellation, or may still be on its way.
   */
  readonly wasSeenBeforeCancel: boolean;
  readonly refunds: readonly RefundState[];
  /** Facts of notifications so far, to know a repeated one. */
  readonly notified: readonly NotifiedFact[];
}

const none: Tries = { sent: 0, answered: 0, lastAtMs: undefined, lastAnswer: undefined };

/** The state of a payment of which only the intent is known. */
export function initialState(intent: IntentEvent): PaymentState {
  return {
    intent,
    pays: { ...none, sent: 1, lastAtMs: intent.atMs },
    queries: none,
    notFoundInARow: 0,
    cancels: none,
    everFound: false,
    providerId: undefined,
    isPaid: false,
    isCancelled: false,
    declined: undefined,
    amountDiffers: false,
    askNow: false,
    cancelAsked: false,
    abandoned: undefined,
    looksAfterGivingUp: 0,
    end: undefined,
    settled: undefined,
    wasPaidWhenSettled: false,
    late: new Set(),
    openAlarms: new Set(),
    look: none,
    lookMisses: 0,
    lookBacks: 0,
    lookBackMisses: 0,
    wasSeen: false,
    wasSeenBeforeCancel: false,
    refunds: [],
    notified: [],
  };
}

/** The state after one more event. Facts only: what follows from them is `decide`'s. */
export function fold(state: PaymentState, event: PaymentEvent): PaymentState {
  if (isRefundEvent(event)) return { ...state, refunds: foldRefund(state.refunds, event) };
  switch (event.type) {
    case 'intent':
      return state;
    case 'sent':
      return event.action === 'pay'
        ? { ...state, pays: sent(state.pays, event) }
        : { ...state, cancels: sent(state.cancels, event), wasSeenBeforeCancel: state.wasSeen };
    case 'answered':
      return foldAnswer(state, event);
    case 'notified':
      return foldNotified(state, event.fact);
    case 'cancel-asked':
      return { ...state, cancelAsked: true };
    case 'abandoned':
      return { ...state, abandoned: event.reason, looksAfterGivingUp: 0 };
    case 'ended':
      return { ...state, end: event };
    case 'alarm':
      return {
        ...state,
        openAlarms: new Set([...state.openAlarms, event.alarm]),
        late: new Set(),
        ...(event.alarm === 'paid-after-end' ? { look: none, lookMisses: 0 } : {}),
      };
    case 'alarm-settled':
      return { ...state, openAlarms: without(state.openAlarms, event.alarm) };
    case 'settled':
      return { ...state, settled: event, wasPaidWhenSettled: state.isPaid, openAlarms: new Set() };
    case 'reopened':
      return {
        ...state,
        end: undefined,
        cancels: none,
        everFound: false,
        looksAfterGivingUp: 0,
        openAlarms: without(state.openAlarms, 'paid-while-manual'),
      };
  }
}

type Answered = Extract<PaymentEvent, { type: 'answered' }>;

function foldAnswer(state: PaymentState, event: Answered): PaymentState {
  const { answer, action } = event;
  if (action === 'cancel') {
    const isNotExist = answer.kind === 'declined' && answer.resultCode === 'ORDER_NOT_EXIST';
    return {
      ...(answer.kind === 'cancelled' ? lateFact(state, 'cancelled') : state),
      cancels: answered(state.cancels, event),
      everFound: state.everFound || (answer.kind === 'declined' && !isNotExist),
      isCancelled: state.isCancelled || answer.kind === 'cancelled',
    };
  }
  const believed = foldProof(state, answer);
  if (action === 'pay') return { ...believed, pays: answered(state.pays, event) };
  const isLook = state.openAlarms.has('paid-after-end');
  return {
    ...believed,
    askNow: false,
    refunds: foldIdQuery(state.refunds),
    queries: answered({ ...state.queries, sent: state.queries.sent + 1 }, event),
    notFoundInARow: answer.kind === 'not-found' ? state.notFoundInARow + 1 : 0,
    looksAfterGivingUp: state.looksAfterGivingUp + (state.abandoned === undefined ? 0 : 1),
    ...(isLook ? foldLook(state, event) : {}),
    ...(state.end === undefined || isLook ? {} : foldLookBack(state, answer)),
  };
}

/** How often a look that learned nothing is repeated; with its growing gaps, for about half a day. */
export const missesMax = 20;

function isMiss({ kind }: JournaledAnswer): boolean {
  return kind === 'unknown' || kind === 'not-sent';
}

function foldLook(
  { look, lookMisses }: PaymentState,
  event: Answered,
): Pick<PaymentState, 'look' | 'lookMisses'> {
  const tried = { ...look, sent: look.sent + 1, lastAtMs: event.atMs };
  if (isMiss(event.answer)) return { look: tried, lookMisses: lookMisses + 1 };
  return { look: answered(tried, event), lookMisses: 0 };
}

function foldLookBack(
  { lookBacks, lookBackMisses }: PaymentState,
  answer: JournaledAnswer,
): Pick<PaymentState, 'lookBacks' | 'lookBackMisses'> {
  if (isMiss(answer) && lookBackMisses < missesMax) return { lookBacks, lookBackMisses: lookBackMisses + 1 };
  return { lookBacks: lookBacks + 1, lookBackMisses: 0 };
}

function foldNotified(state: PaymentState, fact: NotifiedFact): PaymentState {
  const known = { ...state, notified: [...state.notified, fact] };
  // Not believed, but where it contradicts the end it has to be looked into.
  if (fact.kind === 'paid' && fact.amount === undefined) return lateFact({ ...known, askNow: true }, 'paid');
  if (fact.kind === 'declined')
    return foldProof(known, { ...fact, kind: 'declined', resultCode: fact.resultCode ?? '' });
  return foldProof(known, fact.kind === 'paid' ? { ...fact, kind: 'paid' } : { kind: 'cancelled' });
}

function foldProof(state: PaymentState, answer: JournaledAnswer): PaymentState {
  switch (answer.kind) {
    case 'placed':
      return { ...state, wasSeen: true, providerId: answer.providerId ?? state.providerId };
    case 'processing':
      return { ...state, wasSeen: true };
    case 'paid': {
      const seen = { ...state, wasSeen: true, providerId: answer.providerId ?? state.providerId };
      if (!isAmountOf(state.intent, answer.amount))
        return { ...lateFact(seen, 'amount'), amountDiffers: true };
      return { ...lateFact(seen, 'paid'), isPaid: true };
    }
    case 'cancelled':
      return {
        ...lateFact(state, 'cancelled'),
        wasSeen: true,
        wasSeenBeforeCancel: true,
        isCancelled: true,
      };
    case 'declined':
      return { ...lateFact(state, 'declined'), declined: { resultCode: answer.resultCode } };
    default:
      return state;
  }
}

// Only what contradicts the end is worth an alarm, and one whose look is under way is known already.
function lateFact(state: PaymentState, fact: 'paid' | 'cancelled' | 'declined' | 'amount'): PaymentState {
  const end = endOf(state);
  if (end === undefined) return state;
  const isNews =
    fact === 'amount'
      ? !state.openAlarms.has('amount-differs')
      : fact === 'paid'
        ? end !== 'paid' &&
          !state.openAlarms.has('paid-after-end') &&
          !state.openAlarms.has('paid-while-manual')
        : end === 'paid' && !state.openAlarms.has(`${fact}-after-paid`);
  return isNews ? { ...state, late: new Set([...state.late, fact]) } : state;
}

/** How the payment ended, a person's word included. */
export function endOf({
  end,
  settled,
}: PaymentState): 'paid' | 'declined' | 'reversed' | 'manual' | undefined {
  return settled?.as ?? end?.end;
}

function isAmountOf(intent: IntentEvent, amount: Amount | undefined): boolean {
  return amount === undefined || amountsEqual(intent.amount, amount);
}

function sent(tries: Tries, { number, atMs }: { readonly number: number; readonly atMs: number }): Tries {
  return { ...tries, sent: number, lastAtMs: atMs };
}

function answered(tries: Tries, { atMs, answer }: Answered): Tries {
  return { ...tries, answered: tries.answered + 1, lastAtMs: atMs, lastAnswer: answer };
}

function without<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  return new Set([...set].filter((other) => other !== item));
}
