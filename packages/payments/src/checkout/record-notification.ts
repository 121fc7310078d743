import { type Amount, isAmount } from '@alipay-intl/core/money';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { type CheckoutOutcome, type CheckoutPending, outcomeOf } from './checkout-outcome.ts';
import type { AnyDriverContext } from './driver-context.ts';
import type { NotifiedFact } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import { recordFacts } from './record-facts.ts';

/** What a verified notification says of a payment of this checkout. */
export interface PaymentNotification {
  /** Your id: `paymentRequestId` or `merchantTransId`. */
  readonly attemptId: string;
  readonly kind: 'paid' | 'declined' | 'cancelled';
  /** What was charged, in the smallest unit. A `paid` without it is not believed, only asked about. */
  readonly amount?: Amount | undefined;
  /** Alipay's id. */
  readonly providerId?: string | undefined;
  /** Why it was declined. */
  readonly resultCode?: string | undefined;
}

/**
 * `recorded`: it is durable now, so acknowledge it. `known`: it was recorded before; acknowledge it too.
 * `unknown-payment`: the journal holds no such payment, so it is not this checkout's to acknowledge.
 */
export type RecordedNotification =
  | { readonly kind: 'recorded' | 'known'; readonly outcome: CheckoutOutcome | CheckoutPending }
  | { readonly kind: 'unknown-payment' };

const schema: z.ZodType<PaymentNotification> = z.strictObject({
  attemptId: z.string(),
  kind: z.enum(['paid', 'declined', 'cancelled'], 'must be paid, declined or cancelled'),
  amount: z.custom<Amount>(isAmount, 'expected an amount').optional(),
  providerId: z.string().max(128).optional(),
  resultCode: z.string().max(128).optional(),
});

/** Writes down what a verified notification says, and what follows from it without asking Alipay. */
export async function recordNotification(
  context: AnyDriverContext,
  input: PaymentNotification,
): Promise<RecordedNotification> {
  const { attemptId, kind, amount, providerId, resultCode } = checkInput(schema, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'payment notification',
  });
  const fact: NotifiedFact = { kind, amount, providerId, resultCode };
  const recorded = await recordFacts(context, attemptId, (state) =>
    isKnown(state, fact) ? [] : [{ type: 'notified', atMs: context.clock.now(), fact }],
  );
  if (recorded === 'missing') return { kind: 'unknown-payment' };
  return { kind: recorded.wasWritten ? 'recorded' : 'known', outcome: outcomeOf(recorded.state) };
}

function isKnown({ notified }: PaymentState, fact: NotifiedFact): boolean {
  return notified.some(
    (known) =>
      known.kind === fact.kind &&
      known.providerId === fact.providerId &&
      known.resultCode === fact.resultCode &&
      known.amount?.currency === fact.amount?.currency &&
      known.amount?.value === fact.amount?.value,
  );
}
