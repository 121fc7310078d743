import type { BreakTexts } from './break-text.ts';
import { amountDifferenceWords, costDifferenceWords, sentences, sideWords } from './side-words.ts';

/** Rows that both books have, with money that differs. */
export const moneyTexts: BreakTexts<
  'AMOUNT_MISMATCH' | 'CURRENCY_MISMATCH' | 'FEE_MISMATCH' | 'FX_MISMATCH' | 'NET_FORMULA_MISMATCH'
> = {
  AMOUNT_MISMATCH: {
    title: 'Different amounts',
    what: (found) => sentences(sideWords(found), amountDifferenceWords(found)),
    why: 'The same payment has another amount in the other book. Often the order was changed after it was sent to Alipay, an amount went out in the wrong unit, or a partial refund was booked as a whole one.',
    next: 'Take the amount that Alipay confirmed when it was paid as the true one. Correct own books where they differ from it; send both rows to Alipay where its own files differ from it.',
  },
  CURRENCY_MISMATCH: {
    title: 'Different currencies',
    what: (found) =>
      sentences(sideWords(found), 'The two are not in the same currency, so no amounts were compared.'),
    why: 'Own books keep this payment in another currency than Alipay does: often the currency of the shop instead of the currency of the order.',
    next: 'Look up in which currency the payment was requested and correct own books. Where Alipay booked another currency than was requested, send both rows to Alipay.',
  },
  FEE_MISMATCH: {
    title: 'Fee not as agreed',
    what: (found) => sentences(sideWords(found), costDifferenceWords(found)),
    why: "The fee that Alipay took is not what the contract's rate gives for this amount, or its two files show different fees. A new rate, a rate for another payment method or a least fee may be missing in the terms.",
    next: 'Compare with the contract. Where it has a rate that the terms do not, add it and run the day again. Otherwise collect these rows and claim the difference from Alipay.',
  },
  FX_MISMATCH: {
    title: 'Exchange rate not as agreed',
    what: (found) => sentences(sideWords(found), costDifferenceWords(found)),
    why: 'What was settled does not follow from the amount and the agreed rate. Rates change by day and, for refunds, may be those of the day of the payment.',
    next: 'Look up the rate of that day. Where the terms hold an old one, correct them and run the day again. Otherwise ask Alipay how the amount was converted.',
  },
  NET_FORMULA_MISMATCH: {
    title: 'Net is not amount plus fee',
    what: (found) => sentences(sideWords(found), costDifferenceWords(found)),
    why: "Alipay's own row does not add up: its net is not its amount plus its fee. The file was read only because this finding was accepted.",
    next: 'Send the row to Alipay and ask what else was taken. Until it is answered, book what reached the bank.',
  },
};
