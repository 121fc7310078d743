export {
  type Amount,
  addAmounts,
  amountsEqual,
  compareAmounts,
  createAmount,
  isAmount,
  readAmount,
  smallestUnits,
  subtractAmounts,
} from './amount.ts';
export { type AmountRule, amountRules, assertAmountRule } from './amount-rule.ts';
export { currencyExponent, currencyTableDate, isCurrency, listCurrencies } from './currency.ts';
export { amountFromDecimal, amountToDecimal, formatAmount } from './decimal-amount.ts';
