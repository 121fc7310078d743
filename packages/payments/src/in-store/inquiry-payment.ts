import type { Amount } from '@alipay-intl/core/money';
import { describeResult, type ResultDescription } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { checkInput } from '@alipay-intl/core/validation';
import type { NotFound, Processing, Proof, Unknown } from '../outcome.ts';
import { foreignAnswer, isUnknown, proofOf, undecided } from '../verdict.ts';
import { amountMember, objectListMember, objectMember, textMember } from '../wire-members.ts';
import type { InStoreContext } from './in-store-context.ts';
import type { Paid } from './pay.ts';
import { type PaymentFacts, readPaymentFacts } from './payment-facts.ts';
import { paymentReference } from './request-schemas.ts';
import type { CallOptions, PaymentReference } from './requests.ts';

/** A refund, capture or cancel on the payment. docs/wire/v1 §3.11. */
export interface FollowUp {
  /** `REFUND`, `CAPTURE`, `CANCEL`… or something new. */
  readonly transactionType: string | undefined;
  /** `SUCCESS`, `FAIL`, `PROCESSING`… or something new. */
  readonly transactionStatus: string | undefined;
  readonly transactionId: string | undefined;
  readonly transactionRequestId: string | undefined;
  readonly transactionAmount: Amount | undefined;
  readonly transactionTime: string | undefined;
}

/** The money was taken; refunds do not change that. */
export interface PaidPayment extends Paid {
  /** Refunds and other actions since. */
  readonly followUps: readonly FollowUp[];
}

/** The payment ended without money being taken. */
export interface FailedPayment {
  readonly kind: 'declined';
  /** Why, from `paymentResultCode`. */
  readonly reason: ResultDescription;
  readonly payment: PaymentFacts;
  readonly proof: Proof;
}

/** The payment was cancelled: it cannot be paid any more, and money already taken goes back. */
export interface CancelledPayment {
  readonly kind: 'cancelled';
  readonly payment: PaymentFacts;
  readonly proof: Proof;
}

/** What `inquiryPayment` found. */
export type PaymentState = PaidPayment | Processing | FailedPayment | CancelledPayment | NotFound | Unknown;

/** Asks for the state of a payment. */
export async function inquiryPayment(
  context: InStoreContext,
  input: PaymentReference,
  options: CallOptions,
): Promise<PaymentState> {
  const reference = checkInput(paymentReference, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'payment inquiry',
  });
  const path = '/ams/api/v1/payments/inquiryPayment';
  const proof = proofOf(await context.gateway.exchange({ path, body: reference, ...options }));
  if (isUnknown(proof)) return proof;
  // `result` is about this call, the payment's own state is in paymentStatus. docs/wire/v1 §3.3.
  if (proof.result.resultStatus !== 'S') {
    const isNotFound = proof.result.resultStatus === 'F' && proof.result.resultCode === 'ORDER_NOT_EXIST';
    return isNotFound ? { kind: 'not-found', proof } : undecided('inquiryPayment', proof);
  }
  return foreignAnswer(proof, reference) ?? stateOf(proof, reference);
}

function stateOf(proof: Proof, reference: PaymentReference): PaymentState {
  const payment = readPaymentFacts(proof.answer);
  const isNamed = reference.paymentId === undefined ? payment.paymentRequestId : payment.paymentId;
  if (isNamed === undefined)
    return undecided('inquiryPayment', proof, 'The verified answer does not name the payment.');
  // One guide prints "Success", so case is not trusted. docs/wire/v1 §3.3.
  const status = textMember(proof.answer, 'paymentStatus')?.toUpperCase();
  switch (status) {
    case 'SUCCESS':
      return { kind: 'paid', payment, followUps: readFollowUps(proof.answer), proof };
    case 'FAIL':
      return { kind: 'declined', reason: failureReason(proof.answer), payment, proof };
    case 'CANCELLED':
      return { kind: 'cancelled', payment, proof };
    case 'PROCESSING':
    case 'PENDING':
      return { kind: 'processing', proof };
    default:
      return undecided(
        'inquiryPayment',
        proof,
        `The verified answer has the unknown paymentStatus ${status ?? '(none)'}.`,
      );
  }
}

function failureReason(answer: JsonObject): ResultDescription {
  return describeResult('pay', {
    resultCode: textMember(answer, 'paymentResultCode') ?? '',
    resultStatus: 'F',
    resultMessage: textMember(answer, 'paymentResultMessage') ?? '',
  });
}

function readFollowUps(answer: JsonObject): readonly FollowUp[] {
  return objectListMember(answer, 'transactions').map((transaction) => ({
    transactionType: textMember(transaction, 'transactionType'),
    transactionStatus:
      textMember(transaction, 'transactionStatus') ??
      textMember(objectMember(transaction, 'transactionResult') ?? {}, 'resultStatus'),
    transactionId: textMember(transaction, 'transactionId'),
    transactionRequestId: textMember(transaction, 'transactionRequestId'),
    transactionAmount: amountMember(transaction, 'transactionAmount'),
    transactionTime: textMember(transaction, 'transactionTime'),
  }));
}
