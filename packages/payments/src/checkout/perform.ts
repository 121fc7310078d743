import { CheckoutError } from '@alipay-intl/core/errors';
import type { RailCallOptions, RailOrder } from '../rail/payment-rail.ts';
import { answerOf, answerOfError, answerOfRepeat, type RailOutcome } from './answer-of.ts';
import { commitSending, type Driven, leaseLost } from './commit.ts';
import type { DriverContext } from './driver-context.ts';
import type { JournaledAnswer, PaymentEvent } from './payment-event.ts';
import type { Step } from './step.ts';

/** What sending once came to. */
export interface Performed<Handover> {
  readonly driven: Driven;
  /** Facts to write. Empty where nothing was sent because others wrote first: then decide again. */
  readonly facts: readonly PaymentEvent[];
  /** What the buyer needs, where the order was placed. */
  readonly handover: Handover | undefined;
  /** What the rail threw. */
  readonly thrown: unknown;
}

type Sending = Extract<Step, { kind: 'send' | 'refund' }>;

/**
 * Sends once. What changes something at Alipay is written down before; the first payment is in the intent.
 *
 * @param charge - what the payment is sent with; the machine asks for a payment only where it is at hand.
 */
export async function perform<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  driven: Driven,
  step: Sending,
  charge: Charge | undefined,
): Promise<Performed<Handover> | typeof leaseLost> {
  const sending = sendingEvent(step, context.clock.now());
  let current = driven;
  if (sending !== undefined) {
    const begun = await commitSending(context, driven, sending);
    if (begun === leaseLost) return leaseLost;
    if (!begun.isWritten) return { driven: begun.driven, facts: [], handover: undefined, thrown: undefined };
    current = begun.driven;
  }
  const begunAtMs = sending?.atMs ?? driven.state.intent.atMs;
  const { answer, outcome, thrown } = await call(context, current, { step, begunAtMs }, charge);
  const fact = answeredEvent(step, answer, context.clock.now());
  return { driven: current, facts: [fact], handover: handoverOf<Handover>(outcome), thrown };
}

interface Called {
  readonly answer: JournaledAnswer;
  readonly outcome: RailOutcome | undefined;
  readonly thrown: unknown;
}

async function call<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  driven: Driven,
  { step, begunAtMs }: { readonly step: Sending; readonly begunAtMs: number },
  charge: Charge | undefined,
): Promise<Called> {
  try {
    const isQuery = step.kind === 'send' && step.action === 'query';
    // A process that stood still meanwhile must not send what another worker may have decided against.
    if (!isQuery && context.clock.now() - begunAtMs >= context.lease.leaseMs) {
      throw tooLate(driven.state.intent.attemptId);
    }
    const outcome = await send(context, driven, step, charge);
    return { answer: judge(driven, step, outcome), outcome, thrown: undefined };
  } catch (error) {
    return { answer: answerOfError(error), outcome: undefined, thrown: error };
  }
}

async function send<Charge extends RailOrder, Handover>(
  { rail }: DriverContext<Charge, Handover>,
  { state }: Driven,
  step: Sending,
  charge: Charge | undefined,
): Promise<RailOutcome> {
  const { attemptId, policy, closesAtMs } = state.intent;
  const options: RailCallOptions = { deadlineMs: policy.callDeadlineMs };
  if (step.kind === 'refund') {
    const { refundAttemptId, providerId, amount, reason } = step;
    return rail.refund({ refundAttemptId, providerId, amount, reason }, options);
  }
  // Asked for by our own id: it names the payment in every answer, whatever Alipay's id is.
  if (step.action === 'query') return rail.query({ attemptId }, options);
  if (step.action === 'cancel') return rail.cancel({ attemptId }, options);
  if (charge === undefined) throw new Error('A payment cannot be sent without its code.');
  if (closesAtMs !== undefined) return rail.pay(charge, options);
  // At the till the first query is due then, answer or not. docs/wire/v1 §5.3, docs/wire/acquiring §8.1.
  return rail.pay(charge, { deadlineMs: Math.min(policy.callDeadlineMs, policy.firstQueryMs) });
}

function tooLate(attemptId: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_STOPPED', {
    attemptId,
    what: `This process stood still for longer than its lease before it sent the payment ${attemptId}.`,
    money: 'Nothing was sent, so no money moved.',
    next: 'Start a new attempt with a new id.',
  });
}

function judge({ state }: Driven, step: Sending, outcome: RailOutcome): JournaledAnswer {
  if (step.kind === 'refund') {
    const refund = state.refunds.find(({ refundAttemptId }) => refundAttemptId === step.refundAttemptId);
    const isRepeat = step.number > 1 || refund?.wasSentBefore === true;
    return isRepeat ? answerOfRepeat('refund', outcome) : answerOf(outcome);
  }
  return step.action === 'pay' && step.number > 1 ? answerOfRepeat('pay', outcome) : answerOf(outcome);
}

function sendingEvent(step: Sending, atMs: number): PaymentEvent | undefined {
  if (step.kind === 'refund') {
    const { refundAttemptId, number } = step;
    return { type: 'refund-sent', atMs, refundAttemptId, number };
  }
  const { action, number } = step;
  if (action === 'query' || (action === 'pay' && number === 1)) return undefined;
  return { type: 'sent', atMs, action, number };
}

function answeredEvent(step: Sending, answer: JournaledAnswer, atMs: number): PaymentEvent {
  const { number } = step;
  if (step.kind === 'refund') {
    return { type: 'refund-answered', atMs, refundAttemptId: step.refundAttemptId, number, answer };
  }
  return { type: 'answered', atMs, action: step.action, number, answer };
}

function handoverOf<Handover>(outcome: RailOutcome | undefined): Handover | undefined {
  return outcome?.kind === 'placed' ? (outcome.handover as Handover) : undefined;
}
