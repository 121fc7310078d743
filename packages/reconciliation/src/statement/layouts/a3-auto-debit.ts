import { type Layout, names } from '../layout.ts';

const autoDebit = {
  family: 'A3',
  delimiter: '|',
  tells: names('Partner_transaction_id Settlement Distribute_amount'),
  required: names(
    'Partner_transaction_id Transaction_id Amount Rmb_amount Fee Distribute_amount Distribute_rmb_amount Settlement ' +
      'Rmb_settlement Currency Rate Payment_time Settlement_time Type Status Remarks',
  ),
  optional: [],
  preamble: 'none',
  trailer: 'none',
  unit: 'major',
  times: 'clock',
  signs: 'type',
  formulas: ['net', 'cny'],
  originalInRemark: true,
} as const satisfies Partial<Layout>;

const filled = 'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Type';

/** Autodebit and older online products, pipes without a file header. docs/wire/statements §5.3. */
export const autoDebitLayouts: readonly Layout[] = [
  {
    ...autoDebit,
    id: 'A3-transaction',
    report: 'transaction',
    filled: names(filled),
    statuses: { known: /^[PLF]?$/i, others: 'tell' },
  },
  {
    ...autoDebit,
    id: 'A3-settlement',
    report: 'settlement',
    filled: names(`${filled} Settlement_time`),
    statuses: { known: /^L$/i, others: 'refuse' },
  },
];
