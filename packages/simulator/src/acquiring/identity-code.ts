import { knownCodeEffect, type PaymentCodeEffect } from '../payments/payment-code.ts';

const invalidCode: PaymentCodeEffect = {
  outcome: { failsWith: 'INVALID_PAYMENT_CODE' },
  isAnswerUnknown: false,
};

/**
 * What a scanned code does. Codes of the known wallet have 16 to 24 digits and begin 25 to 30 (docs/wire/acquiring §6.1);
 * any other text belongs to no wallet. Refusals for risk have a name of their own in this family (§7).
 */
export function identityCodeEffect(code: string): PaymentCodeEffect {
  if (!/^(?:2[5-9]|30)\d{14,22}$/.test(code)) return invalidCode;
  const effect = knownCodeEffect(code);
  const isRisk = typeof effect.outcome === 'object' && effect.outcome.failsWith === 'RISK_REJECT';
  return isRisk ? { ...effect, outcome: { failsWith: 'FRAUD_REJECT' } } : effect;
}
