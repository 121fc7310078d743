import type { Draft, Report } from '../../../statements/day/draft.ts';
import { dayDigits, digits, isoText, someName } from '../../../statements/day/event.ts';
import { major, rateText } from '../../../statements/day/money.ts';
import { rowOf, someStyle, split } from '../../../statements/day/style.ts';
import type { Random } from '../../../trial/random.ts';
import { netOf, type ProviderRow } from '../row.ts';
import { type Setting, startAt } from '../setting.ts';
import { batchesOf, type PrintedSettlement } from './batch.ts';

type NewerReport = Exclude<Report, 'batch'>;

const ams = {
  transaction:
    'customerId referenceMerchantId transactionId originalTransactionId transactionRequestId orderDescription pspName transactionType paymentTime transactionAmountValue transactionCurrency',
  settlement:
    'settlementBatchId customerId referenceMerchantId transactionId originalTransactionId transactionRequestId pspName transactionType paymentTime settlementTime transactionAmountValue transactionCurrency settlementAmountValue settlementCurrency quoteCurrencyPair quotePrice feeAmountValue feeCurrency',
  summary:
    'settlementBatchId customerId summaryType settlementTime count settlementAmountValue settlementCurrency feeAmountValue feeCurrency',
} as const;
const antom =
  'customerId PSP transactionType transactionId transactionRequestId originalTransactionRequestId transactionCompletionTime transactionAmountValue transactionCurrency';
const columns: Readonly<Record<'B1' | 'B2' | 'B3', Readonly<Record<NewerReport, string>>>> = {
  B1: ams,
  B2: {
    transaction: `${ams.transaction} acquirer originalTransactionRequestId`,
    settlement: `${ams.settlement} acquirer originalTransactionRequestId`,
    summary: `${ams.summary} acquirer`,
  },
  B3: {
    transaction: `${antom} orderDescription status`,
    settlement: `settlementBatchId ${antom} convertedTransactionAmountValue convertedCurrency quoteCurrencyPair quotePrice settlementAmountValue settlementCurrency settlementInitiatedDate paymentMethodFeeAmountValue paymentMethodFeeCurrency acquirerMarkupAmountValue acquirerMarkupCurrency`,
    summary:
      'settlementBatchId customerId PSP summaryType count settlementAmountValue settlementCurrency settlementInitiatedDate',
  },
};

/** The transaction report of a day. */
export function newerTransactions(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): Draft {
  const name = `transactionItems_${dayDigits(startAt(setting, dayNo))}_000.csv`;
  return draftOf(
    setting,
    random,
    'transaction',
    name,
    rows.map((row) => cellsOf(setting, random, row)),
  );
}

/** One batch of a day: details in one part or two, and their summary. */
export function newerSettlement(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): PrintedSettlement {
  const settledAtMs = startAt(setting, dayNo) + 39_600_000;
  const batchId = digits(random, 19);
  const stem = `${setting.netCurrency}_${batchId}`;
  const cut = rows.length > 3 && random.chance(0.3) ? 2 : rows.length;
  const parts = [rows.slice(0, cut), rows.slice(cut)].filter(({ length }) => length > 0);
  const batch = { settlementBatchId: batchId, ...timeCells(isoText(random, settledAtMs)) };
  const details = parts.map((part, seq) => {
    const cells = part.map((row) => ({ ...cellsOf(setting, random, row), ...batch }));
    return draftOf(setting, random, 'settlement', `settlementItems_${stem}_00${seq}.csv`, cells);
  });
  const sums = sumsOf(setting, rows).map((cells) => ({ ...cells, ...batch }));
  const summary = draftOf(setting, random, 'summary', `settlementSummary_${stem}_000.csv`, sums);
  return { drafts: [...details, summary], batches: batchesOf(batchId, rows) };
}

const timeCells = (time: string) => ({ settlementTime: time, settlementInitiatedDate: time });

type Cells = Readonly<Record<string, string>>;

