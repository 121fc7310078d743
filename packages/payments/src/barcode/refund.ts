import type { Amount } from '@alipay-intl/core/money';
import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Proof, Unknown } from '../outcome.ts';
import { claimRequestId, fingerprintOf } from '../request-id-guard.ts';
import { foreignAnswer, isUnknown, proofOf, undecided } from '../verdict.ts';
import { amountMember, textMember } from '../wire-members.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import { barcodeRefundRequest } from './request-schemas.ts';
import type { BarcodeCallOptions, BarcodeRefundRequest } from './requests.ts';
import { notDone } from './result-sets.ts';

/** The money goes back. */
export interface BarcodeRefunded {
  readonly kind: 'refunded';
  readonly merchantRefundId: string;
  /** Alipay's id of the refund, where the answer tells it. */
  readonly refundId: string | undefined;
  /** Smallest unit, in the order's currency, where the answer tells it. */
  readonly refundAmount: Amount | undefined;
  readonly proof: Proof;
}

/** What came of `refund`. On `unknown`, repeat it with the same `merchantRefundId`: that is also the query. */
export type BarcodeRefundOutcome = BarcodeRefunded | Declined | Unknown;

/** Refunds a transaction in full or in part. docs/wire/acquiring §6.4. */
export async function refund(
  context: BarcodeContext,
  input: BarcodeRefundRequest,
  options: BarcodeCallOptions,
): Promise<BarcodeRefundOutcome> {
  const body = checkInput(barcodeRefundRequest, input, { code: 'ERR_REQUEST_INVALID', name: 'refund' });
  const { acquirementId, merchantRefundId, refundAmount } = body;
  const fingerprint = fingerprintOf([acquirementId, refundAmount.currency, refundAmount.value]);
  const isRepeat = await claimRequestId(
    context.guard,
    { operation: 'refund', requestId: merchantRefundId, fingerprint },
    'merchantRefundId',
  );
  const proof = proofOf(
    await sendFunction(context, 'alipay.intl.acquiring.common.refund', { body, options }),
  );
  if (isUnknown(proof)) return proof;
  const foreign = foreignAnswer(proof, { acquirementId, merchantRefundId, refundAmount });
  if (foreign !== undefined) return foreign;
  const undone = notDone('refund', proof, isRepeat);
  if (undone !== undefined) return undone.kind === 'processing' ? undecided('refund', proof) : undone;
  return {
    kind: 'refunded',
    merchantRefundId,
    refundId: textMember(proof.answer, 'refundId'),
    refundAmount: amountMember(proof.answer, 'refundAmount'),
    proof,
  };
}
