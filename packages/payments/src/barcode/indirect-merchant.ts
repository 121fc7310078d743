import type { AcquiringFunction } from '@alipay-intl/core/gateway';
import { describeResult, type ResultDescription } from '@alipay-intl/core/results';
import { checkInput } from '@alipay-intl/core/validation';
import type { Proof, Unknown } from '../outcome.ts';
import { isUnknown, proofOf, undecided } from '../verdict.ts';
import { type BarcodeContext, sendFunction } from './barcode-context.ts';
import { indirectMerchantReference, maintainRequest } from './request-schemas.ts';
import type {
  BarcodeCallOptions,
  IndirectMerchantReference,
  MaintainIndirectMerchantRequest,
} from './requests.ts';

/** What came of a registration call; the members of the answer are in `proof.answer`. docs/wire/acquiring §6.8. */
export type IndirectMerchantOutcome =
  | { readonly kind: 'done'; readonly proof: Proof }
  | { readonly kind: 'declined'; readonly reason: ResultDescription; readonly proof: Proof }
  | Unknown;

/** Registers or changes a secondary merchant or one of its stores. */
export function maintain(
  context: BarcodeContext,
  input: MaintainIndirectMerchantRequest,
  options: BarcodeCallOptions,
): Promise<IndirectMerchantOutcome> {
  const body = checkInput(maintainRequest, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'merchant registration',
  });
  return send(context, 'alipay.intl.merchant.common.indirectMerchant.maintain', { body, options });
}

/** Asks for a registration. */
export function query(
  context: BarcodeContext,
  input: IndirectMerchantReference,
  options: BarcodeCallOptions,
): Promise<IndirectMerchantOutcome> {
  const body = checkReference(input);
  return send(context, 'alipay.intl.merchant.common.indirectMerchant.query', { body, options });
}

/** Ends a registration. */
export function archive(
  context: BarcodeContext,
  input: IndirectMerchantReference,
  options: BarcodeCallOptions,
): Promise<IndirectMerchantOutcome> {
  const body = checkReference(input);
  return send(context, 'alipay.intl.merchant.common.indirectMerchant.archive', { body, options });
}

function checkReference(input: IndirectMerchantReference): IndirectMerchantReference {
  const subject = { code: 'ERR_REQUEST_INVALID', name: 'merchant reference' } as const;
  return checkInput(indirectMerchantReference, input, subject);
}

async function send(
  context: BarcodeContext,
  name: AcquiringFunction,
  call: { readonly body: object; readonly options: BarcodeCallOptions },
): Promise<IndirectMerchantOutcome> {
  const proof = proofOf(await sendFunction(context, name, call));
  if (isUnknown(proof)) return proof;
  if (proof.result.resultStatus === 'S') return { kind: 'done', proof };
  if (proof.result.resultStatus === 'U') return undecided('pay', proof);
  return { kind: 'declined', reason: describeResult('pay', proof.result), proof };
}
