import { type Layout, names } from '../layout.ts';

/** What all AMS and Antom files have in common. docs/wire/statements §9. */
export const amsFile: Pick<Layout, 'delimiter' | 'preamble' | 'trailer' | 'times' | 'signs'> = {
  delimiter: ',',
  preamble: 'none',
  trailer: 'end',
  times: 'iso',
  signs: 'printed',
};

/** The columns that both generations of AMS files need. */
export const amsColumns: Readonly<
  Record<
    | 'transaction'
    | 'transactionFilled'
    | 'transactionOptional'
    | 'settlement'
    | 'settlementFilled'
    | 'settlementOptional'
    | 'summary'
    | 'summaryFilled',
    readonly string[]
  >
> = {
  transaction: names(
    'customerId transactionId originalTransactionId transactionRequestId transactionType paymentTime ' +
      'transactionAmountValue transactionCurrency',
  ),
  transactionFilled: names('transactionId transactionType'),
  transactionOptional: names(
    'referenceMerchantId referenceStoreId referenceTransactionId orderDescription paymentMethodType pspName productCode',
  ),
  settlement: names(
    'settlementBatchId customerId transactionId originalTransactionId transactionRequestId transactionType paymentTime ' +
      'settlementTime transactionAmountValue transactionCurrency settlementAmountValue settlementCurrency ' +
      'feeAmountValue feeCurrency',
  ),
  settlementFilled: names('settlementBatchId transactionId transactionType settlementTime'),
  settlementOptional: names(
    'referenceMerchantId referenceStoreId referenceTransactionId paymentMethodType pspName productCode ' +
      'quoteCurrencyPair quotePrice nonGuaranteeCouponValue nonGuaranteeCouponCurrency',
  ),
  summary: names(
    'settlementBatchId customerId summaryType settlementTime count settlementAmountValue settlementCurrency ' +
      'feeAmountValue feeCurrency',
  ),
  summaryFilled: names('settlementBatchId summaryType settlementTime count'),
};

const first = { ...amsFile, family: 'B1', unit: 'ask' } as const;

/** AMS, first generation. docs/wire/statements §9.2. */
export const amsLayouts: readonly Layout[] = [
  {
    ...first,
    id: 'B1-transactionItems',
    report: 'transaction',
    tells: names('transactionId transactionAmountValue pspName referenceMerchantId'),
    lacks: names('acquirer settlementBatchId'),
    required: amsColumns.transaction,
    optional: amsColumns.transactionOptional,
    filled: amsColumns.transactionFilled,
    formulas: [],
  },
  {
    ...first,
    id: 'B1-settlementItems',
    report: 'settlement',
    tells: names('settlementBatchId transactionId pspName referenceMerchantId'),
    lacks: names('acquirer'),
    required: amsColumns.settlement,
    optional: amsColumns.settlementOptional,
    filled: amsColumns.settlementFilled,
    formulas: ['conversion'],
  },
  {
    ...first,
    id: 'B1-settlementSummary',
    report: 'summary',
    tells: names('settlementBatchId summaryType customerId'),
    lacks: names('acquirer PSP'),
    required: amsColumns.summary,
    optional: [],
    filled: amsColumns.summaryFilled,
    formulas: ['summary'],
  },
];
