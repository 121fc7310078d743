import { randomUUID } from 'node:crypto';
import { warnOnThrow } from '@alipay-intl/core/printing';
import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import type { PaymentRail, RailOrder } from '../rail/payment-rail.ts';
import type { Checkout } from './checkout.ts';
import {
  checkJournalQuery,
  checkKeepRecoveringOptions,
  checkRecoverOptions,
  checkWaitOptions,
} from './checkout-call-options.ts';
import { paymentUnknown, stopped, stoppedBefore } from './checkout-errors.ts';
import { type CheckoutOutcome, type CheckoutPending, outcomeOf } from './checkout-outcome.ts';
import { type DriveGoal, drive } from './drive.ts';
import type { AnyDriverContext, DriverContext } from './driver-context.ts';
import type { Journal } from './journal.ts';
import { reopen, settleByPerson } from './manual-cases.ts';
import { type OpeningRules, openPayment } from './open-payment.ts';
import { patientJournal } from './patient-journal.ts';
import type { AlarmKind } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import { type PolicyChanges, settlePolicy } from './policy.ts';
import { readEvents, readState } from './read-events.ts';
import { recordFacts } from './record-facts.ts';
import { recordNotification } from './record-notification.ts';
import { keepRecovering, recover } from './recover.ts';
import { refundPayment, settleRefund } from './refund-payment.ts';
import { assertOurs, type ResumeGoal, takeAndDrive } from './take-payment.ts';
import { createWakeups } from './wakeups.ts';

// One for the process: two checkouts of one worker must not take each other for dead.
const processSession = randomUUID();

/** An alarm, with the payment that it is about. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly payment: CheckoutOutcome | CheckoutPending;
}

/** Settings of {@link createCheckout}. */
export interface CheckoutOptions<Charge extends RailOrder, Handover> {
  /** How payments are taken. */
  readonly rail: PaymentRail<Charge, Handover>;
  /** Where payments are written down. It must be durable where money is real. */
  readonly journal: Journal;
  /** What differs from the documented rhythm of the rail. A payment keeps the policy that it began with. */
  readonly policy?: PolicyChanges | undefined;
  /**
   * Whether an order may have one living attempt only: a second one is refused while the first is undecided or paid.
   * Default true. Set it to false where several buyers share one `orderId`.
   */
  readonly oneAttemptPerOrder?: boolean | undefined;
  /**
   * A lasting name of this worker, such as the till's number, different for every process that runs at the same time.
   * With it a restarted worker goes on with its own payments at once instead of after `leaseMs`.
   */
  readonly worker?: string | undefined;
  /** How long a worker may be silent before another takes over, in milliseconds, 5000 to 600000. Default 30000. */
  readonly leaseMs?: number | undefined;
  /**
   * Told when this worker has made an alarm durable: a convenience, because a process can die in between. The truth is
   * `list({ only: 'needs-person', limit })`. What it throws is reported as a warning of the process.
   */
  readonly onAlarm?: ((alarm: Alarm) => void) | undefined;
  /** Time and waiting. Default: this machine's. */
  readonly clock?: SleepingClock | undefined;
  /** Differs with every start of this worker. Default: random, the same for all checkouts of a process. */
  readonly session?: string | undefined;
}

const method = z.custom<never>((value) => typeof value === 'function', 'expected a function');
const anObject = z.custom<never>(
  (value) => typeof value === 'object' && value !== null,
  'expected an object',
);
const optionsSchema = z.strictObject({
  rail: z.looseObject(
    {
      name: z.enum(
        ['payment-code', 'barcode', 'entry-code', 'order-code', 'pre-create'],
        'must be the name of a rail',
      ),
      pay: method,
      query: method,
      cancel: method,
      refund: method,
    },
    'expected a rail, such as createBarcodeRail gives',
  ),
  journal: z.looseObject(
    {
      open: method,
      load: method,
      take: method,
      takeDue: method,
      extend: method,
      append: method,
      list: method,
    },
    'expected a journal, such as createMemoryJournal gives',
  ),
  policy: anObject.optional(),
  oneAttemptPerOrder: z.boolean().optional(),
  worker: z.string().min(1, 'must not be empty').max(128, 'at most 128 characters').optional(),
  leaseMs: z.int().min(5_000, 'must be at least 5000').max(600_000, 'must be at most 600000').optional(),
  onAlarm: method.optional(),
  clock: z.looseObject({ now: method, sleep: method }, 'expected a clock that can sleep').optional(),
  session: z.string().min(1, 'must not be empty').max(128, 'at most 128 characters').optional(),
});

/**
 * Makes a checkout: it takes payments over a rail and brings each to its end, whatever is lost on the way.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, the policy's included.
 * @example
 * const checkout = createCheckout({ rail, journal, worker: 'till-7' });
 * const outcome = await checkout.collect({ attemptId, orderId, description: 'Coffee', amount, scannedCode });
 */
