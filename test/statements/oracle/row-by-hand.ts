import type { Draft, Unit } from '../day/draft.ts';
import type { TrueRecord } from '../day/true-record.ts';
import { amount, type Cell, digitsOf, moment, rate } from './cell-by-hand.ts';
import { feePlaces, kindOf, type Role, roleOf, signsByType } from './rules.ts';

/** A row as the oracle reads it, and what in it contradicts itself. */
export interface HandRow {
  readonly record: TrueRecord;
  readonly wrong: readonly string[];
}

interface Money {
  readonly gross: bigint | undefined;
  readonly fee: bigint | undefined;
  readonly net: bigint | undefined;
  readonly distributed: bigint | undefined;
  readonly grossCny: bigint | undefined;
  readonly netCny: bigint | undefined;
}

/** Reads one row under its columns. */
export class RowByHand {
  readonly #draft: Draft;
  readonly #unit: Unit;
  readonly #columns: readonly string[];
  readonly #cells: readonly string[];
  readonly #wrong: string[] = [];

  constructor(draft: Draft, unit: Unit, columns: readonly string[], cells: readonly string[]) {
    this.#draft = draft;
    this.#unit = unit;
    this.#columns = columns;
    this.#cells = cells;
  }

  read(): HandRow {
    const printedType = this.#text('type');
    const [kind, sign] = this.#has('type') ? kindOf(printedType) : (['total', 0] as const);
    const money = this.#money(sign, kind);
    this.#checkFormulas(money, kind);
    const { currency, netCurrency } = this.#currencies();
    const isFailed = this.#draft.report === 'transaction' && /^f(?:ail(?:ed)?)?$/i.test(this.#text('status'));
    const settledAtMs = this.#moment('settledAt');
    const occurredAtMs = this.#moment('occurredAt');
    this.#checkIds(kind);
    const original =
      this.#draft.family === 'A3'
        ? kind === 'refund'
          ? this.#text('remark')
          : ''
        : this.#text('originalOwnId');
    const record: TrueRecord = {
      ...{
        kind: isFailed ? 'failed' : kind,
        printedType,
        occurredAtMs,
        settledAtMs,
        ...money,
        currency,
        netCurrency,
      },
      direction: isFailed ? 'none' : this.#direction(money, kind, sign),
      ...{ ownId: given(this.#text('ownId')), providerId: given(this.#text('providerId')) },
      ...{ originalOwnId: given(original), originalProviderId: given(this.#text('originalProviderId')) },
      batchId: given(this.#text('batchId')) ?? this.#batchInName(),
      count: this.#has('count') && this.#text('count') !== '' ? Number(this.#text('count')) : undefined,
      ...{
        status: given(this.#text('status')),
        rate: given(this.#text('rate')),
        remark: given(this.#text('remark')),
      },
      ...{ fees: this.#fees(netCurrency ?? ''), cells: this.#cells },
    };
    if (!/^\d{0,9}$/.test(this.#text('count'))) this.#wrong.push('count');
    this.#checkClassic(money, sign);
    return { record, wrong: this.#wrong };
  }

  #has(role: Role): boolean {
    return this.#columns.some((name) => roleOf(name) === role);
  }

  #text(role: Role): string {
    return this.#cells[this.#columns.findIndex((name) => roleOf(name) === role)] ?? '';
  }

  #ask<T>(cell: Cell<T>, what: string): T | undefined {
    if (cell !== 'wrong') return cell;
    this.#wrong.push(what);
    return undefined;
  }

  #moment(role: 'occurredAt' | 'settledAt'): number | undefined {
    const { family } = this.#draft;
    const times = family.startsWith('B') ? 'iso' : family === 'A5' ? 'month first' : 'clock';
    const column = this.#columns.find((name) => roleOf(name) === role) ?? '';
    const mayBeDay = /^(?:settle_date|settlementinitiateddate)$/i.test(column);
    return this.#ask(moment(this.#text(role), times, mayBeDay), 'time');
  }

  #currencies(): { readonly currency: string | undefined; readonly netCurrency: string | undefined } {
    const currency = given(this.#text('currency'));
    if (!this.#has('netCurrency')) return { currency, netCurrency: currency };
    // A correction may have a fee alone. docs/wire/statements §9.3.
    const isFeeAlone = this.#text('type').toUpperCase() === 'DEFAULT' && this.#text('net') === '';
    const feeCurrency = isFeeAlone ? given(this.#text('feeCurrency')) : undefined;
    return { currency, netCurrency: given(this.#text('netCurrency')) ?? feeCurrency };
  }

  #digits(currency: string | undefined): number {
    return this.#ask(digitsOf(currency ?? ''), 'currency') ?? 0;
  }

  #amount(role: Role, currency: string | undefined): bigint | undefined {
    const decimals = this.#unit === 'smallest' ? 0 : this.#digits(currency);
    const value = this.#ask(amount(this.#text(role), decimals), role);
    if (value !== undefined && value !== 0n && currency === undefined) this.#wrong.push('no currency');
    return value;
  }

  /** The money with its signs: by the type or as printed. */
  #money(sign: 1 | -1 | 0, kind: string): Money {
    const { currency, netCurrency } = this.#currencies();
    const gross = this.#amount('gross', currency);
    const net = this.#amount('net', netCurrency);
    const fee = this.#feeSum(netCurrency) ?? this.#amount('fee', netCurrency);
    const yuan = { grossCny: this.#amount('grossCny', 'CNY'), netCny: this.#amount('netCny', 'CNY') };
    const distributed = this.#amount('distributed', currency);
    // A correction without a net is its fee. docs/wire/statements §9.3.
    const correction = kind === 'provider-rounding' ? fee : undefined;
    if (!signsByType(this.#draft))
      return { gross, fee, net: net ?? correction, distributed: undefined, ...noYuan };
    if (kind === 'total')
      return { gross, fee: fee === undefined ? undefined : -fee, net, distributed, ...yuan };
    if (sign === 0) this.#wrong.push('type');
    const isDecided = this.#has('net') || kind !== 'refund';
    const by = BigInt(sign);
    const left = (size(gross) ?? 0n) - (size(fee) ?? 0n) - (size(distributed) ?? 0n);
    const netBy = left < 0n ? -by : by;
    return {
      ...{
        gross: times(by, gross),
        net: times(netBy, net),
        grossCny: times(by, yuan.grossCny),
        netCny: times(netBy, yuan.netCny),
      },
      ...{ distributed: times(-by, distributed), fee: isDecided ? times(-by, fee) : undefined },
    };
  }

  #feeSum(netCurrency: string | undefined): bigint | undefined {
    let sum: bigint | undefined;
    for (const at of feePlaces(this.#columns)) {
      const currency = given(this.#cells[at.currency] ?? '') ?? netCurrency;
      const value = this.#ask(amount(this.#cells[at.value] ?? '', this.#digits(currency)), 'fee');
      if (value !== undefined && value !== 0n && currency !== netCurrency) this.#wrong.push('fee currency');
      sum = value === undefined ? sum : (sum ?? 0n) + value;
    }
    return sum;
  }

  #fees(netCurrency: string): readonly string[] | undefined {
    const fees = feePlaces(this.#columns).flatMap((at) => {
      const currency = given(this.#cells[at.currency] ?? '') ?? netCurrency;
      const value = this.#ask(amount(this.#cells[at.value] ?? '', this.#digits(currency)), 'fee');
      return value === undefined ? [] : [`${this.#columns[at.value]} ${value} ${currency}`];
    });
    return fees.length === 0 ? undefined : fees;
  }

  #direction({ gross, fee, net }: Money, kind: string, sign: 1 | -1 | 0): string {
    if (signsByType(this.#draft) && kind !== 'total') return sign === 1 ? 'in' : sign === -1 ? 'out' : 'none';
    const money =
      kind === 'total' && this.#draft.report === 'batch' ? (net ?? 0n) : gross || net || fee || 0n;
    return kind === 'authorization' || money === 0n ? 'none' : money > 0n ? 'in' : 'out';
  }

  #checkIds(kind: string): void {
    for (const role of ['ownId', 'providerId', 'originalOwnId', 'originalProviderId', 'batchId'] as const) {
      if (/^\d(?:\.\d+)?E\+?\d+$/i.test(this.#text(role)) && /[.+]/.test(this.#text(role)))
        this.#wrong.push('id of a spreadsheet');
    }
    const { report, family } = this.#draft;
    // A VOID is named by a number of Alipay's own. docs/wire/statements §9.3.
    const isShop =
      /^(?:payment|refund|cancel)$/.test(kind) && report !== 'summary' && this.#text('type') !== 'VOID';
    if (kind === 'total' && report !== 'summary' && report !== 'batch')
      this.#wrong.push('TOTAL among details');
    if (isShop && kind !== 'cancel' && this.#text('ownId') === '') this.#wrong.push('no own id');
    if (isShop && this.#has('providerId') && family !== 'A2' && this.#text('providerId') === '')
      this.#wrong.push('no provider id');
  }

  #checkFormulas(money: Money, kind: string): void {
    const { gross, fee, net } = money;
    const { family, report } = this.#draft;
    // No page says that a cancellation of family B must repeat the amount.
    if (/^(?:payment|refund)$/.test(kind) && report !== 'summary') this.#checkGiven(money);
    if (!signsByType(this.#draft)) this.#checkSigns(money);
    if (family === 'A1' && report === 'transaction') return;
    if (family.startsWith('A') && gross !== undefined && net !== undefined) {
      if (net !== gross + (fee ?? 0n) + (money.distributed ?? 0n)) this.#wrong.push('net = gross - fee');
      this.#checkYuan(money);
    }
    if (family.startsWith('B') && report === 'settlement') this.#checkConversion(money, kind);
  }

  /** What the classic families print alike in all rows. */
  #checkClassic({ net = 0n }: Money, sign: number): void {
    const { family, report } = this.#draft;
    const isSettled = report === 'settlement' && /^A[13]$/.test(family);
    if (isSettled && this.#text('status').toUpperCase() !== 'L') this.#wrong.push('status');
    const isTurned = sign === 1 && this.#text('net').startsWith('-') && net > 0n;
    if (isTurned && family.startsWith('A')) this.#wrong.push('sign of the net');
  }

  #checkGiven({ gross, net }: Money): void {
    if (gross === undefined) this.#wrong.push('no gross');
    if (this.#draft.report === 'settlement' && net === undefined) this.#wrong.push('no net');
  }

  #checkSigns({ gross, net }: Money): void {
    const money = this.#has('gross') ? gross : net;
    const [, sign] = kindOf(this.#text('type'));
    if (sign === -1 && (money ?? 0n) > 0n) this.#wrong.push('sign');
    if (sign === 1 && this.#has('gross') && (gross ?? 0n) < 0n) this.#wrong.push('sign');
  }

  /** Half a fen, or half a unit of the currency in yuan, and what rounding the rate may cost. docs/wire/statements §10.3. */
  #checkYuan({ gross, fee, net, distributed, grossCny, netCny }: Money): void {
    const quote = this.#ask(rate(this.#text('rate')), 'rate');
    if (quote === undefined || gross === undefined) return;
    const scale = 10 ** (2 - this.#digits(this.#currencies().currency));
    const slack = Math.abs(Number(gross)) * scale * quote.error + 1e-6;
    const half = Math.max(0.5, 0.5 * quote.value * scale);
    const byRate = Number(gross) * quote.value * scale;
    if (grossCny !== undefined && Math.abs(byRate - Number(grossCny)) > half + slack)
      this.#wrong.push('yuan');
    if (netCny === undefined || net === undefined) return;
    const inYuan = Number(net) * quote.value * scale;
    const fees = (fee ?? 0n) + (distributed ?? 0n);
    const deducted = Number(grossCny ?? byRate) + Number(fees) * quote.value * scale;
    const off = Math.min(Math.abs(inYuan - Number(netCny)), Math.abs(deducted - Number(netCny)));
    const halves = isNothing(distributed) ? 1 : 2;
    if (off > Math.max(2, 1 + halves * 0.5 * quote.value * scale) + slack) this.#wrong.push('net yuan');
  }

  /** Net = gross, converted, + fees, within two smallest units. */
  #checkConversion({ gross, fee, net }: Money, kind: string): void {
    const { currency, netCurrency } = this.#currencies();
    const quote = this.#ask(rate(this.#text('rate')), 'rate');
    const printed = this.#has('converted') ? this.#amount('converted', netCurrency) : undefined;
    const isAdjustment = kind !== 'payment' && kind !== 'refund' && isNothing(gross) && isNothing(fee);
    if (net === undefined || isAdjustment) return;
    const own = currency === netCurrency ? Number(gross ?? 0n) : this.#byRate(gross, quote?.value);
    const slack = currency === netCurrency ? 0 : Math.abs(own ?? 0) * relative(quote);
    const rest = net - (fee ?? 0n);
    this.#compare(own, rest, 2 + slack);
    if (printed !== undefined) this.#compare(Number(printed), rest, 2 + slack);
  }

  #compare(converted: number | undefined, rest: bigint, most: number): void {
    if (converted !== undefined && Math.abs(converted - Number(rest)) > most + 1e-6)
      this.#wrong.push('net = converted + fees');
  }

  #byRate(gross: bigint | undefined, quote: number | undefined): number | undefined {
    if (gross === undefined || gross === 0n) return 0;
    const { currency = '', netCurrency = '' } = this.#currencies();
    if (quote === undefined || quote === 0) return undefined;
    const scaled = Number(gross) * 10 ** (this.#digits(netCurrency) - this.#digits(currency));
    const pair = this.#text('pair');
    if (pair.startsWith(currency)) return scaled * quote;
    return pair.endsWith(currency) ? scaled / quote : undefined;
  }

  #batchInName(): string | undefined {
    return /_settle_\d{8}_(\w+)\.csv$/.exec(this.#draft.name)?.[1];
  }
}

/** What rounding a rate may cost, as a share. */
const relative = (quote: { readonly value: number; readonly error: number } | undefined): number =>
  quote === undefined || quote.value === 0 ? 0 : quote.error / quote.value;

const isNothing = (value: bigint | undefined): boolean => value === undefined || value === 0n;
const noYuan = { grossCny: undefined, netCny: undefined };
const given = (text: string): string | undefined => (text === '' ? undefined : text);
const size = (value: bigint | undefined): bigint | undefined =>
  value !== undefined && value < 0n ? -value : value;
const times = (sign: bigint, value: bigint | undefined): bigint | undefined =>
  value === undefined ? undefined : sign * (size(value) ?? 0n);
