import type { V1Gateway } from '@alipay-intl/core/gateway';
import { type Clock, systemClock } from '@alipay-intl/core/time';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { assertGateway } from '../assert-gateway.ts';
import { checkCallOptions } from '../call-options.ts';
import { createMemoryRequestIdGuard, type RequestIdGuard } from '../request-id-guard.ts';
import { type CancelOutcome, cancel } from './cancel.ts';
import type { InStoreContext } from './in-store-context.ts';
import { inquiryPayment, type PaymentState } from './inquiry-payment.ts';
import { inquiryRefund, type RefundState } from './inquiry-refund.ts';
import {
  type EntryCodeOutcome,
  type OrderCodeOutcome,
  type PaymentCodeOutcome,
  payEntryCode,
  payOrderCode,
  payPaymentCode,
} from './pay.ts';
import { type RefundOutcome, refund } from './refund.ts';
import type {
  CallOptions,
  EntryCodePayRequest,
  OrderCodePayRequest,
  PaymentCodePayRequest,
  PaymentReference,
  RefundReference,
  RefundRequest,
} from './requests.ts';

/** Settings of {@link createInStorePayments}. */
export interface InStoreOptions {
  /** Remembers the parameters of every id. Default: in the memory of this process. */
  readonly requestIdGuard?: RequestIdGuard | undefined;
  /** Time to pay for Entry Code and order code where the request names none, in milliseconds. Default 600000. */
  readonly expiryMs?: number | undefined;
  /** Longest time to pay for Entry Code and order code, in milliseconds. Default 1800000. docs/wire/v1 §5.5. */
  readonly expiryMaxMs?: number | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
}

/**
 * The v1 in-store operations. Each sends one signed call, once, and resolves with an outcome to be told apart by
 * `kind`. A lost or unproven answer is the outcome `unknown`, never an exception.
 *
 * Every operation throws before anything is sent: OptionError `ERR_REQUEST_INVALID` (with `issues` by member path),
 * `ERR_REQUEST_ID_REUSED`, `ERR_SIGNING_FAILED`; and TransportError with `bytesMayHaveLeft: false`.
 */
export interface InStorePayments {
  /** Places a payment from the shop's Entry Code page and says where to send the buyer. docs/wire/v1 §8. */
  payEntryCode(request: EntryCodePayRequest, options?: CallOptions): Promise<EntryCodeOutcome>;
  /** Places a payment and returns the code that the buyer scans. docs/wire/v1 §3.12. */
  payOrderCode(request: OrderCodePayRequest, options?: CallOptions): Promise<OrderCodeOutcome>;
  /** Charges the code that the buyer shows. docs/wire/v1 §3.13, §5.3. */
  payPaymentCode(request: PaymentCodePayRequest, options?: CallOptions): Promise<PaymentCodeOutcome>;
  /** Asks for the state of a payment. docs/wire/v1 §3.3. */
  inquiryPayment(reference: PaymentReference, options?: CallOptions): Promise<PaymentState>;
  /** Cancels a payment as a whole, paid or not. docs/wire/v1 §3.4, §5.6. */
  cancel(reference: PaymentReference, options?: CallOptions): Promise<CancelOutcome>;
  /** Refunds a payment in full or in part. docs/wire/v1 §3.5, §5.7. */
  refund(request: RefundRequest, options?: CallOptions): Promise<RefundOutcome>;
  /** Asks for the state of a refund. docs/wire/v1 §3.6. */
  inquiryRefund(reference: RefundReference, options?: CallOptions): Promise<RefundState>;
}

const functionObject = z.custom<never>(
  (value) => typeof value === 'object' && value !== null,
  'expected an object',
);
const inStoreOptions: z.ZodType<InStoreOptions> = z.strictObject({
  requestIdGuard: functionObject.optional(),
  expiryMs: z.int().min(1_000).optional(),
  expiryMaxMs: z.int().min(1_000).optional(),
  clock: functionObject.optional(),
});

/**
 * Makes the in-store operations over a gateway.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function createInStorePayments(gateway: V1Gateway, options: InStoreOptions = {}): InStorePayments {
  assertGateway(gateway);
  const settings = checkInput(inStoreOptions, options, {
    code: 'ERR_OPTION_INVALID',
    name: 'in-store configuration',
  });
  const context: InStoreContext = {
    gateway,
    guard: settings.requestIdGuard ?? createMemoryRequestIdGuard(),
    clock: settings.clock ?? systemClock,
    expiryMs: settings.expiryMs ?? 600_000,
    expiryMaxMs: settings.expiryMaxMs ?? 1_800_000,
  };
  return {
    payEntryCode: async (request, call = {}) => payEntryCode(context, request, checkCallOptions(call)),
    payOrderCode: async (request, call = {}) => payOrderCode(context, request, checkCallOptions(call)),
    payPaymentCode: async (request, call = {}) => payPaymentCode(context, request, checkCallOptions(call)),
    inquiryPayment: async (reference, call = {}) =>
      inquiryPayment(context, reference, checkCallOptions(call)),
    cancel: async (reference, call = {}) => cancel(context, reference, checkCallOptions(call)),
    refund: async (request, call = {}) => refund(context, request, checkCallOptions(call)),
    inquiryRefund: async (reference, call = {}) => inquiryRefund(context, reference, checkCallOptions(call)),
  };
}
