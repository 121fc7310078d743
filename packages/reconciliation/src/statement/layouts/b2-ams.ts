import { type Layout, names } from '../layout.ts';
import { amsColumns, amsFile } from './b1-ams.ts';

const second = { ...amsFile, family: 'B2', unit: 'ask', lacks: names('PSP') } as const;
const card = names(
  'acquirer acquirerReferenceNo originalTransactionRequestId issuingCountry cardBrand funding',
);

/** AMS and Antom, second generation: an acquirer, maybe card columns and itemised fees. docs/wire/statements §9.3. */
export const secondAmsLayouts: readonly Layout[] = [
  {
    ...second,
    id: 'B2-transactionItems',
    report: 'transaction',
    tells: names('acquirer transactionId transactionAmountValue'),
    lacks: names('PSP settlementBatchId'),
    required: amsColumns.transaction,
    optional: [...amsColumns.transactionOptional, ...card],
    filled: amsColumns.transactionFilled,
    formulas: [],
  },
  {
    ...second,
    id: 'B2-settlementItems',
    report: 'settlement',
    tells: names('acquirer settlementBatchId transactionId'),
    required: amsColumns.settlement,
    optional: [...amsColumns.settlementOptional, ...card],
    filled: amsColumns.settlementFilled,
    formulas: ['conversion'],
  },
  {
    ...second,
    id: 'B2-settlementSummary',
    report: 'summary',
    tells: names('acquirer settlementBatchId summaryType'),
    required: amsColumns.summary,
    optional: names('acquirer nonGuaranteeCouponValue nonGuaranteeCouponCurrency'),
    filled: amsColumns.summaryFilled,
    formulas: ['summary'],
  },
];
