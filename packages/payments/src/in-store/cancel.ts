import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Proof, Unknown } from '../outcome.ts';
import { declined, foreignAnswer, isUnknown, openOutcome, proofOf, undecided } from '../verdict.ts';
import { textMember } from '../wire-members.ts';
import type { InStoreContext } from './in-store-context.ts';
import { paymentReference } from './request-schemas.ts';
import type { CallOptions, PaymentReference } from './requests.ts';

/** The cancellation is confirmed: the payment cannot be paid any more, and money already taken goes back. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly paymentId: string | undefined;
  readonly paymentRequestId: string | undefined;
  /** ISO 8601 with offset, as received. */
  readonly cancelTime: string | undefined;
  readonly proof: Proof;
}

/** What came of `cancel`. Only `cancelled` is a cancellation: after `declined` the payment stands as it was. */
export type CancelOutcome = Cancelled | Declined | Unknown;

/** Cancels a payment as a whole. docs/wire/v1 §3.4, §5.6. */
export async function cancel(
  context: InStoreContext,
  input: PaymentReference,
  options: CallOptions,
): Promise<CancelOutcome> {
  const reference = checkInput(paymentReference, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'cancellation',
  });
  const path = '/ams/api/v1/payments/cancel';
  const proof = proofOf(await context.gateway.exchange({ path, body: reference, ...options }));
  if (isUnknown(proof)) return proof;
  const foreign = foreignAnswer(proof, reference);
  const open = foreign ?? openOutcome('cancel', proof, false);
  if (open !== undefined) return open;
  if (proof.result.resultStatus === 'F') return declined('cancel', proof);
  if (proof.result.resultStatus === 'U') return undecided('cancel', proof);
  const paymentId = textMember(proof.answer, 'paymentId');
  const paymentRequestId = textMember(proof.answer, 'paymentRequestId');
  // The echo is what binds an answer to this call.
  if ((reference.paymentId === undefined ? paymentRequestId : paymentId) === undefined) {
    return undecided('cancel', proof, 'The verified answer says success but not for which payment.');
  }
  return {
    kind: 'cancelled',
    paymentId,
    paymentRequestId,
    cancelTime: textMember(proof.answer, 'cancelTime'),
    proof,
  };
}
