/**
 * What a row is about. `account-level` is a fee, a reserve, collateral or an adjustment that belongs to no payment,
 * `provider-rounding` the correction row of an acquirer, `total` a row that sums up others, `failed` a row whose status
 * says that nothing was moved. docs/wire/statements §11.4.
 */
export type RecordKind =
  | 'payment'
  | 'refund'
  | 'cancel'
  | 'authorization'
  | 'dispute'
  | 'dispute-reversal'
  | 'payment-reversal'
  | 'refund-reversal'
  | 'rapid-dispute-resolution'
  | 'account-level'
  | 'provider-rounding'
  | 'total'
  | 'failed'
  | 'unknown';

/** Whether money comes to the merchant, goes from the merchant, or does not move. */
export type Direction = 'in' | 'out' | 'none';

/** One printed type: its kind, and the sign that the money of such a row must have. */
export interface TypeRule {
  readonly printed: string;
  readonly kind: RecordKind;
  /** 1 to the merchant, -1 from the merchant, 0 where the type does not tell. */
  readonly sign: 1 | -1 | 0;
}

const kinds: Readonly<Record<string, readonly [RecordKind, TypeRule['sign']]>> = {
  P: ['payment', 1],
  PAYMENT: ['payment', 1],
  CAPTURE: ['payment', 1],
  R: ['refund', -1],
  REFUND: ['refund', -1],
  REVERSAL: ['cancel', -1],
  REVERSE: ['cancel', -1],
  CANCEL: ['cancel', -1],
  VOID: ['cancel', 0],
  AUTHORIZATION: ['authorization', 0],
  DISPUTE: ['dispute', -1],
  DISPUTE_REVERSAL: ['dispute-reversal', 1],
  PAYMENT_REVERSAL: ['payment-reversal', 0],
  REFUND_REVERSAL: ['refund-reversal', 0],
  RAPID_DISPUTE_RESOLUTION: ['rapid-dispute-resolution', 0],
  CDRN: ['rapid-dispute-resolution', 0],
  SETTLEMENT_FEE: ['account-level', 0],
  ADJUSTMENT_FEE: ['account-level', 0],
  COLLATERAL_WITHHELD: ['account-level', 0],
  COLLATERAL_WITHHOLDING: ['account-level', 0],
  COLLATERAL_RELEASED: ['account-level', 0],
  COLLATERAL_RELEASE: ['account-level', 0],
  RESERVE: ['account-level', 0],
  RESERVE_WITHHOLDING: ['account-level', 0],
  RESERVE_RELEASED: ['account-level', 0],
  RESERVE_RELEASE: ['account-level', 0],
  DEFAULT: ['provider-rounding', 0],
  TOTAL: ['total', 0],
};

/** The rule of a printed type, in capitals or not; `unknown` for one that no page documents. docs/wire/statements §16. */
export function typeRule(printed: string): TypeRule {
  const name = printed.toUpperCase();
  const [kind, sign] = (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? (['unknown', 0] as const);
  return { printed, kind, sign };
}
