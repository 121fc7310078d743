import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { claimRequestId, fingerprintOf } from '../request-id-guard.ts';
import { foreignAnswer, isUnknown, proofOf } from '../verdict.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import { barcodePayRequest } from './request-schemas.ts';
import type { BarcodeCallOptions, BarcodePayRequest } from './requests.ts';
import { notDone } from './result-sets.ts';
import { readTransactionFacts, type TransactionFacts } from './transaction-facts.ts';

/** The money was taken. */
export interface BarcodePaid {
  readonly kind: 'paid';
  readonly transaction: TransactionFacts;
  readonly proof: Proof;
}

/** What came of `pay`. On `processing` and `unknown`, ask with `payQuery`. */
export type BarcodePayOutcome = BarcodePaid | Processing | Declined | Unknown;

/** Charges a scanned code. docs/wire/acquiring §6.1. */
export async function pay(
  context: BarcodeContext,
  input: BarcodePayRequest,
  options: BarcodeCallOptions,
): Promise<BarcodePayOutcome> {
  const request = checkInput(barcodePayRequest, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'barcode payment',
  });
  const { merchantTransId, order, identityCode } = request;
  const { orderAmount } = order;
  const fingerprint = fingerprintOf(['pay', orderAmount.currency, orderAmount.value, identityCode]);
  const isRepeat = await claimRequestId(
    context.guard,
    { operation: 'pay', requestId: merchantTransId, fingerprint },
    'merchantTransId',
  );
  const body = { productCode: 'OFFLINE_PAY', codeType: 'BARCODE', ...request };
  const proof = proofOf(await sendFunction(context, 'alipay.intl.acquiring.offline.pay', { body, options }));
  if (isUnknown(proof)) return proof;
  const undone = foreignAnswer(proof, { merchantTransId, orderAmount }) ?? notDone('pay', proof, isRepeat);
  return undone ?? { kind: 'paid', transaction: readTransactionFacts(proof.answer), proof };
}
