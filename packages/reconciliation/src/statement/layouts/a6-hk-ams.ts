import { type Layout, names } from '../layout.ts';

const ams = {
  family: 'A6',
  delimiter: ',',
  preamble: 'none',
  trailer: 'maybe',
  unit: 'ask',
  times: 'iso',
  signs: 'printed',
} as const;

/** AlipayHK on AMS: the names of A5, the columns of AMS. Unit and trailer are on no page. docs/wire/statements §6.3. */
export const hongKongAmsLayouts: readonly Layout[] = [
  {
    ...ams,
    id: 'A6-fptrade',
    report: 'transaction',
    tells: names('transactionId transactionAmountValue pspName originalTransactionRequestId'),
    lacks: names('referenceMerchantId acquirer settlementBatchId'),
    required: names(
      'customerId transactionId originalTransactionId transactionRequestId transactionType paymentTime ' +
        'transactionAmountValue transactionCurrency',
    ),
    optional: names(
      'orderDescription paymentMethodType pspName productCode originalTransactionRequestId voucherAmount',
    ),
    filled: names('transactionId transactionType paymentTime transactionAmountValue transactionCurrency'),
    formulas: [],
  },
  {
    ...ams,
    id: 'A6-settle',
    report: 'settlement',
    tells: names('settlementBatchId transactionId pspName originalTransactionRequestId'),
    lacks: names('referenceMerchantId acquirer'),
    required: names(
      'settlementBatchId customerId transactionId originalTransactionId transactionRequestId transactionType paymentTime ' +
        'settlementTime transactionAmountValue transactionCurrency settlementAmountValue settlementCurrency ' +
        'feeAmountValue feeCurrency',
    ),
    optional: names(
      'paymentMethodType pspName productCode originalTransactionRequestId quoteCurrencyPair quotePrice',
    ),
    filled: names('settlementBatchId transactionId transactionType settlementAmountValue settlementCurrency'),
    formulas: ['conversion'],
  },
];
