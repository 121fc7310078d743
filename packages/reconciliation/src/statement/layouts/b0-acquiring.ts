import { type Layout, names } from '../layout.ts';

const acquiring = {
  family: 'B0',
  delimiter: ',',
  preamble: 'none',
  trailer: 'none',
  unit: 'major',
  times: 'iso',
} as const;

const statuses: Layout['statuses'] = { known: /^(?:SUCCESS|F(?:AIL(?:ED)?)?)?$/i, others: 'tell' };

/** `alipay.intl.acquiring.*`: major units although its interface takes the smallest. docs/wire/statements §8. */
export const acquiringLayouts: readonly Layout[] = [
  {
    ...acquiring,
    id: 'B0-transaction',
    report: 'transaction',
    tells: names('merchantTransId acquirementId orderAmount'),
    lacks: names('settlementTime'),
    required: names(
      'merchantId productCode paymentTime transType transStatus merchantTransId acquirementId orderAmount orderCurrency',
    ),
    optional: names('sellerId storeId orderTitle originalAcquirementId remark userSite siteUserId'),
    filled: names('merchantId paymentTime transType merchantTransId acquirementId orderAmount orderCurrency'),
    signs: 'type',
    formulas: [],
    statuses,
  },
  {
    ...acquiring,
    id: 'B0-settlement',
    report: 'settlement',
    tells: names('merchantTransId acquirementId settlementTime'),
    required: names(
      'merchantId transType acquirementId paymentTime referenceId settlementTime merchantTransId orderAmount orderCurrency',
    ),
    optional: names(
      'sellerId storeId productCode remark originalAcquirementId userSite siteUserId settlementAmount settlementCurrency ' +
        'commission orderTitle transStatus',
    ),
    filled: names(
      'merchantId transType acquirementId paymentTime settlementTime merchantTransId orderAmount orderCurrency',
    ),
    signs: 'type',
    formulas: ['conversion'],
    statuses,
  },
  {
    ...acquiring,
    id: 'B0-summary',
    report: 'summary',
    tells: names('type settlementAmount commission'),
    required: names('type settlementTime count settlementAmount settlementCurrency commission referenceId'),
    optional: names('merchantId'),
    filled: names('type settlementTime count settlementAmount settlementCurrency commission referenceId'),
    signs: 'printed',
    formulas: ['summary'],
  },
];
