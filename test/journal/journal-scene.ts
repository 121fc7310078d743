import type { Clock } from '@alipay-intl/core/time';
import type {
  Journal,
  JournalAppend,
  JournalOpening,
  JournalSummary,
  Lease,
  LeaseRequest,
  PaymentEvent,
} from '@alipay-intl/payments/checkout';
import { defaultPolicies } from '@alipay-intl/payments/checkout';

/** Makes the journal of a merchant. All of one maker live in one store. */
export type JournalMaker = (scope: string, clock: Clock) => Journal;

/** A journal that nobody else uses, and its time. */
export interface Scene {
  readonly journal: Journal;
  readonly clock: ManualClock;
}

/** Time that passes when it is told to. */
export class ManualClock implements Clock {
  #ms = Date.UTC(2026, 0, 31, 12);

  now(): number {
    return this.#ms;
  }

  pass(ms: number): void {
    this.#ms += ms;
  }
}

let scenes = 0;

/** A scene with a scope of its own. */
export function newScene(make: JournalMaker): Scene {
  scenes += 1;
  const clock = new ManualClock();
  return { journal: make(`merchant-${process.pid}-${scenes}`, clock), clock };
}

export const leaseMs = 30_000;

/** Whoever drives payments: a name that lasts, and a start of it. */
export function asWorker(session: string, worker?: string): LeaseRequest {
  return { worker, session, leaseMs };
}

/** The first event of a payment. */
export function intent(atMs: number, orderId = 'order-1'): PaymentEvent {
  return {
    type: 'intent',
    atMs,
    format: 1,
    attemptId: 'attempt',
    rail: 'barcode',
    orderId,
    amount: { value: '1234', currency: 'EUR' },
    policy: defaultPolicies.barcode,
  };
}

export function sent(number: number): PaymentEvent {
  return { type: 'sent', atMs: number, action: 'cancel', number };
}

export function opening(attemptId: string, changes: Partial<JournalOpening> = {}): JournalOpening {
  return {
    attemptId,
    rail: 'barcode',
    fingerprint: `fingerprint of ${attemptId}`,
    orderKey: undefined,
    events: [intent(1)],
    lease: asWorker('session-1'),
    ...changes,
  };
}

/** Opens a payment that must be new. */
export async function open(
  journal: Journal,
  attemptId: string,
  changes: Partial<JournalOpening> = {},
): Promise<Lease> {
  const result = await journal.open(opening(attemptId, changes));
  if (result.kind !== 'opened') throw new Error(`${attemptId} was not opened: ${result.kind}`);
  return result.lease;
}

export function summary(changes: Partial<JournalSummary> = {}): JournalSummary {
  return { state: 'open', needsPerson: false, wakeAtMs: undefined, freesOrder: false, ...changes };
}

/** One event more, under a lease that is kept. */
export function appending(
  lease: Lease,
  afterVersion: number,
  changes: Partial<JournalAppend> = {},
): JournalAppend {
  return {
    attemptId: lease.attemptId,
    afterVersion,
    events: [sent(afterVersion)],
    summary: summary(),
    lease: { token: lease.token, afterwards: { kind: 'keep', leaseMs } },
    ...changes,
  };
}

/** One event more, after which nobody holds the payment. */
export function releasing(
  lease: Lease,
  afterVersion: number,
  changes: Partial<JournalSummary> = {},
): JournalAppend {
  return appending(lease, afterVersion, {
    summary: summary(changes),
    lease: { token: lease.token, afterwards: { kind: 'release' } },
  });
}
