import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Proof, Unknown } from '../outcome.ts';
import { declined, foreignAnswer, isUnknown, openOutcome, proofOf, undecided } from '../verdict.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import { transactionReference } from './request-schemas.ts';
import type { BarcodeCallOptions, TransactionReference } from './requests.ts';

/** The reversal is confirmed: the transaction may be treated as never having happened. */
export interface Reversed {
  readonly kind: 'cancelled';
  readonly proof: Proof;
}

/** What came of `payCancel`. Only `cancelled` is a reversal; after `declined` a person must look. */
export type PayCancelOutcome = Reversed | Declined | Unknown;

/** Reverses a transaction as a whole, whether it was made, paid or not. docs/wire/acquiring §6.3. */
export async function payCancel(
  context: BarcodeContext,
  input: TransactionReference,
  options: BarcodeCallOptions,
): Promise<PayCancelOutcome> {
  const body = checkInput(transactionReference, input, { code: 'ERR_REQUEST_INVALID', name: 'reversal' });
  const proof = proofOf(
    await sendFunction(context, 'alipay.intl.acquiring.common.payCancel', { body, options }),
  );
  if (isUnknown(proof)) return proof;
  const foreign = foreignAnswer(proof, body);
  const open = foreign ?? openOutcome('cancel', proof, false);
  if (open !== undefined) return open;
  if (proof.result.resultStatus === 'S') return { kind: 'cancelled', proof };
  return proof.result.resultStatus === 'F' ? declined('cancel', proof) : undecided('cancel', proof);
}
