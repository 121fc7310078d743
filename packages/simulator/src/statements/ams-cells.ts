import { formatIsoTime } from '../iso-time.ts';
import type { Money } from '../payments/money.ts';
import { printIn } from './amount-print.ts';
import { batchIdOf } from './batch-id.ts';
import type { Columns } from './delimited-table.ts';
import { settlementMoment } from './settlement-day.ts';
import type { StatementRow } from './statement-row.ts';
import type { SummaryLine } from './summary-line.ts';

/** What all files of one merchant have in common. */
export interface AmsParty {
  readonly customerId: string;
  readonly unit: 'smallest' | 'major';
}

/** Institution that the simulator names as acquirer, which later generations call PSP. */
const acquirerName = 'Alipay_SG';
const walletName = 'ALIPAY_CN';

/** What stands in the columns of a transaction, by their names in any generation (docs/wire/statements §9.2 to §9.4). */
export function itemCells({ customerId, unit }: AmsParty): Columns<StatementRow> {
  const print = (money: Money): string => printIn(unit, money);
  return {
    ...partyCells(customerId),
    ...linkCells,
    settlementBatchId: batchIdOf,
    transactionType: ({ printedType }) => printedType,
    status: () => 'SUCCESS',
    paymentTime: timeOf,
    transactionCreationTime: ({ kind, payment, atMs }) =>
      formatIsoTime(kind === 'payment' ? payment.createdMs : atMs),
    transactionUpdateTime: timeOf,
    transactionCompletionTime: timeOf,
    settlementTime: settlementTimeOf,
    settlementInitiatedDate: settlementTimeOf,
    productCode: () => 'IN_STORE_PAYMENT',
    transactionAmountValue: ({ amount }) => print(amount),
    transactionCurrency: ({ amount }) => amount.currency,
    convertedTransactionAmountValue: ({ gross, quote }) => (quote === undefined ? '' : print(gross)),
    convertedCurrency: ({ gross, quote }) => (quote === undefined ? '' : gross.currency),
    settlementAmountValue: ({ net }) => print(net),
    settlementCurrency: ({ net }) => net.currency,
    quoteCurrencyPair: ({ quote }) => quote?.pair ?? '',
    quotePrice: ({ quote }) => quote?.price ?? '',
    feeAmountValue: ({ fee }) => print(fee),
    feeCurrency: ({ fee }) => fee.currency,
    paymentMethodFeeAmountValue: ({ fee }) => print({ ...fee, units: fee.units - processingUnits(fee) }),
    paymentMethodFeeCurrency: ({ fee }) => fee.currency,
    processingFeeAmountValue: ({ fee }) => print({ ...fee, units: processingUnits(fee) }),
    processingFeeCurrency: ({ fee }) => fee.currency,
  };
}

/** What stands in the columns of a batch's sums (docs/wire/statements §9.3, §9.4). */
export function summaryCells({ customerId, unit }: AmsParty): Columns<SummaryLine> {
  const settledAt = ({ first }: SummaryLine): string => settlementTimeOf(first);
  return {
    ...partyCells(customerId),
    settlementBatchId: ({ first }) => batchIdOf(first),
    summaryType: ({ type }) => type,
    settlementTime: settledAt,
    settlementInitiatedDate: settledAt,
    count: ({ count }) => String(count),
    settlementAmountValue: ({ net }) => printIn(unit, net),
    settlementCurrency: ({ net }) => net.currency,
    feeAmountValue: ({ fee }) => printIn(unit, fee),
    feeCurrency: ({ fee }) => fee.currency,
  };
}

function partyCells(customerId: string): Readonly<Record<string, () => string>> {
  return { customerId: () => customerId, acquirer: () => acquirerName, PSP: () => acquirerName };
}

/** A cancel repeats its payment's ids and names it as its original (docs/wire/statements §9.3). */
const linkCells: Columns<StatementRow> = {
  referenceMerchantId: ({ payment }) => payment.order.shop.merchantId,
  referenceStoreId: ({ payment }) => payment.order.shop.storeId,
  transactionId: ({ providerId }) => providerId,
  originalTransactionId: ({ originalProviderId }) => originalProviderId,
  transactionRequestId: ({ ownId }) => ownId,
  originalTransactionRequestId: ({ originalOwnId }) => originalOwnId,
  referenceTransactionId: ({ payment }) => payment.order.referenceOrderId,
  orderDescription: ({ payment }) => payment.order.orderDescription,
  paymentMethodType: ({ payment }) => payment.order.paymentMethodType,
  pspName: () => walletName,
  wallet: () => walletName,
};

/** The sixth part of the fee, without its fraction, is called processing fee; the rest is that of the payment method. */
function processingUnits({ units }: Money): bigint {
  return units / 6n;
}

function timeOf({ atMs }: StatementRow): string {
  return formatIsoTime(atMs);
}

function settlementTimeOf({ settlementDay }: StatementRow): string {
  return formatIsoTime(settlementMoment(settlementDay));
}
