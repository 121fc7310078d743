import { type Layout, names } from '../layout.ts';
import { hongKongColumns } from './a4-hk-online.ts';

const openapi = {
  ...hongKongColumns,
  family: 'A5',
  times: 'month-first',
  types: /^(?![PR]$)/i,
  statuses: { known: /^(?:SUCCESS|SETTLED|F(?:AIL(?:ED)?)?)?$/i, others: 'tell' },
} as const;
const filled = 'Partner_transaction_id Transaction_id Amount Currency Payment_time Type';

/** AlipayHK openapi, autodebit and PC2Mobile. docs/wire/statements §6.2. */
export const hongKongOpenapiLayouts: readonly Layout[] = [
  { ...openapi, id: 'A5-fptrade', report: 'transaction', filled: names(filled) },
  {
    ...openapi,
    id: 'A5-settle',
    report: 'settlement',
    filled: names(`${filled} Settlement Settlement_time`),
  },
];
