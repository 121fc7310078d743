import type { Amount } from '@alipay-intl/core/money';
import { printRedacted } from '@alipay-intl/core/printing';
import type { JsonObject } from '@alipay-intl/core/signing';
import {
  amountMember,
  type PspCustomerInfo,
  pspCustomerMember,
  type Quote,
  quoteMember,
  textMember,
} from '../wire-members.ts';

/** What a verified answer says about a payment. Members that it does not hold are undefined. docs/wire/v1 §3.2, §3.3. */
export interface PaymentFacts {
  readonly paymentRequestId: string | undefined;
  /** Alipay's id; refunds need it. */
  readonly paymentId: string | undefined;
  /** What was asked for, in the order's currency, smallest unit. */
  readonly paymentAmount: Amount | undefined;
  /** What the buyer pays, in the wallet's currency. Never compare it with the order. */
  readonly actualPaymentAmount: Amount | undefined;
  /** ISO 8601 with offset, as received. */
  readonly paymentCreateTime: string | undefined;
  /** When the final state was reached, ISO 8601 with offset, as received. */
  readonly paymentTime: string | undefined;
  readonly paymentQuote: Quote | undefined;
  /** `paymentAmount` in settlement currency; missing where the currencies are equal or the rate is not locked. */
  readonly grossSettlementAmount: Amount | undefined;
  readonly settlementQuote: Quote | undefined;
  readonly pspCustomerInfo: PspCustomerInfo | undefined;
}

/** Reads the payment members of an answer. */
export function readPaymentFacts(answer: JsonObject): PaymentFacts {
  return printRedacted({
    paymentRequestId: textMember(answer, 'paymentRequestId'),
    paymentId: textMember(answer, 'paymentId'),
    paymentAmount: amountMember(answer, 'paymentAmount'),
    actualPaymentAmount: amountMember(answer, 'actualPaymentAmount'),
    paymentCreateTime: textMember(answer, 'paymentCreateTime'),
    paymentTime: textMember(answer, 'paymentTime'),
    paymentQuote: quoteMember(answer, 'paymentQuote'),
    grossSettlementAmount: amountMember(answer, 'grossSettlementAmount'),
    settlementQuote: quoteMember(answer, 'settlementQuote'),
    pspCustomerInfo: pspCustomerMember(answer, 'pspCustomerInfo'),
  });
}
