import type { Exchange } from '@alipay-intl/core/gateway';
import { checkInput } from '@alipay-intl/core/validation';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { claimRequestId, fingerprintOf } from '../request-id-guard.ts';
import { declined, foreignAnswer, isUnknown, openOutcome, proofOf, undecided } from '../verdict.ts';
import { type BuyerRedirect, readBuyerRedirect } from './buyer-redirect.ts';
import { closingTime } from './closing-time.ts';
import type { InStoreContext } from './in-store-context.ts';
import { type OrderCode, readOrderCode } from './order-code.ts';
import { type PaymentFacts, readPaymentFacts } from './payment-facts.ts';
import { entryCodePayRequest, orderCodePayRequest, paymentCodePayRequest } from './request-schemas.ts';
import type {
  CallOptions,
  EntryCodePayRequest,
  OrderCodePayRequest,
  PaymentCodePayRequest,
} from './requests.ts';

/** The order is placed; now the buyer has to pay. Not paid yet. docs/wire/v1 §3.2. */
export interface EntryCodePlaced {
  readonly kind: 'placed';
  /** Where to send the buyer. */
  readonly redirect: BuyerRedirect;
  readonly payment: PaymentFacts;
  readonly proof: Proof;
}

/** The code is made; now the buyer has to scan it and pay. Not paid yet. docs/wire/v1 §3.2. */
export interface OrderCodePlaced {
  readonly kind: 'placed';
  /** What to show the buyer. */
  readonly orderCode: OrderCode;
  readonly payment: PaymentFacts;
  readonly proof: Proof;
}

/** The money was taken. */
export interface Paid {
  readonly kind: 'paid';
  readonly payment: PaymentFacts;
  readonly proof: Proof;
}

/** What came of `payEntryCode`. */
export type EntryCodeOutcome = EntryCodePlaced | Processing | Declined | Unknown;
/** What came of `payOrderCode`. */
export type OrderCodeOutcome = OrderCodePlaced | Processing | Declined | Unknown;
/** What came of `payPaymentCode`. */
export type PaymentCodeOutcome = Paid | Processing | Declined | Unknown;

const payPath = '/ams/api/v1/payments/pay';

/** Places an Entry Code payment. */
export async function payEntryCode(
  context: InStoreContext,
  input: EntryCodePayRequest,
  options: CallOptions,
): Promise<EntryCodeOutcome> {
  const request = checkInput(entryCodePayRequest, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'Entry Code payment',
  });
  const paymentExpiryTime = closingTime(request.paymentExpiryTime, context);
  const sent = await sendPay(context, 'EntryCode', { ...request, paymentExpiryTime }, options);
  return judgePlaced(sent, request, (proof) => {
    const redirect = readBuyerRedirect(proof.answer);
    return redirect && { kind: 'placed', redirect, payment: readPaymentFacts(proof.answer), proof };
  });
}

/** Places an order code payment. */
export async function payOrderCode(
  context: InStoreContext,
  input: OrderCodePayRequest,
  options: CallOptions,
): Promise<OrderCodeOutcome> {
  const request = checkInput(orderCodePayRequest, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'order code payment',
  });
  const paymentExpiryTime = closingTime(request.paymentExpiryTime, context);
  const sent = await sendPay(context, 'OrderCode', { ...request, paymentExpiryTime }, options);
  return judgePlaced(sent, request, (proof) => {
    const orderCode = readOrderCode(proof.answer);
    return orderCode && { kind: 'placed', orderCode, payment: readPaymentFacts(proof.answer), proof };
  });
}

/** Charges a payment code. */
export async function payPaymentCode(
  context: InStoreContext,
  input: PaymentCodePayRequest,
  options: CallOptions,
): Promise<PaymentCodeOutcome> {
  const request = checkInput(paymentCodePayRequest, input, {
    code: 'ERR_REQUEST_INVALID',
    name: 'payment code payment',
  });
  const { exchange, isRepeat } = await sendPay(context, 'PaymentCode', request, options);
  const proof = proofOf(exchange);
  if (isUnknown(proof)) return proof;
  const undone = refusedOrUndecided(proof, request, isRepeat);
  if (undone !== undefined) return undone;
  const payment = readPaymentFacts(proof.answer);
  if (payment.paymentRequestId === undefined) {
    return undecided('pay', proof, 'The verified answer says success but not for which paymentRequestId.');
  }
  return { kind: 'paid', payment, proof };
}

type Scenario = 'EntryCode' | 'OrderCode' | 'PaymentCode';
type Sent = { readonly exchange: Exchange; readonly isRepeat: boolean };
type PayBody = Pick<EntryCodePayRequest, 'paymentRequestId' | 'paymentAmount' | 'paymentExpiryTime'> & {
  readonly order: Omit<EntryCodePayRequest['order'], 'env'>;
  readonly paymentMethod?: PaymentCodePayRequest['paymentMethod'];
};

async function sendPay(
  context: InStoreContext,
  scenario: Scenario,
  request: PayBody,
  options: CallOptions,
): Promise<Sent> {
  const { paymentRequestId, paymentAmount, order, paymentMethod } = request;
  // Beyond what Alipay compares (docs/wire/v1 §5.8), a changed order under an old id is a mistake of the caller.
  const fingerprint = fingerprintOf([
    scenario,
    paymentAmount.currency,
    paymentAmount.value,
    paymentMethod?.paymentMethodId,
    order.referenceOrderId,
    order.merchant.referenceMerchantId,
  ]);
  const isRepeat = await claimRequestId(
    context.guard,
    { operation: 'pay', requestId: paymentRequestId, fingerprint },
    'paymentRequestId',
  );
  const body = {
    productCode: 'IN_STORE_PAYMENT',
    ...request,
    paymentFactor: { inStorePaymentScenario: scenario },
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', ...paymentMethod },
  };
  return { exchange: await context.gateway.exchange({ path: payPath, body, ...options }), isRepeat };
}

function judgePlaced<Placed>(
  { exchange, isRepeat }: Sent,
  request: Pick<PayBody, 'paymentRequestId' | 'paymentAmount'>,
  readPlaced: (proof: Proof) => Placed | undefined,
): Placed | Processing | Declined | Unknown {
  const proof = proofOf(exchange);
  if (isUnknown(proof)) return proof;
  // Both S and PAYMENT_IN_PROCESS/U mean "placed" when they say where to pay. docs/wire/v1 §3.2, §12 row 4.
  const undone = refusedOrUndecided(proof, request, isRepeat);
  if (undone !== undefined && undone.kind !== 'processing') return undone;
  const placed = readPlaced(proof);
  return (
    placed ??
    undone ??
    undecided('pay', proof, 'The verified answer says success but not where the buyer can pay.')
  );
}

function refusedOrUndecided(
  proof: Proof,
  request: Pick<PayBody, 'paymentRequestId' | 'paymentAmount'>,
  isRepeat: boolean,
): Processing | Declined | Unknown | undefined {
  const { resultStatus, resultCode } = proof.result;
  const { paymentRequestId, paymentAmount } = request;
  const open =
    foreignAnswer(proof, { paymentRequestId, paymentAmount }) ?? openOutcome('pay', proof, isRepeat);
  if (open !== undefined) return open;
  if (resultStatus === 'S') return undefined;
  if (resultStatus === 'F') return declined('pay', proof);
  return resultCode === 'PAYMENT_IN_PROCESS' ? { kind: 'processing', proof } : undecided('pay', proof);
}
