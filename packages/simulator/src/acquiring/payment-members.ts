import { formatIsoTime } from '../iso-time.ts';
import type { JsonValue } from '../payments/answer.ts';
import { toAmountText } from '../payments/money.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import { walletShare } from '../payments/wallet-quote.ts';
import type { Settings } from '../settings.ts';

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** The two ids of a payment under the names of this family. */
export function idMembers(payment: PaymentRecord): Members {
  return { acquirementId: payment.paymentId, merchantTransId: payment.order.paymentRequestId };
}

/**
 * What is told about a paid payment (docs/wire/acquiring §6.1, §6.6).
 * The members of `conversionRate` are this simulator's choice; the reference has none (§10.3).
 */
export function paidMembers(settings: Settings, payment: PaymentRecord): Members {
  const { amount } = payment.order;
  const { actual, rate } = walletShare(settings, amount);
  return {
    ...idMembers(payment),
    orderAmount: { ...toAmountText(amount) },
    payAmount: { ...toAmountText(actual) },
    conversionRate: rate && { currencyPair: rate.currencyPair, value: rate.price },
    paymentTime: formatIsoTime(payment.finalMs ?? payment.createdMs),
  };
}