export function createCheckout<Charge extends RailOrder, Handover>(
  options: CheckoutOptions<Charge, Handover>,
): Checkout<Charge, Handover> {
  const subject = { code: 'ERR_OPTION_INVALID', name: 'checkout configuration' } as const;
  checkInput(optionsSchema, options, subject);
  const policy = settlePolicy(options.rail.name, options.policy);
  const leaseMs = options.leaseMs ?? Math.max(30_000, 3 * policy.callDeadlineMs);
  checkInput(
    z.number().min(2 * policy.callDeadlineMs, 'leaseMs must be at least twice callDeadlineMs'),
    leaseMs,
    subject,
  );
  const clock = options.clock ?? systemClock;
  const context: DriverContext<Charge, Handover> = {
    rail: options.rail,
    journal: patientJournal(options.journal, clock),
    clock,
    lease: { worker: options.worker, session: options.session ?? processSession, leaseMs },
    wakeups: createWakeups(),
    // The alarm is durable and stays listed, whatever its receiver does.
    alarm: (kind, state) =>
      warnOnThrow('AlipayAlarmWarning', () => options.onAlarm?.({ kind, payment: outcomeOf(state) })),
  };
  return assemble(context, { policy, oneAttemptPerOrder: options.oneAttemptPerOrder ?? true });
}

function assemble<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  rules: OpeningRules,
): Checkout<Charge, Handover> {
  return {
    collect: async (order, options = {}) => {
      const { signal, onPlaced } = checkWaitOptions(options);
      const goal = { ...toTheEnd(signal), onPlaced };
      return endedOutcome(await begin(context, rules, order, goal), order.attemptId);
    },
    start: async (order) => {
      let handover: Handover | undefined;
      const state = await begin(context, rules, order, {
        isEnough: ({ end }) => end !== undefined,
        mayWait: (step) => step.kind === 'send' && step.action === 'pay',
        mayFollow: false,
        onPlaced: (placed) => {
          handover = placed;
        },
      });
      const outcome = outcomeOf(state);
      return outcome.kind === 'pending' ? { ...outcome, handover } : outcome;
    },
    resume: async (attemptId, options = {}) => resume(context, attemptId, checkWaitOptions(options).signal),
    cancel: async (attemptId, options = {}) => {
      const { signal } = checkWaitOptions(options);
      const recorded = await recordFacts(context, attemptId, (state) => {
        assertOurs(context, state);
        const isOpen = state.end === undefined && !state.cancelAsked;
        return isOpen ? [{ type: 'cancel-asked', atMs: context.clock.now() }] : [];
      });
      if (recorded === 'missing') throw paymentUnknown(attemptId);
      return resume(context, attemptId, signal);
    },
    refund: async (refund, options = {}) => refundPayment(context, refund, checkWaitOptions(options).signal),
    recordNotification: async (notification) => recordNotification(context, notification),
    recover: async (options = {}) => recover(context, checkRecoverOptions(options)),
    keepRecovering: async (options) => keepRecovering(context, checkKeepRecoveringOptions(options)),
    status: async (attemptId) => outcomeOf(readState(attemptId, (await loaded(context, attemptId)).events)),
    history: async (attemptId) => readEvents(attemptId, (await loaded(context, attemptId)).events),
    list: async (query) => context.journal.list(checkJournalQuery(query)),
    settle: async (settlement) => outcomeOf(await settleByPerson(context, settlement)),
    settleRefund: async (settlement) => outcomeOf(await settleRefund(context, settlement)),
    reverseAgain: async ({ attemptId, by }, options = {}) => {
      const { signal } = checkWaitOptions(options);
      await reopen(context, { attemptId, by });
      return resume(context, attemptId, signal);
    },
  };
}

async function begin<Charge extends RailOrder, Handover>(
  context: DriverContext<Charge, Handover>,
  rules: OpeningRules,
  order: Charge,
  goal: Omit<DriveGoal<Charge, Handover>, 'charge'>,
): Promise<PaymentState> {
  if (goal.signal?.aborted === true) throw stoppedBefore(order.attemptId);
  const opened = await openPayment(context, rules, order);
  if (opened === 'exists') return (await takeAndDrive(context, order.attemptId, goal)).state;
  const driven = await drive(context, opened, { ...goal, charge: order });
  if (driven.kind === 'lease-lost') return (await takeAndDrive(context, order.attemptId, goal)).state;
  const { state, thrown } = driven;
  // Nothing was sent, which the journal says too: a wrong argument or a network that is not there.
  if (thrown !== undefined && state.end?.end === 'declined' && state.end.notSent !== undefined) throw thrown;
  return state;
}

async function resume(
  context: AnyDriverContext,
  attemptId: string,
  signal: AbortSignal | undefined,
): Promise<CheckoutOutcome> {
  const { state } = await takeAndDrive(context, attemptId, toTheEnd(signal));
  return endedOutcome(state, attemptId);
}

function toTheEnd(signal: AbortSignal | undefined): ResumeGoal {
  return { isEnough: ({ end }) => end !== undefined, mayWait: () => true, signal };
}

function endedOutcome(state: PaymentState, attemptId: string): CheckoutOutcome {
  const outcome = outcomeOf(state);
  if (outcome.kind === 'pending') throw stopped(attemptId);
  return outcome;
}

async function loaded(
  { journal }: AnyDriverContext,
  attemptId: string,
): Promise<{ readonly events: readonly unknown[] }> {
  const payment = await journal.load(attemptId);
  if (payment === undefined) throw paymentUnknown(attemptId);
  return payment;
}
