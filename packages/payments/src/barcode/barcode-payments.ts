import type { AcquiringGateway } from '@alipay-intl/core/gateway';
import { checkInput } from '@alipay-intl/core/validation';
import { z } from 'zod';
import { assertGateway } from '../assert-gateway.ts';
import { checkBarcodeOptions } from '../call-options.ts';
import { createMemoryRequestIdGuard, type RequestIdGuard } from '../request-id-guard.ts';
import type { BarcodeContext } from './barcode-context.ts';
import { archive, type IndirectMerchantOutcome, maintain, query } from './indirect-merchant.ts';
import { type BarcodePayOutcome, pay } from './pay.ts';
import { type PayCancelOutcome, payCancel } from './pay-cancel.ts';
import { payQuery, type TransactionOutcome } from './pay-query.ts';
import { type PreCreateOutcome, preCreate } from './pre-create.ts';
import { type BarcodeRefundOutcome, refund } from './refund.ts';
import type {
  BarcodeCallOptions,
  BarcodePayRequest,
  BarcodeRefundRequest,
  IndirectMerchantReference,
  MaintainIndirectMerchantRequest,
  PreCreateRequest,
  TransactionReference,
} from './requests.ts';
import { type StateReading, suggestedStateReading } from './state-words.ts';

/** Settings of {@link createBarcodePayments}. */
export interface BarcodeOptions {
  /** The party that Alipay settles to; sent as `merchantId`, or `partnerId` in dialect `public-2.0.2`. */
  readonly merchantId: string;
  /** Remembers the parameters of every id. Default: in the memory of this process. */
  readonly requestIdGuard?: RequestIdGuard | undefined;
  /** Where `payQuery` finds the state, and what its words mean. Default: {@link suggestedStateReading}. */
  readonly stateReading?: StateReading | undefined;
}

/**
 * The operations of the acquiring family. Each sends one signed call, once, under a fresh `reqMsgId`, and resolves
 * with an outcome to be told apart by `kind`. A lost or unproven answer is `unknown`, never an exception.
 *
 * Every operation throws before anything is sent: OptionError `ERR_REQUEST_INVALID` (with `issues` by member path),
 * `ERR_REQUEST_ID_REUSED`, `ERR_SIGNING_FAILED`; and TransportError with `bytesMayHaveLeft: false`.
 */
export interface BarcodePayments {
  /** Charges the code that the buyer shows. docs/wire/acquiring §6.1. */
  pay(request: BarcodePayRequest, options?: BarcodeCallOptions): Promise<BarcodePayOutcome>;
  /** Asks for the state of a transaction. docs/wire/acquiring §6.2. */
  payQuery(reference: TransactionReference, options?: BarcodeCallOptions): Promise<TransactionOutcome>;
  /** Reverses a transaction as a whole. docs/wire/acquiring §6.3. */
  payCancel(reference: TransactionReference, options?: BarcodeCallOptions): Promise<PayCancelOutcome>;
  /** Refunds a transaction in full or in part. docs/wire/acquiring §6.4. */
  refund(request: BarcodeRefundRequest, options?: BarcodeCallOptions): Promise<BarcodeRefundOutcome>;
  /** Makes a code for the buyer to scan. docs/wire/acquiring §6.5. */
  preCreate(request: PreCreateRequest, options?: BarcodeCallOptions): Promise<PreCreateOutcome>;
  /** Registration of secondary merchants. docs/wire/acquiring §6.8. */
  readonly indirectMerchant: {
    maintain(
      request: MaintainIndirectMerchantRequest,
      options?: BarcodeCallOptions,
    ): Promise<IndirectMerchantOutcome>;
    query(
      reference: IndirectMerchantReference,
      options?: BarcodeCallOptions,
    ): Promise<IndirectMerchantOutcome>;
    archive(
      reference: IndirectMerchantReference,
      options?: BarcodeCallOptions,
    ): Promise<IndirectMerchantOutcome>;
  };
}

const stateReading: z.ZodType<StateReading> = z.strictObject({
  fields: z.array(z.string().min(1)).min(1),
  words: z.record(z.string(), z.enum(['paid', 'processing', 'declined', 'cancelled'])),
});

const barcodeOptions: z.ZodType<BarcodeOptions> = z.strictObject({
  merchantId: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'expected 1 to 64 printable characters'),
  requestIdGuard: z
    .custom<RequestIdGuard>((value) => typeof value === 'object' && value !== null, 'expected an object')
    .optional(),
  stateReading: stateReading.optional(),
});

function inCapitals({ fields, words }: StateReading): StateReading {
  const entries = Object.entries(words).map(([word, state]) => [word.toUpperCase(), state] as const);
  return { fields, words: Object.fromEntries(entries) };
}

/**
 * Makes the barcode operations over a gateway.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting.
 */
export function createBarcodePayments(gateway: AcquiringGateway, options: BarcodeOptions): BarcodePayments {
  assertGateway(gateway);
  const settings = checkInput(barcodeOptions, options, {
    code: 'ERR_OPTION_INVALID',
    name: 'barcode configuration',
  });
  const context: BarcodeContext = {
    gateway,
    merchantId: settings.merchantId,
    guard: settings.requestIdGuard ?? createMemoryRequestIdGuard(),
    stateReading: inCapitals(settings.stateReading ?? suggestedStateReading),
  };
  return {
    pay: async (request, call = {}) => pay(context, request, checkBarcodeOptions(call)),
    payQuery: async (reference, call = {}) => payQuery(context, reference, checkBarcodeOptions(call)),
    payCancel: async (reference, call = {}) => payCancel(context, reference, checkBarcodeOptions(call)),
    refund: async (request, call = {}) => refund(context, request, checkBarcodeOptions(call)),
    preCreate: async (request, call = {}) => preCreate(context, request, checkBarcodeOptions(call)),
    indirectMerchant: {
      maintain: async (request, call = {}) => maintain(context, request, checkBarcodeOptions(call)),
      query: async (reference, call = {}) => query(context, reference, checkBarcodeOptions(call)),
      archive: async (reference, call = {}) => archive(context, reference, checkBarcodeOptions(call)),
    },
  };
}
