import type { CheckoutOutcome } from '@alipay-intl/payments';
import type { CheckoutPending } from '@alipay-intl/payments/checkout';
import type { PaymentSnapshot } from '@alipay-intl/simulator';
import type { Counter } from './counter.ts';

/** Where the money of one payment is, by the merchant and by Alipay. */
export interface Account {
  readonly outcome: CheckoutOutcome | CheckoutPending;
  /** What the merchant says he has of it. */
  readonly claimed: bigint;
  /** What Alipay has taken from the buyer and not given back. */
  readonly taken: bigint;
  readonly truth: PaymentSnapshot['paymentStatus'] | 'NONE';
  /** Whether a person has been told to look. */
  readonly isOpen: boolean;
}

/** Compares a payment at its merchant with the one at Alipay. */
export async function accountOf({ checkout, simulator }: Counter, attemptId: string): Promise<Account> {
  const outcome = await checkout.status(attemptId);
  const history = await checkout.history(attemptId);
  const refunded = history.flatMap((event) =>
    event.type === 'refund-ended' && event.end === 'refunded' ? [event.refundAttemptId] : [],
  );
  let back = 0n;
  for (const event of history) {
    const isBack = event.type === 'refund-intent' && refunded.includes(event.refundAttemptId);
    if (isBack) back += BigInt(event.amount.value);
  }
  const payments = simulator.control
    .payments()
    .filter(({ paymentRequestId }) => paymentRequestId === attemptId);
  if (payments.length > 1) throw new Error(`${attemptId} was charged ${payments.length} times`);
  const [payment] = payments;
  const paid = outcome.kind === 'paid' ? BigInt(outcome.amount.value) : 0n;
  return {
    outcome,
    // Of money that came after the end, only what was given back of it is booked.
    claimed: outcome.kind === 'paid' ? paid - back : 0n,
    taken:
      payment?.paymentStatus === 'SUCCESS'
        ? BigInt(payment.paymentAmount.value) - BigInt(payment.refundedAmount.value)
        : 0n,
    truth: payment?.paymentStatus ?? 'NONE',
    isOpen: outcome.kind === 'manual' || outcome.openAlarms.length > 0,
  };
}

/** What is wrong with an account: nothing, or words for the reader of a failed test. */
export function wrongWith({ outcome, claimed, taken, truth, isOpen }: Account): string | undefined {
  if (isOpen) return undefined;
  if (outcome.kind === 'pending') return `still pending, ${truth}`;
  if (claimed !== taken) return `${outcome.kind} with ${claimed}, Alipay has ${taken} (${truth})`;
  if (outcome.kind === 'paid' && truth !== 'SUCCESS') return `paid, ${truth}`;
  if (outcome.kind !== 'paid' && truth === 'PROCESSING') return `${outcome.kind}, and can still be paid`;
  return undefined;
}
