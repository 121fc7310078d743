import type { InStorePayments } from '../in-store/in-store-payments.ts';
import type { Paid } from '../in-store/pay.ts';
import type { PaymentReference } from '../in-store/requests.ts';
import type { PaymentRail, RailPaid, RailReference } from './payment-rail.ts';

/** Asking, cancelling and refunding over v1, which are the same however the payment was placed. docs/wire/v1 §3.3 to §3.5. */
export function inStoreVerbs(
  payments: InStorePayments,
  agentToken: string | undefined,
): Pick<PaymentRail, 'query' | 'cancel' | 'refund'> {
  return {
    async query(reference, call) {
      const state = await payments.inquiryPayment(referenceOf(reference), { ...call, agentToken });
      return state.kind === 'paid' ? paidInStore(state) : state;
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

/** A paid v1 payment in the words of the rail. */
export function paidInStore({ payment, proof }: Paid): RailPaid {
  return { kind: 'paid', providerId: payment.paymentId, amount: payment.paymentAmount, proof };
}

function referenceOf({ attemptId, providerId }: RailReference): PaymentReference {
  return { paymentRequestId: attemptId, paymentId: providerId };
}
