import type { AlarmKind } from '@alipay-intl/payments/checkout';
import { type Account, refundedUnits } from './account.ts';

/** What the checkout tells of a payment. */
export interface Told {
  readonly kind: 'pending' | 'paid' | 'declined' | 'reversed' | 'manual';
  readonly openAlarms: readonly AlarmKind[];
}

/** Money that the shop must have; `mostUnits` is more where somebody has yet to find out. */
export interface ShopMoney {
  readonly leastUnits: bigint;
  readonly mostUnits: bigint;
}

/** Tells whether the payment is handed to a person. */
export function isOpenItem({ kind, openAlarms }: Told): boolean {
  return kind === 'manual' || openAlarms.length > 0;
}

/**
 * The shop's side of a payment, from what it was told and from the refunds in the journal alone.
 *
 * @param extraUnits - what the wallet may take on top of the order; of a decided payment that is never right.
 */
export function shopMoneyOf(account: Account, told: Told, extraUnits: bigint): ShopMoney {
  const refunded = refundedUnits(account, 'refunded');
  // Money that came after the end and was given back is none.
  const ownUnits = told.kind === 'paid' ? account.units - refunded : 0n;
  if (!isOpenItem(told)) return { leastUnits: ownUnits, mostUnits: ownUnits };
  if (told.kind === 'paid' && told.openAlarms.every((alarm) => alarm === 'refund-undecided')) {
    return { leastUnits: ownUnits - refundedUnits(account, 'manual'), mostUnits: ownUnits };
  }
  return { leastUnits: 0n, mostUnits: account.units + extraUnits - refunded };
}
