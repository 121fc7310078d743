import { type Amount, smallestUnits } from './amount.ts';
import { OptionError } from './errors.ts';

/** A rule on top of the currency's scale. */
export interface AmountRule {
  /** The currency it speaks about. */
  readonly currency: string;
  /** The value must be a multiple of this, in the smallest unit. */
  readonly multipleOf: bigint;
  /** The rule in a sentence, for the message. */
  readonly because: string;
}

/** The documented extra rules. docs/wire/v1 §7. */
export const amountRules: Readonly<Record<'rupiah' | 'jkopay' | 'octopus', AmountRule>> = {
  rupiah: {
    currency: 'IDR',
    multipleOf: 100n,
    because: 'IDR has no sen in practice, so its value ends in 00',
  },
  jkopay: { currency: 'TWD', multipleOf: 100n, because: 'JKOPay takes whole dollars only' },
  octopus: { currency: 'HKD', multipleOf: 10n, because: 'Octopus takes multiples of 10 cents only' },
};

/**
 * Checks an amount against one of the documented extra rules. An amount in another currency passes.
 *
 * @throws OptionError `ERR_AMOUNT_RULE` where the value is not such a multiple.
 * @example
 * assertAmountRule(createAmount('IDR', 1_500_000n), amountRules.rupiah);
 */
export function assertAmountRule(amount: Amount, rule: AmountRule): void {
  if (amount.currency !== rule.currency || smallestUnits(amount) % rule.multipleOf === 0n) return;
  throw new OptionError('ERR_AMOUNT_RULE', {
    what: `The amount is not a multiple of ${rule.multipleOf} in the smallest unit: ${rule.because}.`,
    next: 'Round the price by your own rule before paying.',
  });
}
