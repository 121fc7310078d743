import { formatTimestamp } from '@alipay-intl/core/time';
import type { Buyer, Goods, Merchant, Order } from '../in-store/order.ts';
import type { EntryCodePayRequest } from '../in-store/requests.ts';
import { checkClosingTime, type PlacedOrder } from './placed-order.ts';

/** What every v1 payment has in common that the buyer pays later. */
export interface PlacedInStoreOptions {
  readonly merchant: Merchant;
  /** Where the notifications go. */
  readonly paymentNotifyUrl: string;
  /** Needed when several settlement currencies are contracted. */
  readonly settlementCurrency?: string | undefined;
  /** ISO 3166 code of two letters. */
  readonly merchantRegion?: string | undefined;
  /** Sent as `Agent-Token`. */
  readonly agentToken?: string | undefined;
}

/** An order of the v1 family that the buyer pays later; it closes less than 30 minutes ahead. docs/wire/v1 §5.5. */
export interface PlacedInStoreOrder extends PlacedOrder {
  /** The page that the buyer sees after paying; it proves nothing. */
  readonly redirectUrl?: string | undefined;
  readonly goods?: readonly Goods[] | undefined;
  readonly buyer?: Buyer | undefined;
}

type Placing<Env> = Omit<EntryCodePayRequest, 'order'> & { readonly order: Order<Env> };

/** The request that places an order: the same at every repetition, down to its times. */
export function placingOf<Env>(
  charge: PlacedInStoreOrder,
  env: Env,
  { merchant, paymentNotifyUrl, settlementCurrency, merchantRegion }: PlacedInStoreOptions,
): Placing<Env> {
  checkClosingTime(charge);
  const { attemptId, orderId, description, amount, closesAtMs, redirectUrl, goods, buyer } = charge;
  return {
    paymentRequestId: attemptId,
    paymentAmount: amount,
    paymentNotifyUrl,
    paymentRedirectUrl: redirectUrl,
    paymentExpiryTime: formatTimestamp(closesAtMs),
    settlementStrategy: settlementCurrency === undefined ? undefined : { settlementCurrency },
    merchantRegion,
    order: {
      referenceOrderId: orderId,
      orderDescription: description,
      orderAmount: amount,
      merchant,
      env,
      goods,
      buyer,
    },
  };
}
