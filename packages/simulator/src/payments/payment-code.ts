import { FieldError } from './field-reader.ts';

/** What a scanned code does to the payment: it is paid at once, it waits for the wallet, or it fails with a code. */
export interface PaymentCodeEffect {
  readonly outcome: 'paid' | 'waits' | { readonly failsWith: string };
  /** True when the answer says `UNKNOWN_EXCEPTION`/U although the payment went on. */
  readonly isAnswerUnknown: boolean;
}

/**
 * Payment codes with a known effect, to be sent as `paymentMethod.paymentMethodId` (docs/wire/v1 §3.13).
 * The first six digits decide, the others are free; any other code that begins 25 to 30 pays at once.
 */
export const testPaymentCodes = {
  /** The buyer pays at once: `SUCCESS`/S. */
  paysAtOnce: '280000000000000000',
  /** The wallet asks the buyer: `PAYMENT_IN_PROCESS`/U until `control.confirm` or `control.decline`. */
  waitsForWallet: '289901000000000000',
  /** `USER_BALANCE_NOT_ENOUGH`/F. */
  balanceNotEnough: '289902000000000000',
  /** `EXPIRED_CODE`/F. */
  expiredCode: '289903000000000000',
  /** `RISK_REJECT`/F. */
  riskReject: '289904000000000000',
  /** `UNKNOWN_EXCEPTION`/U; the payment waits for the wallet. */
  unknownThenWaits: '289905000000000000',
  /** `UNKNOWN_EXCEPTION`/U although the buyer has paid. */
  unknownButPaid: '289906000000000000',
  /** `UNKNOWN_EXCEPTION`/U and the payment has failed with `USER_BALANCE_NOT_ENOUGH`. */
  unknownAndFailed: '289907000000000000',
  /** A code of no known wallet: `INVALID_PAYMENT_CODE`/F. */
  invalidCode: '990000000000000000',
} as const;

const effects: ReadonlyMap<string, PaymentCodeEffect> = new Map<string, PaymentCodeEffect>([
  ['289901', { outcome: 'waits', isAnswerUnknown: false }],
  ['289902', { outcome: { failsWith: 'USER_BALANCE_NOT_ENOUGH' }, isAnswerUnknown: false }],
  ['289903', { outcome: { failsWith: 'EXPIRED_CODE' }, isAnswerUnknown: false }],
  ['289904', { outcome: { failsWith: 'RISK_REJECT' }, isAnswerUnknown: false }],
  ['289905', { outcome: 'waits', isAnswerUnknown: true }],
  ['289906', { outcome: 'paid', isAnswerUnknown: true }],
  ['289907', { outcome: { failsWith: 'USER_BALANCE_NOT_ENOUGH' }, isAnswerUnknown: true }],
]);

/** Looks a payment code up; the loosest documented form is taken: 16 to 32 digits (docs/wire/v1 §3.13). */
export function paymentCodeEffect(code: string): PaymentCodeEffect {
  if (!/^\d{16,32}$/.test(code)) {
    throw new FieldError('paymentMethod.paymentMethodId', 'must be 16 to 32 digits');
  }
  if (!/^(?:2[5-9]|30)/.test(code))
    return { outcome: { failsWith: 'INVALID_PAYMENT_CODE' }, isAnswerUnknown: false };
  return knownCodeEffect(code);
}

/** What a code of a known wallet does, decided by its first six digits. */
export function knownCodeEffect(code: string): PaymentCodeEffect {
  return effects.get(code.slice(0, 6)) ?? { outcome: 'paid', isAnswerUnknown: false };
}
