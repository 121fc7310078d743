import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { claimRequestId, fingerprintOf } from '../request-id-guard.ts';
import { foreignAnswer, isUnknown, proofOf, undecided } from '../verdict.ts';
import { textMember } from '../wire-members.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import { preCreateRequest } from './request-schemas.ts';
import type { BarcodeCallOptions, PreCreateRequest } from './requests.ts';
import { notDone } from './result-sets.ts';
import { readTransactionFacts, type TransactionFacts } from './transaction-facts.ts';

/** The payment is made ready; now the buyer has to pay. Not paid yet. */
export interface PreCreated {
  readonly kind: 'placed';
  /** Draw it as a QR code, or, behind an entry code, send the buyer there. */
  readonly orderQrCode: string;
  readonly transaction: TransactionFacts;
  readonly proof: Proof;
}

/** What came of `preCreate`. */
export type PreCreateOutcome = PreCreated | Processing | Declined | Unknown;

/** Makes a transaction QR code, or the payment behind a third-party QR code. docs/wire/acquiring §6.5. */
export async function preCreate(
  context: BarcodeContext,
  input: PreCreateRequest,
  options: BarcodeCallOptions,
): Promise<PreCreateOutcome> {
  const request = checkInput(preCreateRequest, input, { code: 'ERR_REQUEST_INVALID', name: 'order code' });
  const { merchantTransId, order } = request;
  const { orderAmount } = order;
  const fingerprint = fingerprintOf(['preCreate', orderAmount.currency, orderAmount.value]);
  const isRepeat = await claimRequestId(
    context.guard,
    { operation: 'pay', requestId: merchantTransId, fingerprint },
    'merchantTransId',
  );
  const body = { productCode: 'OFFLINE_PAY', ...request };
  const proof = proofOf(
    await sendFunction(context, 'alipay.intl.acquiring.offline.preCreate', { body, options }),
  );
  if (isUnknown(proof)) return proof;
  const undone = foreignAnswer(proof, { merchantTransId, orderAmount }) ?? notDone('pay', proof, isRepeat);
  if (undone !== undefined) return undone;
  const orderQrCode = textMember(proof.answer, 'orderQrCode');
  return orderQrCode === undefined
    ? undecided('pay', proof, 'The verified answer says success but holds no orderQrCode.')
    : { kind: 'placed', orderQrCode, transaction: readTransactionFacts(proof.answer), proof };
}
