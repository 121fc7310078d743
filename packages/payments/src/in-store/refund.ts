import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { claimRequestId, fingerprintOf } from '../request-id-guard.ts';
import { declined, foreignAnswer, isUnknown, openOutcome, proofOf, undecided } from '../verdict.ts';
import { booleanMember } from '../wire-members.ts';
import type { InStoreContext } from './in-store-context.ts';
import { type RefundFacts, readRefundFacts } from './refund-facts.ts';
import { refundRequest } from './request-schemas.ts';
import type { CallOptions, RefundRequest } from './requests.ts';

/** The money goes back. */
export interface Refunded {
  readonly kind: 'refunded';
  readonly refund: RefundFacts;
  readonly proof: Proof;
}

/** What came of `refund`. On `unknown`, repeat it with the same `refundRequestId`, never with a new one. */
export type RefundOutcome = Refunded | Processing | Declined | Unknown;

/** Refunds a payment in full or in part. docs/wire/v1 §3.5, §5.7. */
export async function refund(
  context: InStoreContext,
  input: RefundRequest,
  options: CallOptions,
): Promise<RefundOutcome> {
  const body = checkInput(refundRequest, input, { code: 'ERR_REQUEST_INVALID', name: 'refund' });
  const { refundRequestId, paymentId, refundAmount } = body;
  const fingerprint = fingerprintOf([paymentId, refundAmount.currency, refundAmount.value]);
  const isRepeat = await claimRequestId(
    context.guard,
    { operation: 'refund', requestId: refundRequestId, fingerprint },
    'refundRequestId',
  );
  const path = '/ams/api/v1/payments/refund';
  const proof = proofOf(await context.gateway.exchange({ path, body, ...options }));
  if (isUnknown(proof)) return proof;
  const open =
    foreignAnswer(proof, { refundRequestId, paymentId, refundAmount }) ??
    openOutcome('refund', proof, isRepeat);
  return open ?? judge(proof, body.isAsyncRefund === 'true');
}

function judge(proof: Proof, isAsync: boolean): RefundOutcome {
  const { resultStatus, resultCode } = proof.result;
  if (resultStatus === 'F') return declined('refund', proof);
  if (resultStatus === 'U') {
    return resultCode === 'REFUND_IN_PROCESS' ? { kind: 'processing', proof } : undecided('refund', proof);
  }
  // An asynchronous refund is only accepted by S, not done. docs/wire/v1 §3.5.
  if (isAsync || booleanMember(proof.answer, 'isAsyncRefund') === true) return { kind: 'processing', proof };
  const facts = readRefundFacts(proof.answer);
  return facts.refundRequestId === undefined
    ? undecided('refund', proof, 'The verified answer says success but not for which refundRequestId.')
    : { kind: 'refunded', refund: facts, proof };
}
