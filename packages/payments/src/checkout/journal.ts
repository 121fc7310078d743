import type { PaymentEnd, PaymentEvent } from './payment-event.ts';

/** The right to drive one payment. Whoever takes it later gets a higher token, and an older token can write no more. */
export interface Lease {
  readonly attemptId: string;
  /** Rises with every taking. */
  readonly token: number;
}

/** Who asks for a lease, and for how long. */
export interface LeaseRequest {
  /**
   * A lasting name of this worker, where it has one. Leases of an earlier session under the same name are taken at once,
   * because their process is gone.
   */
  readonly worker?: string | undefined;
  /** Differs with every start of a worker. */
  readonly session: string;
  /** Milliseconds from now, by the clock of the store. */
  readonly leaseMs: number;
}

/** A payment as the journal holds it. */
export interface JournaledPayment {
  readonly attemptId: string;
  /** Digest of the parameters that never change. */
  readonly fingerprint: string;
  /** Number of its events. */
  readonly version: number;
  /** All events, in the order of their writing, as stored. */
  readonly events: readonly unknown[];
}

/** A payment together with the right to drive it. */
export interface LeasedPayment extends JournaledPayment {
  readonly lease: Lease;
}

/** What a journal knows of a payment without reading its events. */
export interface JournalSummary {
  readonly state: 'open' | PaymentEnd;
  /** Whether a person must look: it ended `manual`, or an alarm is open. */
  readonly needsPerson: boolean;
  /** When somebody must go on with it, by the wall clock; `undefined` where nothing is left to do. */
  readonly wakeAtMs: number | undefined;
  /** Whether the order may be paid by another attempt: this one has ended without money. */
  readonly freesOrder: boolean;
}

/** A new payment. */
export interface JournalOpening {
  readonly attemptId: string;
  readonly rail: string;
  readonly fingerprint: string;
  /** Names the order where it must not have a second attempt while this one is undecided or paid. */
  readonly orderKey: string | undefined;
  /** The first events; the intent is the very first. */
  readonly events: readonly PaymentEvent[];
  readonly lease: LeaseRequest;
}

/** `exists`: the id was opened before. `order-taken`: another attempt of the order is undecided or paid. */
export type OpenResult =
  | { readonly kind: 'opened'; readonly lease: Lease }
  | { readonly kind: 'exists'; readonly fingerprint: string }
  | { readonly kind: 'order-taken'; readonly attemptId: string; readonly state: JournalSummary['state'] };

/** `held`: another worker drives it; its events come along. */
export type TakeResult =
  | { readonly kind: 'taken'; readonly payment: LeasedPayment }
  | { readonly kind: 'held'; readonly payment: JournaledPayment }
  | { readonly kind: 'missing' };

/** What happens to the lease when events are written under it. */
export type LeaseAfterwards =
  | { readonly kind: 'keep'; readonly leaseMs: number }
  | { readonly kind: 'release' };

/** Events to add. */
export interface JournalAppend {
  readonly attemptId: string;
  /** The version that the writer has seen. */
  readonly afterVersion: number;
  readonly events: readonly PaymentEvent[];
  /** What the payment is with these events. */
  readonly summary: JournalSummary;
  /** Left out by who only reports a fact and does not drive. Then a held lease, and when it ends, stay as they are. */
  readonly lease?: { readonly token: number; readonly afterwards: LeaseAfterwards } | undefined;
}

/**
 * `behind`: others wrote first, nothing was added; decide again with the newer events. Told even where the lease is lost too,
 * so that a writer whose answer was lost meets its own events. `lease-lost`: nothing was added.
 */
export type AppendResult =
  | { readonly kind: 'appended' }
  | { readonly kind: 'behind'; readonly newer: readonly unknown[] }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'missing' };

/** The events that others have written since. */
export type ExtendResult =
  | { readonly kind: 'extended'; readonly newer: readonly unknown[] }
  | { readonly kind: 'lease-lost' };

/** Which payments to take. */
export interface DueRequest extends LeaseRequest {
  readonly rail: string;
  /** Payments at most. */
  readonly limit: number;
}

/** Which payments to list. */
export interface JournalQuery {
  /** Only those that wait for a person, or only those in this state. */
  readonly only: 'needs-person' | JournalSummary['state'];
  /** Payments at most, 1 to 1000. */
  readonly limit: number;
  /** Goes on behind this id: the last one of the page before. */
  readonly afterAttemptId?: string | undefined;
}

/** One line of a list. */
export interface JournalListing {
  readonly attemptId: string;
  readonly rail: string;
  readonly state: JournalSummary['state'];
  readonly needsPerson: boolean;
  readonly wakeAtMs: number | undefined;
}

/**
 * Where payments are written down. Each method is one atomic, durable step: when it has resolved, a power cut changes
 * nothing; when it has thrown, it may or may not have happened, and the caller finds out by its version.
 *
 * A journal belongs to one merchant; ids of two merchants never meet in it.
 */
export interface Journal {
  /** Writes a new payment and takes its lease. */
  open(opening: JournalOpening): Promise<OpenResult>;
  /** Reads a payment without taking it. */
  load(attemptId: string): Promise<JournaledPayment | undefined>;
  /** Takes a payment, unless a living lease of another worker or of this very session holds it. */
  take(attemptId: string, request: LeaseRequest): Promise<TakeResult>;
  /**
   * Takes the payments of a rail that somebody must go on with: due, and under no living lease. The longest due come first.
   * No payment is given to two callers.
   */
  takeDue(request: DueRequest): Promise<readonly LeasedPayment[]>;
  /** Makes a lease last longer, and reads what others have written. */
  extend(
    lease: Lease,
    request: { readonly leaseMs: number; readonly afterVersion: number },
  ): Promise<ExtendResult>;
  /** Adds events where nobody has written since `afterVersion`, and, where a lease is named, where it still holds. */
  append(append: JournalAppend): Promise<AppendResult>;
  /** Lists payments by their id. */
  list(query: JournalQuery): Promise<readonly JournalListing[]>;
}
