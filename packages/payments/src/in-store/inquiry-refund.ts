import { checkInput } from '@alipay-intl/core/validation';
import type { NotFound, Processing, Proof, Unknown } from '../outcome.ts';
import { foreignAnswer, isUnknown, proofOf, undecided } from '../verdict.ts';
import { textMember } from '../wire-members.ts';
import type { InStoreContext } from './in-store-context.ts';
import type { Refunded } from './refund.ts';
import { type RefundFacts, readRefundFacts } from './refund-facts.ts';
import { refundReference } from './request-schemas.ts';
import type { CallOptions, RefundReference } from './requests.ts';

/** The refund ended without money going back. */
export interface FailedRefund {
  readonly kind: 'declined';
  readonly refund: RefundFacts;
  readonly proof: Proof;
}

/** What `inquiryRefund` found. */
export type RefundState = Refunded | Processing | FailedRefund | NotFound | Unknown;

/** Asks for the state of a refund. docs/wire/v1 §3.6. */
export async function inquiryRefund(
  context: InStoreContext,
  input: RefundReference,
  options: CallOptions,
): Promise<RefundState> {
  const reference = checkInput(refundReference, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'refund inquiry',
  });
  const path = '/ams/api/v1/payments/inquiryRefund';
  const proof = proofOf(await context.gateway.exchange({ path, body: reference, ...options }));
  if (isUnknown(proof)) return proof;
  const { resultStatus, resultCode } = proof.result;
  if (resultStatus === 'F' && /_NOT_EXIST$/.test(resultCode)) return { kind: 'not-found', proof };
  if (resultStatus !== 'S') return undecided('inquiryRefund', proof);
  return foreignAnswer(proof, reference) ?? stateOf(proof, reference);
}

function stateOf(proof: Proof, reference: RefundReference): RefundState {
  const refund = readRefundFacts(proof.answer);
  const status = textMember(proof.answer, 'refundStatus')?.toUpperCase();
  // An answer without any of its four members means that no refund was found. docs/wire/v1 §3.6.
  const members = [status, refund.refundId, refund.refundRequestId, refund.refundAmount];
  if (members.every((member) => member === undefined)) return { kind: 'not-found', proof };
  const named = reference.refundId === undefined ? refund.refundRequestId : refund.refundId;
  if (named === undefined)
    return undecided('inquiryRefund', proof, 'The verified answer does not name the refund.');
  if (status === 'SUCCESS') return { kind: 'refunded', refund, proof };
  if (status === 'FAIL') return { kind: 'declined', refund, proof };
  if (status === 'PROCESSING') return { kind: 'processing', proof };
  return undecided(
    'inquiryRefund',
    proof,
    `The verified answer has the unknown refundStatus ${status ?? '(none)'}.`,
  );
}
