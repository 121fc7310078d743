/** What a test says of a row of a transaction file of B1; amounts in the smallest unit of US dollars. */
export interface WalletRow {
  readonly id: string;
  readonly original?: string;
  readonly own: string;
  readonly type: string;
  readonly value: string;
  readonly clock?: string;
}

/** The files of B1 have no unit of their own. */
export const smallestUnit = { statementOptions: { unit: 'smallest' } } as const;

export const usd = (value: string) => ({ amount: { currency: 'USD', value } }) as const;

const transactionHeader =
  'customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,' +
  'orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency';

/** The transaction file of a day. */
export function walletTransactions(
  rows: readonly WalletRow[],
  day: string,
): Readonly<Record<string, string>> {
  const lines = rows.map(
    ({ id, original = '', own, type, value, clock = '10:00:00' }) =>
      `1022188000000000001,,,${id},${original},${own},,,ALIPAY_CN,,${type},${day}T${clock}+08:00,CASHIER_PAYMENT,${value},USD`,
  );
  return {
    [`transactionItems_${day.replaceAll('-', '')}_000.csv`]: [transactionHeader, ...lines, '<END>', ''].join(
      '\n',
    ),
  };
}

const settlementHeader =
  'settlementBatchId,customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,' +
  'referenceTransactionId,paymentMethodType,pspName,transactionType,paymentTime,settlementTime,productCode,transactionAmountValue,' +
  'transactionCurrency,settlementAmountValue,settlementCurrency,quoteCurrencyPair,quotePrice,feeAmountValue,feeCurrency,' +
  'nonGuaranteeCouponValue,nonGuaranteeCouponCurrency';

/** The settlement file of a day, of payments that were made on the day `paidOn`. */
export function walletSettlement(
  rows: readonly WalletRow[],
  day: string,
  paidOn: string,
): Readonly<Record<string, string>> {
  const batch = `${day.replaceAll('-', '')}10210401230`;
  const lines = rows.map(
    ({ id, original = '', own, type, value, clock = '10:00:00' }) =>
      `${batch},1022188000000000001,,,${id},${original},${own},,ALIPAY_CN,,${type},${paidOn}T${clock}+08:00,${day}T10:00:00+08:00,` +
      `CASHIER_PAYMENT,${value},USD,${value},USD,,,0,USD,,`,
  );
  return { [`settlementItems_USD_${batch}_000.csv`]: [settlementHeader, ...lines, '<END>', ''].join('\n') };
}
