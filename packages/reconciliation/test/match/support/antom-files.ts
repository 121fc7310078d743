/** A row of a file of B3 by column name; columns that no row names are not in the file. */
export type AntomRow = Readonly<Record<string, string>>;

const fileOf = (first: readonly string[], rows: readonly AntomRow[]): string => {
  const columns = [...new Set([...first, ...rows.flatMap((row) => Object.keys(row))])];
  return [
    columns.join(),
    ...rows.map((row) => columns.map((name) => row[name] ?? '').join()),
    '<END>',
    '',
  ].join('\n');
};

const always = ['customerId', 'PSP', 'transactionType', 'transactionId', 'transactionRequestId'];
const transactionColumns = [
  ...[...always, 'originalTransactionRequestId', 'status', 'transactionCompletionTime'],
  ...['transactionAmountValue', 'transactionCurrency', 'settlementAmountValue', 'settlementCurrency'],
];
const settlementColumns = [
  ...['settlementBatchId', ...always, 'originalTransactionRequestId', 'transactionCompletionTime'],
  ...['transactionAmountValue', 'transactionCurrency', 'settlementAmountValue', 'settlementCurrency'],
  'settlementInitiatedDate',
];
const ofMerchant = { customerId: '1022188000000000001', PSP: 'Antom', transactionType: 'PAYMENT' } as const;
const digits = (day: string): string => day.replaceAll('-', '');

/** The transaction file of a day (B3): payments that succeeded, unless a row says otherwise. */
export function antomTransactions(rows: readonly AntomRow[], day: string): Readonly<Record<string, string>> {
  const all = rows.map((row) => ({
    ...{ ...ofMerchant, status: 'SUCCESS', transactionCompletionTime: `${day}T10:00:00+08:00`, ...row },
  }));
  return { [`transactionItems_${digits(day)}_000.csv`]: fileOf(transactionColumns, all) };
}

/** The settlement file of a day in US dollars (B3), of payments that were made on the day `paidOn`. */
export function antomSettlement(
  rows: readonly AntomRow[],
  day: string,
  paidOn: string,
): Readonly<Record<string, string>> {
  const settlementBatchId = `${digits(day)}102104012`;
  const all = rows.map((row) => ({
    ...{ ...ofMerchant, settlementBatchId, transactionCompletionTime: `${paidOn}T10:00:00+08:00` },
    ...{ settlementInitiatedDate: day, settlementCurrency: 'USD', ...row },
  }));
  return { [`settlementItems_USD_${settlementBatchId}_000.csv`]: fileOf(settlementColumns, all) };
}
