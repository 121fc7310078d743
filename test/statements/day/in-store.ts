import type { Made } from './draft.ts';
import { dayDigits, dayText, digits, type Shop, type ShopEvent, someName, wallClock } from './event.ts';
import { type AmountStyle, convert, major, type Rate, rateText } from './money.ts';
import { bare, given, signedFields } from './signed.ts';
import { rowOf, someStyle, split } from './style.ts';
import type { TrueRecord } from './true-record.ts';

const eight = split(
  'Partner_transaction_id Transaction_id Transaction_amount Charge_amount Currency Payment_time Transaction_type Remark',
);
const store = split('Secondary_merchant_industry Secondary_merchant_name Operator_name Order_scene');
const pricing = split('Trans_currency Trans_amount Trans_forex_rate');
const hongKong = split(
  'Secondary_merchant_industry Secondary_merchant_name Secondary_merchant_id Operator_name Order_scene',
);
const editions: readonly [readonly string[], ...(readonly string[])[]] = [
  eight,
  [...eight, ...store, ...pricing],
  [...eight, ...hongKong, ...pricing, 'Issue'],
];

const typeOf = {
  payment: ['PAYMENT'],
  refund: ['REFUND'],
  cancel: ['CANCEL', 'REVERSAL', 'REVERSE'],
} as const;
const styles: readonly [AmountStyle, ...AmountStyle[]] = ['padded', 'padded', 'short', 'long'];

/** The transaction file of family A1. */
export function inStoreTransactions(shop: Shop, events: readonly ShopEvent[]): Made {
  const { random, pid, dayMs } = shop;
  const columns = random.pick(editions);
  const style = someStyle(random, { gb18030: true });
  const amounts = random.pick(styles);
  const made = events.map((event) => {
    const type = random.pick(typeOf[event.kind]);
    const cells = rowOf(columns, {
      ...storeCells(shop, event, style.encoding),
      ...{ Partner_transaction_id: event.ownId, Transaction_id: event.providerId },
      Transaction_amount: major(event.gross, event.currency, amounts),
      Charge_amount: major(event.fee, event.currency, amounts),
      ...{ Currency: event.currency, Payment_time: wallClock(event.atMs), Transaction_type: type },
      Remark: someName(random, 'plain', style.encoding),
    });
    return { cells, truth: { ...baseOf(event, type, cells, { net: false }), remark: given(cells[7] ?? '') } };
  });
  const header = `Partner:${pid}|Payment_time: ${dayText(dayMs)}|Total_count:${events.length}`;
  return {
    layout: `A1-transaction-${columns.length}`,
    truth: made.map(({ truth }) => truth),
    draft: {
      ...{
        family: 'A1',
        report: 'transaction',
        unit: 'major',
        delimiter: '|',
        trailer: undefined,
        columns,
        style,
      },
      name: `${pid}_transaction_${dayDigits(dayMs)}.txt`,
      preamble: header,
      rows: made.map(({ cells }) => cells),
    },
  };
}

const settled = split(
  'Partner_transaction_id Transaction_id Amount Rmb_amount Fee Settlement Rmb_settlement Currency Rate Payment_time Settlement_time Type Status Remarks',
);
const settledInHongKong = settled.filter((name) => !/Rmb|Rate/.test(name));

