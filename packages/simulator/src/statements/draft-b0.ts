import { formatIsoTime } from '../iso-time.ts';
import type { Settings } from '../settings.ts';
import { printMajor, printSigned } from './amount-print.ts';
import { batchIdOf } from './batch-id.ts';
import { type Columns, commaLine, linesText, tableLines } from './delimited-table.ts';
import type { DraftContext, DraftFamily } from './draft-context.ts';
import { settlementMoment } from './settlement-day.ts';
import { dayDigits } from './statement-day.ts';
import type { StatementDraft, StatementReport } from './statement-draft.ts';
import { rowsByCurrency, type StatementRow } from './statement-row.ts';
import { type SummaryLine, summaryLines, totalLine } from './summary-line.ts';

/** B0, the files of `alipay.intl.acquiring.*`: one of each report for a currency (docs/wire/statements §8); no file without a row. */
export const draftB0: DraftFamily = (context) => {
  const merchantId = context.settings.acquiring.merchantId;
  const transactions = rowsByCurrency(context.transactions, ({ amount }) => amount.currency);
  const settled = rowsByCurrency(context.settled, ({ net }) => net.currency);
  return [
    ...[...transactions].map(([currency, rows]) =>
      fileOf(context, 'transaction', currency, rows, (told) =>
        tableLines(commaLine, transactionColumns(merchantId), told),
      ),
    ),
    ...[...settled].flatMap(([currency, rows]) => [
      fileOf(context, 'settlement', currency, rows, (told) =>
        tableLines(commaLine, settlementColumns(merchantId), told),
      ),
      fileOf(context, 'summary', currency, rows, (told) =>
        tableLines(commaLine, summaryColumns(merchantId), [...summaryLines(told), ...totalLine(told)]),
      ),
    ]),
  ];
};

const nameStems: Readonly<Record<Exclude<StatementReport, 'archive'>, string>> = {
  transaction: 'ALIPAY_TRANSACTION_DETAIL',
  settlement: 'ALIPAY_SETTLEMENT_DETAIL',
  summary: 'ALIPAY_SETTLEMENT_SUMMARY',
};

function fileOf(
  { settings, day }: DraftContext,
  report: keyof typeof nameStems,
  currency: string,
  rows: readonly StatementRow[],
  lines: (rows: readonly StatementRow[]) => readonly string[],
): StatementDraft {
  return {
    ...{ day, rows, report, family: 'B0' },
    directory: directoryOf(settings, day),
    name: `${nameStems[report]}_${currency}_${dayDigits(day)}.csv`,
    render: (told) => Buffer.from(linesText(lines(told))),
  };
}

function directoryOf(settings: Settings, day: string): string {
  return `/download/${settings.acquiring.merchantId}/${dayDigits(day)}`;
}

/** Names as the sample prints them, `transSTatus` among them (docs/wire/statements §8.1). */
function transactionColumns(merchantId: string): Columns<StatementRow> {
  return {
    merchantId: () => merchantId,
    sellerId: ({ payment }) => payment.order.shop.merchantId,
    storeId: ({ payment }) => payment.order.shop.storeId,
    productCode: () => 'GlobalOfflineAcquire',
    paymentTime: ({ atMs }) => formatIsoTime(atMs),
    orderTitle: ({ payment }) => payment.order.orderDescription,
    transType: ({ printedType }) => printedType,
    transSTatus: () => 'Success',
    merchantTransId: ({ ownId }) => ownId,
    acquirementId: ({ providerId }) => providerId,
    originalAcquirementId: ({ originalProviderId }) => originalProviderId,
    orderAmount: ({ amount }) => printMajor(amount),
    orderCurrency: ({ amount }) => amount.currency,
    remark: () => '',
    userSite: () => 'ALIPAY_CN',
    siteUserId: () => '2088000000000000',
  };
}

/** The columns behind `orderCurrency` are not known; theirs are the names of the summary (docs/wire/statements §8.2). */
function settlementColumns(merchantId: string): Columns<StatementRow> {
  return {
    merchantId: () => merchantId,
    sellerId: ({ payment }) => payment.order.shop.merchantId,
    storeId: ({ payment }) => payment.order.shop.storeId,
    transType: ({ printedType }) => printedType,
    productCode: () => 'GlobalOfflineAcquire',
    remark: () => '',
    acquirementId: ({ providerId }) => providerId,
    originalAcquirementId: ({ originalProviderId }) => originalProviderId,
    paymentTime: ({ atMs }) => formatIsoTime(atMs),
    userSite: () => 'ALIPAY_CN',
    referenceId: batchIdOf,
    settlementTime: ({ settlementDay }) => formatIsoTime(settlementMoment(settlementDay)),
    merchantTransId: ({ ownId }) => ownId,
    orderAmount: ({ amount }) => printMajor(amount),
    orderCurrency: ({ amount }) => amount.currency,
    settlementAmount: ({ net }) => printMajor(net),
    settlementCurrency: ({ net }) => net.currency,
    commission: ({ fee }) => printSigned(fee),
  };
}

function summaryColumns(merchantId: string): Columns<SummaryLine> {
  return {
    type: ({ type }) => type,
    settlementTime: ({ first }) => formatIsoTime(settlementMoment(first.settlementDay)),
    count: ({ count }) => String(count),
    settlementAmount: ({ net }) => printMajor(net),
    settlementCurrency: ({ net }) => net.currency,
    commission: ({ fee }) => printSigned(fee),
    referenceId: ({ first }) => batchIdOf(first),
    merchantId: () => merchantId,
  };
}
