import { derive } from '../../../src/checkout/derive.ts';
import type {
  IntentEvent,
  JournaledAnswer,
  NotifiedFact,
  PaymentEvent,
} from '../../../src/checkout/payment-event.ts';
import { initialState, type PaymentState } from '../../../src/checkout/payment-state.ts';
import { type PolicyChanges, settlePolicy } from '../../../src/checkout/policy.ts';
import type { Step } from '../../../src/checkout/step.ts';
import type { RailName } from '../../../src/rail/payment-rail.ts';

const storyStartMs = Date.UTC(2026, 10, 20);
export const price = { currency: 'USD', value: '599' } as const;

/** An answer in short: `paid`, `declined:ACCESS_DENIED`, `unknown`, `paid:100` for another amount. */
export type ShortAnswer = string;

/** What happens to a payment from outside, in seconds from its start. */
export interface Happening {
  readonly atS: number;
  readonly notified?: NotifiedFact;
  readonly event?: PaymentEvent;
  /** Moves the wall clock by so many seconds. */
  readonly clockByS?: number;
}

export interface Story {
  readonly rail?: RailName | undefined;
  readonly policy?: PolicyChanges | undefined;
  /** Seconds until it closes by itself. */
  readonly closesAfterS?: number | undefined;
  /** Whether the process that was given the code lives. Default true. */
  readonly holdsCharge?: boolean | undefined;
  /** Answers in their order; the last one is given again and again. */
  readonly pay?: readonly ShortAnswer[] | undefined;
  readonly query?: readonly ShortAnswer[] | undefined;
  readonly cancel?: readonly ShortAnswer[] | undefined;
  readonly refund?: readonly ShortAnswer[] | undefined;
  readonly happenings?: readonly Happening[] | undefined;
  /** Seconds that each call takes. */
  readonly callS?: number | undefined;
}

export interface Told {
  /** `query@5`: what was sent, and after how many true seconds. */
  readonly sends: readonly string[];
  readonly events: readonly PaymentEvent[];
  readonly state: PaymentState;
  /** Types of the events that are not mere sendings and answers, with what they say. */
  readonly says: readonly string[];
}

/** Plays a payment on the pure machine alone: no driver, no journal, no network. Time is virtual. */
export function tell(story: Story): Told {
  const teller = startStory(story);
  const sends: string[] = [];
  for (;;) {
    const { next, send } = teller.go();
    if (next === 'rest') break;
    if (send !== undefined) sends.push(send);
    if (sends.length > 500) throw new Error(`endless: ${sends.slice(0, 40).join(' ')}`);
  }
  const { state, events } = teller;
  return { sends, events, state, says: events.flatMap(inShort) };
}

interface Teller {
  readonly state: PaymentState;
  readonly events: readonly PaymentEvent[];
  go(): { readonly next: 'rest' | 'goes-on'; readonly send?: string };
}

// A driver waits in chunks and decides anew after each; a third of the default lease.
const chunkMs = 10_000;
const never = Number.POSITIVE_INFINITY;
const endlessMs = 3 * 86_400_000;

function startStory(story: Story): Teller {
  const intent = intentOf(story);
  const answers = { pay: story.pay, query: story.query, cancel: story.cancel, refund: story.refund };
  const counts = { pay: 0, query: 0, cancel: 0, refund: 0 };
  const happenings = [...(story.happenings ?? [])].sort((left, right) => left.atS - right.atS);
  let elapsedMs = 0;
  let hasBegun = false;
  let offsetMs = storyStartMs;
  const events: PaymentEvent[] = [];
  let state = initialState(intent);
  const now = (): number => elapsedMs + offsetMs;

  const take = (facts: readonly PaymentEvent[]): Exclude<Step, { kind: 'write' }> => {
    const derived = derive(state, facts, { nowMs: now(), holdsCharge: story.holdsCharge ?? true });
    state = derived.state;
    events.push(...derived.events);
    return derived.next;
  };
  const happened = (): PaymentEvent[] => {
    const facts: PaymentEvent[] = [];
    for (let next = happenings[0]; next !== undefined && next.atS * 1_000 <= elapsedMs; [next] = happenings) {
      happenings.shift();
      offsetMs += (next.clockByS ?? 0) * 1_000;
      if (next.notified !== undefined) facts.push({ type: 'notified', atMs: now(), fact: next.notified });
      if (next.event !== undefined) facts.push({ ...next.event, atMs: now() });
    }
    return facts;
  };
  const answerFor = (verb: keyof typeof counts): JournaledAnswer => {
    const list = answers[verb] ?? [];
    const short = list[Math.min(counts[verb], list.length - 1)];
    if (short === undefined) throw new Error(`The story has no answer for ${verb}.`);
    counts[verb] += 1;
    return longAnswer(short);
  };
  const send = (step: Extract<Step, { kind: 'send' | 'refund' }>): string => {
    const verb = step.kind === 'refund' ? 'refund' : step.action;
    const told = `${verb}@${elapsedMs / 1_000}`;
    const before = sendingOf(step, now());
    if (before !== undefined) take([before]);
    elapsedMs += (story.callS ?? 0) * 1_000;
    take([...happened(), answeredOf(step, answerFor(verb), now())]);
    return told;
  };
  return {
    get state() {
      return state;
    },
    get events() {
      return events;
    },
    go() {
      // The payment is sent before anything else happens.
      const step = take(hasBegun ? happened() : []);
      hasBegun = true;
      const dueInMs = step.kind === 'rest' ? never : step.atMs - now();
      if (step.kind !== 'rest' && dueInMs <= 0) return { next: 'goes-on', send: send(step) };
      const happensInMs = (happenings[0]?.atS ?? never) * 1_000 - elapsedMs;
      if (dueInMs === never && happensInMs === never) return { next: 'rest' };
      elapsedMs += Math.min(dueInMs === never ? never : chunkMs, dueInMs, happensInMs);
      if (elapsedMs > endlessMs) throw new Error('endless: nothing is sent any more');
      return { next: 'goes-on' };
    },
  };
}

