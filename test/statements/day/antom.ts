import { type AmsPrinting, amsReports } from './ams.ts';
import { someExchange } from './ams-line.ts';
import type { Made } from './draft.ts';
import { digits, type Shop, type ShopEvent } from './event.ts';
import { split } from './style.ts';

const both = split(
  'customerId PSP ARN referenceMerchantId transactionType transactionId transactionRequestId originalTransactionRequestId paymentMethodType wallet transactionCreationTime transactionCompletionTime productCode transactionAmountValue transactionCurrency convertedTransactionAmountValue convertedCurrency quoteCurrencyPair quotePrice',
);
const feeColumns = [
  ['paymentMethodFeeAmountValue', 'paymentMethodFeeCurrency'],
  ['acquirerMarkupAmountValue', 'acquirerMarkupCurrency'],
  ['disputeHandlingFee', 'disputeHandlingFeeCurrency'],
  ['withholdingTaxAmountValue', 'withholdingTaxFeeCurrency'],
  ['moonPhaseFeeAmountValue', 'moonPhaseFeeCurrency'],
] as const;

/** The three files of family B3: itemised fees, one of them in no page. */
export function antomFiles(shop: Shop, events: readonly ShopEvent[]): Made[] {
  const { random, dayMs } = shop;
  const fees = feeColumns.flat();
  const settled = ['settlementAmountValue', 'settlementCurrency', 'settlementInitiatedDate'];
  const columns: AmsPrinting['columns'] = {
    transaction: shuffledTail(shop, [...both, 'orderDescription', 'status']),
    settlement: shuffledTail(shop, ['settlementBatchId', ...both, ...settled, ...fees]),
    summary: [
      'settlementBatchId',
      'customerId',
      'PSP',
      'summaryType',
      'count',
      ...settled,
      ...(random.chance(0.5) ? fees : []),
    ],
  };
  return amsReports(events, {
    ...{
      shop,
      family: 'B3',
      unit: 'major',
      exchange: someExchange(shop),
      batchId: digits(random, 18),
      columns,
    },
    settledAtMs: dayMs + 126_000_000,
    named: { occurredAt: 'transactionCompletionTime', settledAt: 'settlementInitiatedDate' },
    feeColumns,
    layouts: { transaction: 'B3-transaction', settlement: 'B3-settlement', summary: 'B3-summary' },
  });
}

/** The order of the columns may differ from the page. */
function shuffledTail({ random }: Shop, columns: readonly string[]): readonly string[] {
  const at = random.between(0, columns.length - 1);
  return random.chance(0.5) ? columns : [...columns.slice(at), ...columns.slice(0, at)];
}
