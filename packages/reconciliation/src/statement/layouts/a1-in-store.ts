import { type Layout, names } from '../layout.ts';

const store =
  'Secondary_merchant_industry Secondary_merchant_name Secondary_merchant_id Operator_name Order_scene ' +
  'Trans_currency Trans_amount Trans_forex_rate Issue';

/** In-store classic, pipes. docs/wire/statements §4. */
export const inStoreLayouts: readonly Layout[] = [
  {
    id: 'A1-transaction',
    family: 'A1',
    report: 'transaction',
    delimiter: '|',
    tells: names('Transaction_amount Charge_amount'),
    required: names(
      'Partner_transaction_id Transaction_id Transaction_amount Charge_amount Currency Payment_time Transaction_type',
    ),
    optional: names(`Remark ${store}`),
    filled: names(
      'Partner_transaction_id Transaction_id Transaction_amount Currency Payment_time Transaction_type',
    ),
    preamble: 'partner',
    trailer: 'none',
    unit: 'major',
    times: 'clock',
    signs: 'type',
    formulas: [],
  },
  {
    id: 'A1-settlement',
    family: 'A1',
    report: 'settlement',
    delimiter: '|',
    tells: names('Partner_transaction_id Fee Settlement'),
    lacks: names('Distribute_amount'),
    required: names(
      'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Settlement_time Type Status',
    ),
    optional: names(`Rmb_amount Rmb_settlement Rate Remarks ${store}`),
    filled: names(
      'Partner_transaction_id Transaction_id Amount Fee Settlement Currency Payment_time Settlement_time Type',
    ),
    preamble: 'none',
    trailer: 'none',
    unit: 'major',
    times: 'clock',
    signs: 'type',
    formulas: ['net', 'cny'],
    statuses: { known: /^L$/i, others: 'refuse' },
  },
];
