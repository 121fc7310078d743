import type { BarcodePayments } from '../barcode/barcode-payments.ts';
import type { BarcodePaid } from '../barcode/pay.ts';
import type { Seller, TransactionReference } from '../barcode/requests.ts';
import type { PaymentRail, RailPaid, RailReference } from './payment-rail.ts';

/** What every payment of a till has in common. */
export interface BarcodeRailOptions {
  readonly seller?: Seller | undefined;
  /** Which settlement contract applies. */
  readonly settleContractId?: string | undefined;
  /** Access token of an ISV. */
  readonly isvAccessToken?: string | undefined;
}

/** Charges codes over the acquiring family. docs/wire/acquiring §6, §8. */
export function createBarcodeRail(payments: BarcodePayments, options: BarcodeRailOptions = {}): PaymentRail {
  const { seller, settleContractId, isvAccessToken } = options;
  return {
    name: 'barcode',
    async pay({ attemptId, orderId, description, amount, scannedCode }, call) {
      const outcome = await payments.pay(
        {
          merchantTransId: attemptId,
          identityCode: scannedCode,
          settleContractId,
          order: { orderAmount: amount, orderTitle: description, orderDetail: orderId, seller },
        },
        { ...call, isvAccessToken },
      );
      return outcome.kind === 'paid' ? paidBy(outcome) : outcome;
    },
    async query(reference, call) {
      const state = await payments.payQuery(referenceOf(reference), { ...call, isvAccessToken });
      return state.kind === 'paid' ? paidBy(state) : state;
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

function paidBy({ transaction, proof }: BarcodePaid): RailPaid {
  return { kind: 'paid', providerId: transaction.acquirementId, amount: transaction.orderAmount, proof };
}

function referenceOf({ attemptId, providerId }: RailReference): TransactionReference {
  return { merchantTransId: attemptId, acquirementId: providerId };
}
