import { type Layout, names } from '../layout.ts';

const online = {
  family: 'A2',
  delimiter: ',',
  preamble: 'none',
  trailer: 'none',
  unit: 'major',
  times: 'clock',
  signs: 'type',
} as const;

const detail = {
  ...online,
  tells: names('Partner_transaction_id Rmb_amount Settlement'),
  required: names(
    'Partner_transaction_id Amount Rmb_amount Fee Settlement Rmb_settlement Currency Rate Payment_time Settlement_time Type Status',
  ),
  optional: names(
    'Remarks Distribute_amount Distribute_rmb_amount Original_partner_transaction_ID Transaction_ID Stem_from',
  ),
  formulas: ['net', 'cny'],
  statuses: { known: /^[PLF]?$/i, others: 'tell' },
} as const satisfies Partial<Layout>;

const filled = 'Partner_transaction_id Amount Currency Payment_time Type';

/** Online classic with yuan columns: web, wap. docs/wire/statements §5.1, §5.2. */
export const onlineLayouts: readonly Layout[] = [
  { ...detail, id: 'A2-fptrade', report: 'transaction', filled: names(filled) },
  {
    ...detail,
    id: 'A2-settle',
    report: 'settlement',
    filled: names(`${filled} Settlement Settlement_time`),
  },
  {
    ...online,
    id: 'A2-settlebatch',
    report: 'batch',
    tells: names('Settle_batch_no Settle_date'),
    required: names('Settle_batch_no Settle_date Amount Fee Settlement Currency'),
    optional: [],
    filled: names('Settle_batch_no Settle_date Amount Fee Settlement Currency'),
    formulas: ['net'],
  },
];
