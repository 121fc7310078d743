import { type AmsLine, amsLines, type Exchange, someExchange } from './ams-line.ts';
import type { Made, Style, Unit } from './draft.ts';
import { dayDigits, digits, isoText, type Shop, type ShopEvent, someName } from './event.ts';
import { major } from './money.ts';
import { bare } from './signed.ts';
import { rowOf, someStyle, split } from './style.ts';
import { summaryRows, sumsByType } from './summary.ts';
import type { TrueRecord } from './true-record.ts';

/** The three reports of one family, and how they are printed. */
export interface AmsPrinting {
  readonly shop: Shop;
  readonly family: 'B1' | 'B2' | 'B3';
  readonly unit: Unit;
  readonly exchange: Exchange;
  readonly batchId: string;
  readonly settledAtMs: number;
  readonly columns: Readonly<Record<'transaction' | 'settlement' | 'summary', readonly string[]>>;
  /** The names of the columns that a report of B3 has another name for. */
  readonly named: { readonly occurredAt: string; readonly settledAt: string };
  /** Itemised fee columns, each with its currency column. */
  readonly feeColumns: readonly (readonly [value: string, currency: string])[];
  readonly layouts: Readonly<Record<'transaction' | 'settlement' | 'summary', string>>;
}

const first = {
  transaction: split(
    'customerId referenceMerchantId referenceStoreId transactionId originalTransactionId transactionRequestId referenceTransactionId orderDescription paymentMethodType pspName transactionType paymentTime productCode transactionAmountValue transactionCurrency',
  ),
  settlement: split(
    'settlementBatchId customerId referenceMerchantId referenceStoreId transactionId originalTransactionId transactionRequestId referenceTransactionId paymentMethodType pspName transactionType paymentTime settlementTime productCode transactionAmountValue transactionCurrency settlementAmountValue settlementCurrency quoteCurrencyPair quotePrice feeAmountValue feeCurrency',
  ),
  summary: split(
    'settlementBatchId customerId summaryType settlementTime count settlementAmountValue settlementCurrency feeAmountValue feeCurrency',
  ),
};

const second = {
  transaction: [
    ...first.transaction.toSpliced(1, 0, 'acquirer', 'acquirerReferenceNo'),
    ...split('originalTransactionRequestId issuingCountry'),
  ],
  settlement: [
    ...first.settlement.toSpliced(2, 0, 'acquirer', 'acquirerReferenceNo'),
    'originalTransactionRequestId',
  ],
  summary: first.summary.toSpliced(2, 0, 'acquirer'),
};

/** The files of families B1 and B2 in either unit. */
export function amsFiles(shop: Shop, events: readonly ShopEvent[], family: 'B1' | 'B2', unit: Unit): Made[] {
  const { random, dayMs } = shop;
  return amsReports(events, {
    ...{ shop, family, unit, exchange: someExchange(shop), batchId: digits(random, 19) },
    settledAtMs: dayMs + 126_000_000,
    columns: family === 'B1' ? first : second,
    named: { occurredAt: 'paymentTime', settledAt: 'settlementTime' },
    feeColumns: [['feeAmountValue', 'feeCurrency']],
    layouts: {
      transaction: `${family}-transactionItems`,
      settlement: `${family}-settlementItems`,
      summary: `${family}-settlementSummary`,
    },
  });
}

/** The files of a period: transactions, details in one part or two, and their summary. */
export function amsReports(events: readonly ShopEvent[], printing: AmsPrinting): Made[] {
  const { shop, exchange, batchId } = printing;
  const lines = amsLines(shop, events, exchange);
  const ofShop = lines.filter(({ kind }) => kind !== 'account-level' && kind !== 'provider-rounding');
  const day = dayDigits(shop.dayMs);
  const stem = `${exchange.netCurrency}_${batchId}`;
  const cut = lines.length > 3 && shop.random.chance(0.3) ? 2 : lines.length;
  const parts =
    lines.length === 0 ? [] : [lines.slice(0, cut), lines.slice(cut)].filter(({ length }) => length > 0);
  const details = parts.map((part, seq) =>
    report(printing, 'settlement', `settlementItems_${stem}_00${seq}.csv`, part),
  );
  const transactions = report(printing, 'transaction', `transactionItems_${day}_000.csv`, ofShop);
  if (details.length === 0) return [transactions];
  const truths = details.flatMap(({ truth }) => truth);
  return [transactions, ...details, summary(printing, truths, `settlementSummary_${stem}_000.csv`)];
}

function report(
  printing: AmsPrinting,
  kind: 'transaction' | 'settlement',
  name: string,
  lines: readonly AmsLine[],
): Made {
  const columns = printing.columns[kind];
  const style = someStyle(printing.shop.random, { quotes: true });
  const rows = lines.map((line) => {
    const cells = rowOf(columns, cellsOf(printing, line, style));
    return { cells, truth: truthOf(printing, line, kind, cells) };
  });
  return made(printing, kind, name, rows, style);
}

function made(
  { family, unit, columns, layouts }: AmsPrinting,
  kind: 'transaction' | 'settlement' | 'summary',
  name: string,
  rows: readonly { readonly cells: readonly string[]; readonly truth: TrueRecord }[],
  style: Style,
): Made {
  return {
    ...{ layout: layouts[kind], truth: rows.map(({ truth }) => truth) },
    draft: {
      ...{ name, family, report: kind, unit, delimiter: ',', preamble: undefined, trailer: '<END>', style },
      ...{ columns: columns[kind], rows: rows.map(({ cells }) => cells) },
    },
  };
}

const printAmount = ({ unit }: AmsPrinting, value: bigint | undefined, currency: string): string => {
  if (value === undefined) return '';
  return unit === 'smallest' ? String(value) : major(value, currency);
};