function draftOf(
  { family, unit }: Setting,
  random: Random,
  report: NewerReport,
  name: string,
  rows: readonly Cells[],
): Draft {
  if (family !== 'B1' && family !== 'B2' && family !== 'B3')
    throw new Error(`${family} is none of the newer families`);
  const names = split(columns[family][report]);
  return {
    ...{
      name,
      family,
      report,
      unit: family === 'B3' ? 'major' : unit,
      delimiter: ',',
      preamble: undefined,
      trailer: '<END>',
    },
    ...{
      columns: names,
      rows: rows.map((cells) => rowOf(names, cells)),
      style: someStyle(random, { quotes: true }),
    },
  };
}

function amountText({ family, unit }: Setting, value: bigint | undefined, currency: string): string {
  if (value === undefined) return '';
  return family !== 'B3' && unit === 'smallest' ? String(value) : major(value, currency);
}

function cellsOf(setting: Setting, random: Random, row: ProviderRow): Cells {
  const { pid, netCurrency } = setting;
  const { fee, gross, currency, rate, converted, original } = row;
  const time = isoText(random, row.atMs);
  const [first, second] = fee === undefined || setting.family !== 'B3' ? [fee] : [fee / 3n, fee - fee / 3n];
  return {
    ...{
      customerId: pid,
      referenceMerchantId: pid,
      pspName: 'KaKaoPay',
      PSP: 'KaKaoPay',
      acquirer: 'Alipay_SG',
    },
    ...{ transactionId: row.providerId, transactionRequestId: row.ownId, transactionType: row.type },
    ...{
      originalTransactionId: original?.providerId ?? '',
      originalTransactionRequestId: original?.ownId ?? '',
    },
    ...{
      paymentTime: time,
      transactionCompletionTime: time,
      status: row.kind === 'failed' ? 'FAIL' : 'SUCCESS',
    },
    orderDescription: someName(random, 'quoted', 'utf-8'),
    ...{ transactionAmountValue: amountText(setting, gross, currency), transactionCurrency: currency },
    ...{
      settlementAmountValue: amountText(setting, netOf(row), netCurrency),
      settlementCurrency: netCurrency,
    },
    ...(rate === undefined
      ? {}
      : { quoteCurrencyPair: `${currency}/${netCurrency}`, quotePrice: rateText(rate) }),
    ...{
      convertedTransactionAmountValue: amountText(setting, converted, netCurrency),
      convertedCurrency: netCurrency,
    },
    ...{
      feeAmountValue: amountText(setting, fee, netCurrency),
      feeCurrency: fee === undefined ? '' : netCurrency,
    },
    ...{
      paymentMethodFeeAmountValue: amountText(setting, first, netCurrency),
      paymentMethodFeeCurrency: netCurrency,
    },
    ...{
      acquirerMarkupAmountValue: amountText(setting, second, netCurrency),
      acquirerMarkupCurrency: netCurrency,
    },
  };
}

/** The sums of each type, and of all. */
function sumsOf(setting: Setting, rows: readonly ProviderRow[]): readonly Cells[] {
  const types = [...new Set(rows.map(({ type }) => type))];
  const groups = [
    ...types.map((type) => ({ type, of: rows.filter((row) => row.type === type) })),
    { type: 'TOTAL', of: rows },
  ];
  return groups.map(({ type, of }) => {
    const net = of.reduce((sum, row) => sum + netOf(row), 0n);
    const fee = of.reduce((sum, row) => sum + (row.fee ?? 0n), 0n);
    return {
      ...{
        customerId: setting.pid,
        PSP: 'KaKaoPay',
        acquirer: 'Alipay_SG',
        summaryType: type,
        count: String(of.length),
      },
      ...{
        settlementAmountValue: amountText(setting, net, setting.netCurrency),
        settlementCurrency: setting.netCurrency,
      },
      ...{ feeAmountValue: amountText(setting, fee, setting.netCurrency), feeCurrency: setting.netCurrency },
    };
  });
}
