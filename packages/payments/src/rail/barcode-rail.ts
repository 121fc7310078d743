import type { BarcodePayments } from '../barcode/barcode-payments.ts';
import type { Seller } from '../barcode/requests.ts';
import { acquiringVerbs, paidTransaction } from './acquiring-verbs.ts';
import type { PaymentRail } from './payment-rail.ts';

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
      return outcome.kind === 'paid' ? paidTransaction(outcome) : outcome;
    },
    ...acquiringVerbs(payments, isvAccessToken),
  };
}
