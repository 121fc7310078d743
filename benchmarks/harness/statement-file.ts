import { open } from 'node:fs/promises';

/** A generated statement: a plausible file of many rows, in which every sum and formula is right. */
export interface StatementKind {
  readonly name: string;
  readonly delimiter: ',' | '|';
  readonly head: (rows: number) => string;
  readonly row: (number: number) => string;
  readonly tail: string;
}

const settled =
  'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|Currency|Rate|Payment_time|Settlement_time|' +
  'Type|Status|Remarks|Secondary_merchant_industry|Secondary_merchant_name|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate\n';
const transacted =
  'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|' +
  'Secondary_merchant_industry|Secondary_merchant_name|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate\n';
const fees =
  'paymentMethod interchange scheme processing tax refund financing rdr anticipation riskDecisionService riskManagement cdrn iof rtauService ntService revenueBoosterService'
    .split(' ')
    .map((fee) => `${fee}FeeAmountValue,${fee}FeeCurrency`)
    .join(',');
const detailed =
  'settlementBatchId,customerId,PSP,ARN,referenceMerchantId,referenceStoreId,transactionType,transactionId,transactionRequestId,' +
  'originalTransactionRequestId,referenceTransactionId,paymentMethodType,wallet,transactionCreationTime,transactionCompletionTime,' +
  `productCode,transactionAmountValue,transactionCurrency,settlementAmountValue,settlementCurrency,settlementInitiatedDate,${fees}\n`;

/** The kinds of files that are measured. */
export const statementKinds = {
  'A1, 21 columns': {
    name: '2088000000000000_settlement_20261122.txt',
    delimiter: '|',
    head: () => settled,
    row: settledRow,
    tail: '',
  },
  'A1, 15 columns': {
    name: '2088000000000000_transaction_20261121.txt',
    delimiter: '|',
    head: (rows) => `Partner:2088000000000000|Payment_time: 2026-11-21|Total_count:${rows}\n${transacted}`,
    row: transactedRow,
    tail: '',
  },
  B3: {
    name: 'SETTLEMENT_DETAIL_202611221985548486_20261122.csv',
    delimiter: ',',
    head: () => detailed,
    row: detailedRow,
    tail: '<END>\n',
  },
} as const satisfies Readonly<Record<string, StatementKind>>;

export type StatementKindName = keyof typeof statementKinds;

const rowsAtOnce = 5_000;

/** Writes a file of so many rows, a piece at a time. Answers its bytes. */
export async function writeStatement(path: string, kind: StatementKindName, rows: number): Promise<number> {
  const { head, row, tail } = statementKinds[kind];
  const file = await open(path, 'w');
  try {
    let bytes = (await file.write(head(rows))).bytesWritten;
    for (let from = 0; from < rows; from += rowsAtOnce) {
      let piece = '';
      for (let number = from; number < Math.min(rows, from + rowsAtOnce); number += 1) piece += row(number);
      bytes += (await file.write(piece)).bytesWritten;
    }
    return bytes + (await file.write(tail)).bytesWritten;
  } finally {
    await file.close();
  }
}

/** The bytes of an average row. */
export function rowBytes(kind: StatementKindName): number {
  return Buffer.byteLength(statementKinds[kind].row(1_234_567));
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const cents = (value: number): string => {
  const size = pad(Math.abs(value), 3);
  return `${value < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
};
const amountOf = (number: number): number => 100 + ((number * 7_919) % 999_983);
const clockOf = (number: number): string =>
  `${pad(number % 24, 2)}:${pad((number * 7) % 60, 2)}:${pad((number * 13) % 60, 2)}`;
const ids = (number: number): string =>
  `EASA-20261121-${pad(number, 10)}|20261121210010042${pad(number, 11)}`;

function settledRow(number: number): string {
  const amount = amountOf(number);
  const fee = Math.floor((amount * 6) / 1_000);
  const gross = Math.round((amount * 54_194) / 10_000);
  const net = gross - Math.round((fee * 54_194) / 10_000);
  return (
    `${ids(number)}|${cents(amount)}|${cents(gross)}|${cents(fee)}|${cents(amount - fee)}|${cents(net)}|AUD|5.41940000|` +
    `2026-11-21 ${clockOf(number)}|2026-11-22 15:46:00|${number % 20 === 19 ? 'R' : 'P'}|L||5311|Corner shop|till 7|shopQrCode|AUD|${cents(amount)}|1\n`
  );
}

function transactedRow(number: number): string {
  const amount = amountOf(number);
  return (
    `${ids(number)}|${cents(amount)}|${cents(Math.floor((amount * 6) / 1_000))}|AUD|2026-11-21 ${clockOf(number)}|` +
    `${number % 20 === 19 ? 'REFUND' : 'PAYMENT'}||5311|Corner shop|till 7|shopQrCode|AUD|${cents(amount)}|1\n`
  );
}

function detailedRow(number: number): string {
  const isRefund = number % 20 === 19;
  const amount = isRefund ? -amountOf(number) : amountOf(number);
  const fee = isRefund ? 0 : -Math.floor((amount * 29) / 1_000);
  const original = isRefund ? `order-${pad(number - 1, 12)}` : '';
  const own = `${isRefund ? 'refund' : 'order'}-${pad(number, 12)}`;
  const time = `2026-11-21T${clockOf(number)}+08:00`;
  return (
    `202611221985548486,1022188000000000001,Alipay_SG,,,,${isRefund ? 'REFUND' : 'PAYMENT'},20261121194010800100${pad(number, 14)},${own},${original},,` +
    `ALIPAY_CN,ALIPAY_CN,${time},${time},CASHIER_PAYMENT,${cents(amount)},USD,${cents(amount + fee)},USD,2026-11-22T10:00:00+08:00,` +
    `${cents(fee)},USD${',,'.repeat(15)}\n`
  );
}
