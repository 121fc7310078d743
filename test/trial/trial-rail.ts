import { ProtocolError, SignatureError, TransportError } from '@alipay-intl/core/errors';
import type {
  PaymentRail,
  RailCallOptions,
  RailCancelOutcome,
  RailPayOutcome,
  RailRefundOutcome,
  RailState,
} from '@alipay-intl/payments/rail';
import type { Account } from './account.ts';
import type { CallFault } from './faults.ts';
import type { GatewayAnswer } from './gateway.ts';
import { outcomeFor, unknownOutcome } from './outcomes.ts';
import type { Scheduled } from './scheduler.ts';
import type { TrialCharge, WorkerProcess } from './worker.ts';

type Action = 'pay' | 'query' | 'cancel' | 'refund';
export type TrialOutcome = RailPayOutcome<string> | RailState | RailCancelOutcome | RailRefundOutcome;

interface Call {
  readonly action: Action;
  readonly attemptId: string;
  /** How an answer to it is written down in what a process was given. */
  readonly givenAs: string;
  readonly execute: () => GatewayAnswer;
  readonly deadlineMs: number;
}

/** The rail as one process sees it: the gateway at the other end of a network that loses, delays and repeats. */
export function railOf(process: WorkerProcess): PaymentRail<TrialCharge, string> {
  const { world } = process;
  const { gateway, ledger, fail } = world;
  const send = async (call: Call): Promise<TrialOutcome> => sendOnce(process, call);
  const call = (
    action: Action,
    attemptId: string,
    options: RailCallOptions | undefined,
  ): Omit<Call, 'execute'> => ({
    action,
    attemptId,
    givenAs: action,
    deadlineMs: options?.deadlineMs ?? 10_000,
  });
  return {
    name: gateway.kind,
    pay: async (charge, options) => {
      const { attemptId, amount, closesAtMs } = charge;
      if (process.diesBeforeSending()) return never();
      const account = ledger.accounts.get(attemptId);
      const wrong = wrongPay(account, charge);
      if (wrong !== undefined) fail('V6 durable before sent', attemptId, wrong);
      if (account !== undefined) countPay(process, account);
      const units = BigInt(amount.value);
      const execute = (): GatewayAnswer => {
        const closesInMs = closesAtMs === undefined ? undefined : closesAtMs - world.wallMs();
        return gateway.pay({ attemptId, currency: amount.currency, units, closesInMs });
      };
      return (await send({ ...call('pay', attemptId, options), execute })) as RailPayOutcome<string>;
    },
    query: async ({ attemptId }, options) => {
      if (process.diesBeforeSending()) return never();
      return (await send({
        ...call('query', attemptId, options),
        execute: () => gateway.query(attemptId),
      })) as RailState;
    },
    cancel: async ({ attemptId }, options) => {
      if (process.diesBeforeSending()) return never();
      const account = ledger.accounts.get(attemptId);
      if (account !== undefined) account.cancelCalls += 1;
      if (account === undefined || account.cancelCalls > account.cancelsJournaled) {
        fail('V6 durable before sent', attemptId, 'a cancellation was sent before it was written down');
      }
      return (await send({
        ...call('cancel', attemptId, options),
        execute: () => gateway.cancel(attemptId),
      })) as RailCancelOutcome;
    },
    refund: async ({ refundAttemptId, providerId, amount }, options) => {
      if (process.diesBeforeSending()) return never();
      const attemptId = providerId.slice(1);
      const units = BigInt(amount.value);
      checkRefund(process, attemptId, refundAttemptId, units);
      return (await send({
        ...call('refund', attemptId, options),
        givenAs: `refund ${refundAttemptId}`,
        execute: () => gateway.refund(attemptId, refundAttemptId, units),
      })) as RailRefundOutcome;
    },
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

function wrongPay(account: Account | undefined, { amount, orderId }: TrialCharge): string | undefined {
  if (account === undefined) return 'a payment was sent before it was written down';
  if (
    account.units !== BigInt(amount.value) ||
    account.currency !== amount.currency ||
    account.orderId !== orderId
  ) {
    return 'a payment was sent with other parameters than were written down';
  }
  return undefined;
}

function countPay({ world }: WorkerProcess, account: Account): void {
  const { attemptId, closesInMs, policy } = account;
  account.payCalls += 1;
  const most = closesInMs === undefined ? 1 : 1 + policy.placeRepeats;
  if (account.payCalls > most) {
    world.fail('V1 one charge', attemptId, `it was sent for the ${account.payCalls}th time`);
  }
  if (account.payCalls > account.paysJournaled + 1) {
    world.fail('V6 durable before sent', attemptId, 'a payment was repeated before that was written down');
  }
  // Standing still is noticed by the clock, so one that was set back hides it.
  if (world.faults.isOn('clock-back') || world.faults.isOn('clocks-differ')) return;
  if (world.scheduler.nowMs - account.payLineAtMs >= world.leaseMs) {
    world.fail('V1 one charge', attemptId, 'it was sent when its lease was over');
  }
  if (account.isAbandoned || account.end !== undefined) {
    world.fail('V1 one charge', attemptId, 'it was sent after the sale was given up');
  }
}

function checkRefund(
  { world }: WorkerProcess,
  attemptId: string,
  refundAttemptId: string,
  units: bigint,
): void {
  const refund = world.ledger.accounts.get(attemptId)?.refunds.get(refundAttemptId);
  if (refund === undefined) {
    world.fail('V6 durable before sent', attemptId, `the refund ${refundAttemptId} was never written down`);
    return;
  }
  refund.calls += 1;
  if (refund.calls > refund.sentJournaled) {
    world.fail('V6 durable before sent', attemptId, 'a refund was sent before that was written down');
  }
  if (refund.units !== units) world.fail('refunds', attemptId, 'a refund was sent with another amount');
}

const quick = [1, 400] as const;

/** What a fault makes of a call: when its requests arrive, and what the process is told instead of the answer. */
interface Fate {
  readonly arrivals: readonly number[];
  /** How long the answer travels; `lost` where the process waits until its deadline. */
  readonly answer: number | 'lost' | TrialOutcome;
  readonly throws?: Error;
}

function sendOnce(process: WorkerProcess, call: Call): Promise<TrialOutcome> {
  const { world } = process;
  const fault = world.faults.ofCall();
  const { arrivals, answer, throws } = fateOf(process, call, fault);
  const label = `${process.session} ${call.action} ${call.attemptId}${fault === undefined ? '' : ` (${fault})`}`;
  return new Promise((resolve, reject) => {
    let deadline: Scheduled | undefined;
    const tell = (outcome: TrialOutcome): void => {
      world.scheduler.cancel(deadline);
      noteGiven(world.ledger.accounts.get(call.attemptId), call.givenAs, outcome);
      resolve(outcome);
    };
    arrivals.forEach((delayMs, index) => {
      world.scheduler.at(delayMs, `${label} arrives`, () => {
        const result = call.execute();
        if (index > 0 || typeof answer !== 'number') return;
        process.later(answer, `${label} ${result.kind}`, () => {
          if (deadline?.isOver !== true)
            tell(outcomeFor(call, result, world.ledger.accounts.get(call.attemptId)));
        });
      });
    });
    if (throws !== undefined) {
      process.later(world.random.between(...quick), `${label} throws`, () => {
        noteThrown(world.ledger.accounts.get(call.attemptId), call.action, throws);
        reject(throws);
      });
    } else if (typeof answer === 'object') {
      process.later(world.random.between(...quick), `${label} answer`, () => tell(answer));
    } else if (answer === 'lost' || fault !== undefined) {
      deadline = process.later(call.deadlineMs, `${label} deadline`, () => tell(timedOut()));
    }
  });
}

function noteGiven(account: Account | undefined, givenAs: string, { kind }: TrialOutcome): void {
  account?.given.add(`${givenAs} ${kind}`);
}

function noteThrown(account: Account | undefined, action: Action, thrown: Error): void {
  if (account === undefined || action !== 'pay') return;
  if (thrown instanceof TransportError && !thrown.bytesMayHaveLeft) account.paysNotSent += 1;
}

function fateOf({ world }: WorkerProcess, call: Call, fault: CallFault | undefined): Fate {
  const { random } = world;
  const soon = random.between(...quick);
  // So late that it may come behind all that was done to take it back.
  if (call.action === 'pay' && world.faults.fires('payment-very-late')) {
    return { arrivals: [random.between(60_000, 150_000)], answer: 'lost' };
  }
  const mayArrive = (): readonly number[] => (random.chance(0.5) ? [soon] : []);
  switch (fault) {
    case undefined:
      return { arrivals: [soon], answer: random.between(...quick) };
    case 'request-lost':
      return { arrivals: [], answer: 'lost' };
    case 'request-late':
      return { arrivals: [random.between(1_000, random.chance(0.3) ? 20_000 : 150_000)], answer: 50 };
    case 'request-twice':
      return { arrivals: [soon, random.between(soon, 60_000)], answer: random.between(...quick) };
    case 'answer-lost':
      return { arrivals: [soon], answer: 'lost' };
    case 'answer-slow':
      return { arrivals: [soon], answer: random.between(2_000, 12_000) };
    case 'stall':
      return { arrivals: mayArrive(), answer: 'lost' };
    case 'connect-refused':
      return { arrivals: [], answer: 'lost', throws: refused() };
    case 'throws-foreign':
      return { arrivals: mayArrive(), answer: 'lost', throws: new RangeError('Something else broke.') };
    case 'refused-at-the-door':
      return { arrivals: [], answer: doorAnswer(call) };
    default:
      return { arrivals: mayArrive(), answer: unprovenAnswer(fault) };
  }
}

function unprovenAnswer(
  fault: 'undecided' | 'system-error' | 'unproven-answer' | 'old-answer' | 'claims-paid',
): TrialOutcome {
  const text = { what: 'The answer proves nothing.', next: 'Ask for the status.' };
  switch (fault) {
    case 'undecided':
      return unknownOutcome(new ProtocolError('ERR_RESPONSE_UNDECIDED', text), 'U', 'UNKNOWN_EXCEPTION');
    case 'system-error':
      return unknownOutcome(new ProtocolError('ERR_RESPONSE_UNDECIDED', text), 'F', 'SYSTEM_ERROR');
    case 'unproven-answer':
      return unknownOutcome(new SignatureError('ERR_SIGNATURE_MISSING', text));
    case 'old-answer':
      return unknownOutcome(new ProtocolError('ERR_RESPONSE_FOREIGN', text), 'S', 'SUCCESS');
    case 'claims-paid':
      return unknownOutcome(new SignatureError('ERR_SIGNATURE_INVALID', text), undefined, undefined, true);
  }
}

/** Refused before it was looked at: a decision about a pay, a cancel or a refund, and none about what a query asks for. */
function doorAnswer({ action }: Call): TrialOutcome {
  if (action !== 'query')
    return outcomeFor({ action }, { kind: 'declined', resultCode: 'ACCESS_DENIED' }, undefined);
  const text = { what: 'The query was refused.', next: 'Ask again.' };
  return unknownOutcome(new ProtocolError('ERR_RESPONSE_UNDECIDED', text), 'F', 'ACCESS_DENIED');
}

function timedOut(): TrialOutcome {
  return unknownOutcome(
    new TransportError('ERR_TRANSPORT_TIMEOUT', {
      what: 'No answer in time.',
      next: 'Ask for the status.',
      bytesMayHaveLeft: true,
    }),
  );
}

function refused(): TransportError {
  return new TransportError('ERR_TRANSPORT_CONNECT', {
    what: 'The connection was refused.',
    next: 'Try again.',
    bytesMayHaveLeft: false,
  });
}
