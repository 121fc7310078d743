import type { AlarmKind, CheckoutPolicy, JournalSummary } from '@alipay-intl/payments/checkout';

/** A refund as the journal has it. */
export interface RefundAccount {
  readonly refundAttemptId: string;
  readonly units: bigint;
  readonly isAutomatic: boolean;
  sentJournaled: number;
  calls: number;
  end: 'refunded' | 'declined' | 'manual' | undefined;
}

/** Who holds a payment, reckoned by the trial itself. */
export interface Holder {
  readonly worker: string | undefined;
  readonly session: string;
  untilMs: number;
}

/** What the trial itself keeps of a payment, from the journal's lines alone and without the product's reading of them. */
export interface Account {
  readonly attemptId: string;
  readonly orderId: string;
  readonly units: bigint;
  readonly currency: string;
  /** From its intent to its closing, by the wall clock. */
  readonly closesInMs: number | undefined;
  readonly policy: CheckoutPolicy;
  /** When it was opened, or reopened last. */
  undecidedSinceMs: number;
  wasReopened: boolean;
  version: number;
  token: number;
  holder: Holder | undefined;
  summary: JournalSummary;
  end: 'paid' | 'declined' | 'reversed' | 'manual' | undefined;
  isSettled: boolean;
  isAbandoned: boolean;
  amountDiffers: boolean;
  /** Kinds of verified statements that were written down. */
  readonly proofs: Set<string>;
  /** `action kind` of every answer that a living process was given. */
  readonly given: Set<string>;
  readonly notified: Set<string>;
  readonly alarms: Set<AlarmKind>;
  payCalls: number;
  paysNotSent: number;
  paysJournaled: number;
  /** When the last sending of the payment was written down; the first is part of the intent. */
  payLineAtMs: number;
  cancelCalls: number;
  cancelsJournaled: number;
  /** Since the last reopening. */
  cancelTries: number;
  /** Whether a query said `paid` since the last alarm. */
  isLookedPaid: boolean;
  /** Whether a recovery drove it since then. */
  wasRecovered: boolean;
  readonly refunds: Map<string, RefundAccount>;
}

/** Tells whether the order may be paid by another attempt. */
export function freesOrder({ end }: Account): boolean {
  return end === 'declined' || end === 'reversed';
}

/** Tells whether anybody must still go on with it. */
export function isBusy({ summary, holder }: Account): boolean {
  return holder !== undefined || summary.wakeAtMs !== undefined;
}

/** What refunds of it may have given back. */
export function refundedUnits(account: Account, ...ends: RefundAccount['end'][]): bigint {
  let sum = 0n;
  for (const refund of account.refunds.values()) if (ends.includes(refund.end)) sum += refund.units;
  return sum;
}