function cellsOf(printing: AmsPrinting, line: AmsLine, style: Style): Record<string, string> {
  const { shop, exchange, batchId, named, settledAtMs } = printing;
  const { netCurrency } = exchange;
  const { random } = shop;
  return {
    ...{
      settlementBatchId: batchId,
      customerId: shop.mid,
      transactionId: line.providerId,
      transactionType: line.type,
    },
    ...{ transactionRequestId: line.ownId, originalTransactionId: line.originalProviderId },
    ...{
      originalTransactionRequestId: line.originalOwnId,
      PSP: 'KaKaoPay',
      pspName: 'KaKaoPay',
      acquirer: 'Alipay_SG',
    },
    ...{ [named.occurredAt]: isoText(random, line.atMs), [named.settledAt]: isoText(random, settledAtMs) },
    ...{
      transactionAmountValue: printAmount(printing, line.gross, line.currency),
      transactionCurrency: line.currency,
    },
    ...{
      settlementAmountValue: printAmount(printing, line.net, netCurrency),
      settlementCurrency: netCurrency,
    },
    ...{
      quoteCurrencyPair: line.pair,
      quotePrice: line.rate,
      status: 'SUCCESS',
      convertedCurrency: netCurrency,
    },
    convertedTransactionAmountValue: printAmount(printing, line.converted, netCurrency),
    ...{ orderDescription: someName(random, 'quoted', style.encoding), paymentMethodType: 'KAKAOPAY' },
    ...feeCells(printing, line.fees),
  };
}

/** One fee for each column; where there are fewer columns, the first holds the rest. */
function feeCells(printing: AmsPrinting, fees: readonly bigint[]): Record<string, string> {
  const { feeColumns, exchange } = printing;
  const isOne = feeColumns.length === 1;
  const cells: Record<string, string> = {};
  for (const [at, [value, currency]] of feeColumns.entries()) {
    const fee = isOne && fees.length > 0 ? sum(fees) : fees[at];
    cells[value] = printAmount(printing, fee, exchange.netCurrency);
    cells[currency] = fee === undefined ? '' : exchange.netCurrency;
  }
  return cells;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** What a row says; the transaction report of B1 and B2 has neither fees nor a net. */
function truthOf(
  printing: AmsPrinting,
  line: AmsLine,
  kind: 'transaction' | 'settlement',
  cells: readonly string[],
): TrueRecord {
  const { exchange, settledAtMs, batchId, feeColumns } = printing;
  const { netCurrency } = exchange;
  const columns = printing.columns[kind];
  const has = (column: string): boolean => columns.includes(column);
  const isSettled = has('settlementAmountValue');
  const fees = has(feeColumns[0]?.[0] ?? '') && line.fees.length > 0 ? line.fees : undefined;
  return {
    ...{ kind: line.kind, printedType: line.type },
    direction: directionOf(line.gross ?? (isSettled ? line.net : 0n)),
    ...{ ownId: text(line.ownId), providerId: line.providerId, occurredAtMs: line.atMs, gross: line.gross },
    originalOwnId: has('originalTransactionRequestId') ? text(line.originalOwnId) : undefined,
    originalProviderId: has('originalTransactionId') ? text(line.originalProviderId) : undefined,
    batchId: has('settlementBatchId') ? batchId : undefined,
    settledAtMs: has(printing.named.settledAt) ? settledAtMs : undefined,
    ...{ currency: line.currency, netCurrency: isSettled ? netCurrency : line.currency },
    ...(isSettled ? { net: line.net } : {}),
    ...(fees === undefined ? {} : { fee: sum(fees), fees: itemised(printing, fees) }),
    rate: has('quotePrice') ? text(line.rate) : undefined,
    status: has('status') ? 'SUCCESS' : undefined,
    cells: cells.map(bare),
  };
}

function directionOf(money: bigint): string {
  if (money === 0n) return 'none';
  return money > 0n ? 'in' : 'out';
}

/** Only B3 itemises its fees. */
function itemised(
  { family, feeColumns, exchange }: AmsPrinting,
  fees: readonly bigint[],
): readonly string[] | undefined {
  if (family !== 'B3') return undefined;
  return fees.map((fee, at) => `${feeColumns[at]?.[0]} ${fee} ${exchange.netCurrency}`);
}

const text = (cell: string): string | undefined => (cell === '' ? undefined : cell);

function summary(printing: AmsPrinting, details: readonly TrueRecord[], name: string): Made {
  const { shop, exchange, batchId, settledAtMs, named, columns, feeColumns } = printing;
  const { random } = shop;
  const rows = summaryRows(random, sumsByType(details)).map((part) => {
    const isFeePrinted = columns.summary.includes(feeColumns[0]?.[0] ?? '');
    const cells = rowOf(columns.summary, {
      ...{ settlementBatchId: batchId, customerId: shop.mid, acquirer: 'Alipay_SG', PSP: 'KaKaoPay' },
      ...{
        summaryType: part.type,
        count: String(part.count),
        [named.settledAt]: isoText(random, settledAtMs),
      },
      settlementAmountValue: printAmount(printing, part.net, exchange.netCurrency),
      settlementCurrency: exchange.netCurrency,
      ...feeCells(printing, [part.fee]),
    });
    const truth: TrueRecord = {
      ...{ kind: part.kind, printedType: part.type, batchId, settledAtMs, count: part.count, net: part.net },
      direction: part.net === 0n && !isFeePrinted ? 'none' : part.direction,
      ...(isFeePrinted ? { fee: part.fee, fees: itemised(printing, [part.fee]) } : {}),
      ...{ netCurrency: exchange.netCurrency, cells: cells.map(bare) },
    };
    return { cells, truth };
  });
  return made(printing, 'summary', name, rows, someStyle(random, { quotes: true }));
}