/** The settlement file of family A1: 21 columns with yuan, or 20 of AlipayHK without. */
export function inStoreSettlement(shop: Shop, events: readonly ShopEvent[]): Made {
  const { random, pid, dayMs } = shop;
  const hasYuan = random.chance(0.7);
  const columns = hasYuan
    ? [...settled, ...store, ...pricing]
    : [...settledInHongKong, ...hongKong, ...pricing, 'Issue'];
  const style = someStyle(random, { gb18030: true });
  const made = events
    .filter(({ kind }) => kind !== 'cancel')
    .map((event) => {
      const { values, fields } = settledRow(shop, event, hasYuan, random.pick(styles));
      const cells = rowOf(columns, { ...storeCells(shop, event, style.encoding), ...values });
      return { cells, truth: { ...baseOf(event, values['Type'] ?? '', cells, { net: true }), ...fields } };
    });
  return {
    layout: 'A1-settlement',
    truth: made.map(({ truth }) => truth),
    draft: {
      ...{
        family: 'A1',
        report: 'settlement',
        unit: 'major',
        delimiter: '|',
        trailer: undefined,
        columns,
        style,
      },
      ...{ name: `${pid}_settlement_${dayDigits(dayMs + 86_400_000)}.txt`, preamble: undefined },
      rows: made.map(({ cells }) => cells),
    },
  };
}

/** The cells of a settled row of the classic families, with their meaning. */
export function settledRow(shop: Shop, event: ShopEvent, hasYuan: boolean, amounts: AmountStyle) {
  const { currency, gross, fee } = event;
  const rate = someRate(shop);
  const yuan = hasYuan ? yuanOf(event, rate) : undefined;
  const write = (value: bigint): string => major(value, currency, amounts);
  const values: Record<string, string> = {
    ...{ Partner_transaction_id: event.ownId, Transaction_id: event.providerId, Currency: currency },
    ...{ Amount: write(gross), Fee: write(fee), Settlement: write(gross - fee) },
    ...{ Payment_time: wallClock(event.atMs), Settlement_time: wallClock(event.settledAtMs) },
    ...{ Type: event.kind === 'payment' ? 'P' : 'R', Status: 'L', Remarks: '' },
  };
  if (yuan !== undefined) {
    values['Rmb_amount'] = major(yuan.gross, 'CNY', amounts);
    values['Rmb_settlement'] = major(yuan.net, 'CNY', amounts);
    values['Rate'] = rateText(rate);
  }
  const sign = event.kind === 'payment' ? 1n : -1n;
  const fields: Partial<TrueRecord> = {
    ...{ settledAtMs: event.settledAtMs, status: 'L', rate: values['Rate'] },
    grossCny: yuan && sign * yuan.gross,
    netCny: yuan && sign * yuan.net,
  };
  return { values, fields };
}

/** Yuan for one unit of the currency, with eight digits behind the point. */
function someRate({ random, currency }: Shop): Rate {
  const isSmall = /JPY|KRW|VND/.test(currency);
  return {
    digits: BigInt(isSmall ? random.between(30_000, 6_000_000) : random.between(20_000_000, 2_300_000_000)),
    places: 8,
  };
}

function yuanOf(
  { gross, fee, currency }: ShopEvent,
  rate: Rate,
): { readonly gross: bigint; readonly net: bigint } {
  const inYuan = convert(gross, rate, [currency, 'CNY']);
  return { gross: inYuan, net: inYuan - convert(fee, rate, [currency, 'CNY']) };
}

function storeCells({ random }: Shop, event: ShopEvent, encoding: string): Record<string, string> {
  const name = (): string => someName(random, 'plain', encoding);
  return {
    ...{ Secondary_merchant_industry: '5812', Secondary_merchant_name: name(), Operator_name: name() },
    ...{ Secondary_merchant_id: digits(random, 4), Order_scene: random.pick(['', 'shopQrCode']) },
    ...{ Trans_currency: 'TWD', Trans_amount: '100', Trans_forex_rate: random.pick(['0.031', '1', '']) },
    Issue: event.ownId.length % 2 === 0 ? 'ALIPAYCN' : 'ALIPAYHK',
  };
}

/** What all classic rows have in common. */
export function baseOf(
  event: ShopEvent,
  printedType: string,
  cells: readonly string[],
  has: { readonly net: boolean },
): TrueRecord {
  return {
    ...(signedFields(event, has) as TrueRecord),
    ...{ printedType, ownId: event.ownId, providerId: event.providerId },
    cells: cells.map(bare),
  };
}
