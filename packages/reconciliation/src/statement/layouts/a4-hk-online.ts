import { type Layout, names } from '../layout.ts';

/** What AlipayHK's own two layouts have in common; only their values tell them apart. docs/wire/statements §6.1, §6.2. */
export const hongKongColumns: Omit<Layout, 'id' | 'family' | 'report' | 'filled' | 'times' | 'statuses'> = {
  delimiter: ',',
  tells: names('Partner_transaction_id Settlement Issue Product'),
  lacks: names('Rmb_amount'),
  required: names(
    'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Settlement_time Type Status',
  ),
  optional: names('Refund Issue Product Remarks Original_partner_transaction_ID'),
  preamble: 'none',
  trailer: 'none',
  unit: 'major',
  signs: 'type',
  formulas: ['net'],
};

const hongKongOnline = {
  ...hongKongColumns,
  family: 'A4',
  times: 'clock',
  types: /^[PR]$/i,
  statuses: { known: /^[PLF]?$/i, others: 'tell' },
} as const;
const filled = 'Partner_transaction_id Transaction_id Amount Currency Payment_time Type';

/** AlipayHK online: website, wap, app. docs/wire/statements §6.1. */
export const hongKongOnlineLayouts: readonly Layout[] = [
  { ...hongKongOnline, id: 'A4-fptrade', report: 'transaction', filled: names(filled) },
  {
    ...hongKongOnline,
    id: 'A4-settle',
    report: 'settlement',
    filled: names(`${filled} Settlement Settlement_time`),
  },
];