function intentOf({ rail = 'barcode', policy, closesAfterS }: Story): IntentEvent {
  return {
    type: 'intent',
    atMs: storyStartMs,
    format: 1,
    attemptId: 'attempt_1',
    rail,
    orderId: 'order_1',
    amount: price,
    closesAtMs: closesAfterS === undefined ? undefined : storyStartMs + closesAfterS * 1_000,
    policy: settlePolicy(rail, policy),
  };
}

function longAnswer(short: ShortAnswer): JournaledAnswer {
  const [kind = '', detail] = short.split(':');
  switch (kind) {
    case 'paid': {
      const amount = { ...price, value: detail ?? price.value };
      return { kind, providerId: 'alipay_1', amount: detail === 'no-amount' ? undefined : amount };
    }
    case 'paid-without-id':
      return { kind: 'paid', amount: price };
    case 'placed':
      return { kind };
    case 'refunded':
      return { kind };
    case 'processing':
    case 'cancelled':
    case 'not-found':
      return { kind };
    case 'declined':
      return { kind, resultCode: detail ?? 'PROCESS_FAIL' };
    case 'unknown':
      return { kind, errorCode: 'ERR_TRANSPORT_LOST' };
    case 'not-sent':
      return { kind, errorCode: detail ?? 'ERR_TRANSPORT_CONNECT' };
    default:
      throw new Error(`no such answer: ${short}`);
  }
}

function sendingOf(step: Extract<Step, { kind: 'send' | 'refund' }>, atMs: number): PaymentEvent | undefined {
  const { number } = step;
  if (step.kind === 'refund')
    return { type: 'refund-sent', atMs, refundAttemptId: step.refundAttemptId, number };
  const { action } = step;
  return action === 'query' || (action === 'pay' && number === 1)
    ? undefined
    : { type: 'sent', atMs, action, number };
}

function answeredOf(
  step: Extract<Step, { kind: 'send' | 'refund' }>,
  answer: JournaledAnswer,
  atMs: number,
): PaymentEvent {
  const { number } = step;
  if (step.kind === 'refund')
    return { type: 'refund-answered', atMs, refundAttemptId: step.refundAttemptId, number, answer };
  return { type: 'answered', atMs, action: step.action, number, answer };
}

function inShort(event: PaymentEvent): string[] {
  switch (event.type) {
    case 'abandoned':
      return [`abandoned: ${event.reason}`];
    case 'ended':
      return [`ended: ${event.end}${detailOf(event)}`];
    case 'alarm':
      return [`alarm: ${event.alarm}`];
    case 'alarm-settled':
      return [`settled: ${event.alarm}, ${event.how}`];
    case 'refund-intent':
      return [`refund: ${event.amount.value}`];
    case 'refund-ended':
      return [`refund ended: ${event.end}`];
    default:
      return [];
  }
}

function detailOf(event: Extract<PaymentEvent, { type: 'ended' }>): string {
  if (event.end === 'manual') return `, ${event.reason}`;
  if (event.end !== 'declined') return '';
  return `, ${event.notSent ?? event.resultCode}`;
}
