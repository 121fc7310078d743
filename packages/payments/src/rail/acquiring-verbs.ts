import type { BarcodePayments } from '../barcode/barcode-payments.ts';
import type { BarcodePaid } from '../barcode/pay.ts';
import type { TransactionReference } from '../barcode/requests.ts';
import type { PaymentRail, RailPaid, RailReference } from './payment-rail.ts';

/**
 * Asking, cancelling and refunding over the acquiring family, which are the same however the payment was placed.
 * docs/wire/acquiring §6.2 to §6.4.
 */
export function acquiringVerbs(
  payments: BarcodePayments,
  isvAccessToken: string | undefined,
): Pick<PaymentRail, 'query' | 'cancel' | 'refund'> {
  return {
    async query(reference, call) {
      const state = await payments.payQuery(referenceOf(reference), { ...call, isvAccessToken });
      return state.kind === 'paid' ? paidTransaction(state) : state;
    },
    cancel: (reference, call) => payments.payCancel(referenceOf(reference), { ...call, isvAccessToken }),
    async refund({ refundAttemptId, providerId, amount, reason }, call) {
      const outcome = await payments.refund(
        {
          acquirementId: providerId,
          merchantRefundId: refundAttemptId,
          refundAmount: amount,
          refundReason: reason,
        },
        { ...call, isvAccessToken },
      );
      if (outcome.kind !== 'refunded') return outcome;
      return { kind: 'refunded', providerRefundId: outcome.refundId, proof: outcome.proof };
    },
  };
}

/** A paid transaction in the words of the rail. */
export function paidTransaction({ transaction, proof }: BarcodePaid): RailPaid {
  return { kind: 'paid', providerId: transaction.acquirementId, amount: transaction.orderAmount, proof };
}

function referenceOf({ attemptId, providerId }: RailReference): TransactionReference {
  return { merchantTransId: attemptId, acquirementId: providerId };
}
