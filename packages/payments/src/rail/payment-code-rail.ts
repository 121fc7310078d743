import { type Clock, formatTimestamp, systemClock } from '@alipay-intl/core/time';
import type { InStorePayments } from '../in-store/in-store-payments.ts';
import type { Merchant } from '../in-store/order.ts';
import { inStoreVerbs, paidInStore } from './in-store-verbs.ts';
import type { PaymentRail } from './payment-rail.ts';

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
      return outcome.kind === 'paid' ? paidInStore(outcome) : outcome;
    },
    ...inStoreVerbs(payments, agentToken),
  };
}
