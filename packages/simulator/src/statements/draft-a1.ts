import { printMajor, unsigned } from './amount-print.ts';
import { type Columns, linesText, pipeLine, tableLines } from './delimited-table.ts';
import type { DraftContext, DraftFamily } from './draft-context.ts';
import { convertAt, findQuote, rateText } from './exchange-rate.ts';
import { settlementMoment } from './settlement-day.ts';
import { dayDigits, wallClock } from './statement-day.ts';
import type { StatementDraft } from './statement-draft.ts';
import type { StatementRow } from './statement-row.ts';

const directory = '/download';

/** A1, in-store classic: pipes, major units without sign, wall clock of UTC+8 (docs/wire/statements §4); no file without a row. */
export const draftA1: DraftFamily = (context) => {
  const files = [transactionFile(context), settlementFile(context)];
  return files.filter(({ rows }) => rows.length > 0);
};

function transactionFile({ settings, day, transactions }: DraftContext): StatementDraft {
  const { partnerId } = settings.statements;
  const head = (count: number): string => `Partner:${partnerId}|Payment_time: ${day}|Total_count:${count}`;
  return {
    ...{ directory, day, family: 'A1', report: 'transaction' },
    name: `${partnerId}_transaction_${dayDigits(day)}.txt`,
    rows: transactions.map(withTransactionIds),
    render: (rows) =>
      Buffer.from(linesText([head(rows.length), ...tableLines(pipeLine, transactionColumns, rows)])),
  };
}

function settlementFile({ settings, day, settled }: DraftContext): StatementDraft {
  const columns = settlementColumns(settings.statements.rates);
  return {
    ...{ directory, day, family: 'A1', report: 'settlement' },
    name: `${settings.statements.partnerId}_settlement_${dayDigits(day)}.txt`,
    rows: settled.map(asSettled),
    render: (rows) => Buffer.from(linesText(tableLines(pipeLine, columns, rows))),
  };
}

/** A refund carries the payment's Alipay id (docs/wire/statements §4.1). */
function withTransactionIds(row: StatementRow): StatementRow {
  return row.kind === 'refund' ? { ...row, providerId: row.originalProviderId } : row;
}

/** There are P and R only, and a cancel's own id equals the Alipay id (docs/wire/statements §4.2). */
function asSettled(row: StatementRow): StatementRow {
  const printedType = row.kind === 'payment' ? 'P' : 'R';
  const printed = row.kind === 'cancel' ? { ...row, ownId: row.providerId } : withTransactionIds(row);
  return { ...printed, printedType };
}

const ids: Columns<StatementRow> = {
  Partner_transaction_id: ({ ownId }) => ownId,
  Transaction_id: ({ providerId }) => providerId,
};

const shop: Columns<StatementRow> = {
  Secondary_merchant_industry: ({ payment }) => payment.order.shop.mcc,
  Secondary_merchant_name: ({ payment }) => payment.order.merchantName,
  Operator_name: ({ payment }) => payment.order.shop.storeName,
  Order_scene: ({ payment }) => (payment.order.scenario === 'PaymentCode' ? '' : 'shopQrCode'),
  Trans_currency: ({ amount }) => amount.currency,
  Trans_amount: ({ amount }) => printMajor(unsigned(amount)),
  Trans_forex_rate: ({ quote }) => (quote === undefined ? '1' : rateText(quote)),
};

const transactionColumns: Columns<StatementRow> = {
  ...ids,
  Transaction_amount: ({ gross }) => printMajor(unsigned(gross)),
  Charge_amount: ({ fee }) => printMajor(unsigned(fee)),
  Currency: ({ gross }) => gross.currency,
  Payment_time: ({ atMs }) => wallClock(atMs),
  Transaction_type: ({ printedType }) => printedType,
  Remark: ({ payment }) => payment.order.orderDescription,
  ...shop,
};

function settlementColumns(rates: Readonly<Record<string, string>>): Columns<StatementRow> {
  return {
    ...ids,
    Amount: ({ gross }) => printMajor(unsigned(gross)),
    Rmb_amount: (row) => printRmb(rates, row, ({ amount }) => amount),
    Fee: ({ fee }) => printMajor(unsigned(fee)),
    Settlement: ({ net }) => printMajor(unsigned(net)),
    Rmb_settlement: (row) => printRmb(rates, row, ({ amount, fee }) => amount - fee),
    Currency: ({ gross }) => gross.currency,
    Rate: ({ gross }) =>
      isRmbKnown(rates, gross.currency) ? rateText(findQuote(rates, gross.currency, 'CNY')) : '',
    Payment_time: ({ atMs }) => wallClock(atMs),
    Settlement_time: ({ settlementDay }) => wallClock(settlementMoment(settlementDay)),
    Type: ({ printedType }) => printedType,
    Status: () => 'L',
    Remarks: ({ payment }) => payment.order.orderDescription,
    ...shop,
  };
}

/** CNY of a row, the net as amount less fee, each rounded by itself (docs/wire/statements §10.3); nothing without a rate. */
function printRmb(
  rates: Readonly<Record<string, string>>,
  { gross, fee }: StatementRow,
  choose: (rmb: { readonly amount: bigint; readonly fee: bigint }) => bigint,
): string {
  if (!isRmbKnown(rates, gross.currency)) return '';
  const quote = findQuote(rates, gross.currency, 'CNY');
  const amount = convertAt(unsigned(gross), quote).units;
  return printMajor({
    currency: 'CNY',
    units: choose({ amount, fee: convertAt(unsigned(fee), quote).units }),
  });
}

function isRmbKnown(rates: Readonly<Record<string, string>>, currency: string): boolean {
  return currency === 'CNY' || findQuote(rates, currency, 'CNY') !== undefined;
}
