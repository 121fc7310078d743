import { type Clock, formatTimestamp, systemClock } from '@alipay-intl/core/time';
import type { InStorePayments } from '../in-store/in-store-payments.ts';
import type { Merchant } from '../in-store/order.ts';
import type { PaymentReference } from '../in-store/requests.ts';
import type { PaymentRail, RailReference } from './payment-rail.ts';

/** What every payment of a till has in common. */
export interface PaymentCodeRailOptions {
  readonly merchant: Merchant;
  /** Your id of the till. */
  readonly storeTerminalId: string;
  /** Where the notifications go. */
  readonly paymentNotifyUrl: string;
  /** Needed when several settlement currencies are contracted. */
  readonly settlementCurrency?: string | undefined;
  /** Sent as `Agent-Token`. */
  readonly agentToken?: string | undefined;
  /** The time. Default: this machine's. */
  readonly clock?: Clock | undefined;
}

/** Charges codes over the v1 family. docs/wire/v1 §5.3. */
export function createPaymentCodeRail(
  payments: InStorePayments,
  options: PaymentCodeRailOptions,
): PaymentRail {
  const { merchant, storeTerminalId, paymentNotifyUrl, settlementCurrency, agentToken } = options;
  const clock = options.clock ?? systemClock;
  return {
    name: 'payment-code',
    async pay({ attemptId, orderId, description, amount, scannedCode }, call) {
      const outcome = await payments.payPaymentCode(
        {
          paymentRequestId: attemptId,
          paymentAmount: amount,
          paymentMethod: { paymentMethodId: scannedCode },
          paymentNotifyUrl,
          settlementStrategy: settlementCurrency === undefined ? undefined : { settlementCurrency },
          order: {
            referenceOrderId: orderId,
            orderDescription: description,
            orderAmount: amount,
            merchant,
            env: { storeTerminalId, storeTerminalRequestTime: formatTimestamp(clock.now()) },
          },
        },
        { ...call, agentToken },
      );
      return outcome.kind === 'paid' ? paidBy(outcome) : outcome;
    },
    async query(reference, call) {
      const state = await payments.inquiryPayment(referenceOf(reference), { ...call, agentToken });
      return state.kind === 'paid' ? paidBy(state) : state;
    },
    cancel: (reference, call) => payments.cancel(referenceOf(reference), { ...call, agentToken }),
    async refund({ refundAttemptId, providerId, amount, reason }, call) {
      const outcome = await payments.refund(
        {
          refundRequestId: refundAttemptId,
          paymentId: providerId,
          refundAmount: amount,
          refundReason: reason,
        },
        { ...call, agentToken },
      );
      if (outcome.kind !== 'refunded') return outcome;
      return { kind: 'refunded', providerRefundId: outcome.refund.refundId, proof: outcome.proof };
    },
  };
}

type PaidV1 = Extract<Awaited<ReturnType<InStorePayments['payPaymentCode']>>, { kind: 'paid' }>;

function paidBy({
  payment,
  proof,
}: PaidV1): Extract<Awaited<ReturnType<PaymentRail['pay']>>, { kind: 'paid' }> {
  return { kind: 'paid', providerId: payment.paymentId, amount: payment.paymentAmount, proof };
}

function referenceOf({ attemptId, providerId }: RailReference): PaymentReference {
  return { paymentRequestId: attemptId, paymentId: providerId };
}
