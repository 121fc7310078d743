import { type Layout, names } from '../layout.ts';
import { amsFile } from './b1-ams.ts';

const transaction =
  'transactionType transactionId transactionRequestId originalTransactionRequestId transactionCompletionTime ' +
  'transactionAmountValue transactionCurrency';
const settlement =
  'settlementBatchId transactionType transactionId transactionRequestId originalTransactionRequestId ' +
  'transactionAmountValue transactionCurrency settlementAmountValue settlementCurrency settlementInitiatedDate';
const summary =
  'settlementBatchId summaryType count settlementAmountValue settlementCurrency settlementInitiatedDate';
const both =
  'PSP ARN referenceMerchantId referenceStoreId referenceTransactionId paymentMethodType wallet transactionCreationTime ' +
  'transactionUpdateTime transactionCompletionTime productCode convertedTransactionAmountValue convertedCurrency ' +
  'quoteCurrencyPair quotePrice issuingCountry cardBrand funding';
const cards =
  'orderDescription status 3DAuthentication 3DOffered accountHolderName originalCardSummary cardNumber(Last4digits) ' +
  'issuer liabilityShift reason settlementBatchId settlementAmountValue settlementCurrency';

/** The three reports of Antom for one name of the merchant column. docs/wire/statements §9.4. */
export function antomReports(family: 'B3' | 'B4', merchantColumn: string): readonly Layout[] {
  const antom = { ...amsFile, family, unit: 'major' } as const;
  return [
    {
      ...antom,
      id: `${family}-transaction`,
      report: 'transaction',
      tells: names(`PSP transactionId transactionCompletionTime ${merchantColumn}`),
      lacks: names('settlementInitiatedDate'),
      required: names(`${merchantColumn} ${transaction}`),
      optional: names(`${both} ${cards}`),
      filled: names('transactionType transactionId'),
      formulas: [],
      statuses: { known: /^(?:SUCCESS|F(?:AIL(?:ED)?)?)?$/i, others: 'tell' },
    },
    {
      ...antom,
      id: `${family}-settlement`,
      report: 'settlement',
      tells: names(`PSP transactionId settlementInitiatedDate ${merchantColumn}`),
      required: names(`${merchantColumn} ${settlement}`),
      optional: names(both),
      filled: names('settlementBatchId transactionType transactionId settlementInitiatedDate'),
      formulas: ['conversion'],
    },
    {
      ...antom,
      id: `${family}-summary`,
      report: 'summary',
      tells: names(`PSP summaryType ${merchantColumn}`),
      required: names(`${merchantColumn} ${summary}`),
      optional: names('PSP'),
      filled: names('settlementBatchId summaryType count settlementInitiatedDate'),
      formulas: ['summary'],
    },
  ];
}

/** Antom, current: itemised fees. docs/wire/statements §9.4. */
export const antomLayouts: readonly Layout[] = antomReports('B3', 'customerId');
