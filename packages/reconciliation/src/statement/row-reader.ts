import {
  expectedAmount,
  largestAmount,
  noAmount,
  rateErrorOf,
  readAmountCell,
  readCountCell,
  readRateCell,
} from './amount-cell.ts';
import { isCell } from './cell-bytes.ts';
import type { ColumnPlan, FeePlace } from './column-plan.ts';
import type { ColumnRole } from './column-roles.ts';
import { readCurrencyCell, type StatementCurrency } from './currency-cell.ts';
import type { DefectCode } from './defect.ts';
import type { Layout } from './layout.ts';
import { type TypeRule, typeRule } from './record-kind.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowFindings } from './row-findings.ts';
import type { StatementFee } from './statement-fee.ts';
import { TimeCell, timeExamples } from './time-cell.ts';

/** The unit that amounts are printed in: dollars or cents. */
export type StatementUnit = 'major' | 'smallest';

/** What a file's rows are read by. */
export interface RowPlan {
  readonly layout: Layout;
  readonly columns: ColumnPlan;
  readonly unit: StatementUnit;
  /** A fee column, and itemised fees beside it. */
  readonly hasTwoFees: boolean;
}

/** Columns that may print a day alone. docs/wire/statements §5.2, §9.4. */
const dayColumns: ReadonlySet<string> = new Set(['settle_date', 'settlementinitiateddate']);

const noType: TypeRule = { printed: '', kind: 'total', sign: 0 };
const typesMax = 64;

/**
 * Reads the cells of one row after the other into the same fields, so that no object is made per row or cell. Amounts
 * are in the smallest unit and as printed; `NaN` stands for an empty cell. What a cell should not hold is a defect.
 */
export class RowReader {
  type: TypeRule = noType;
  currency: StatementCurrency | undefined;
  netCurrency: StatementCurrency | undefined;
  gross: number = Number.NaN;
  fee: number = Number.NaN;
  /** Sum of the itemised fees. */
  itemised: number = Number.NaN;
  /** An itemised fee is in another currency than the net, so that there is no sum. */
  hasForeignFee: boolean = false;
  net: number = Number.NaN;
  grossCny: number = Number.NaN;
  netCny: number = Number.NaN;
  distributed: number = Number.NaN;
  distributedCny: number = Number.NaN;
  converted: number = Number.NaN;
  count: number = Number.NaN;
  /** The rate as a number, for comparing with a tolerance only. */
  rate: number = Number.NaN;
  /** Half of the last decimal of the rate. */
  rateError: number = 0;
  occurredAt: number = Number.NaN;
  occurredOffset: number = 0;
  settledAt: number = Number.NaN;
  settledOffset: number = 0;
  readonly plan: RowPlan;
  readonly #findings: RowFindings | undefined;
  // One for each column, as each knows but one day.
  readonly #occurred: TimeCell = new TimeCell();
  readonly #settled: TimeCell = new TimeCell();
  readonly #types: { readonly bytes: Buffer; readonly rule: TypeRule }[] = [];
  readonly #yuan: StatementCurrency | undefined = readCurrencyCell(Buffer.from('CNY'), 0, 3);
  readonly #settledMayBeDay: boolean;
  #cursor: RowCursor;

  /** @param findings - where defects go; left out where the row was checked before. */
  constructor(plan: RowPlan, cursor: RowCursor, findings?: RowFindings) {
    this.plan = plan;
    this.#cursor = cursor;
    this.#findings = findings;
    const { keys, places } = plan.columns;
    this.#settledMayBeDay = dayColumns.has(keys[places.settledAt] ?? '');
  }

  /** Reads the present row of the cursor. */
  read(): void {
    const { places, fees } = this.plan.columns;
    this.type = this.#type(places.type);
    this.currency = this.#currency(places.currency);
    this.netCurrency = this.#netCurrency(places);
    this.gross = this.#amount(places.gross, this.currency);
    this.net = this.#amount(places.net, this.netCurrency);
    if (fees.length > 0) this.itemised = this.#itemisedFees();
    this.fee = places.fee < 0 && fees.length > 0 ? this.itemised : this.#fee(places);
    if (places.grossCny >= 0 || places.netCny >= 0) this.#readYuan(places);
    if (places.distributed >= 0) this.distributed = this.#amount(places.distributed, this.currency);
    this.occurredAt = this.#moment(this.#occurred, places.occurredAt, false);
    this.occurredOffset = this.#occurred.offset;
    this.settledAt = this.#moment(this.#settled, places.settledAt, this.#settledMayBeDay);
    this.settledOffset = this.#settled.offset;
  }

  /** Reads what only checks and totals need of the present row: the conversion and the count. */
  readChecked(): void {
    const { places } = this.plan.columns;
    if (places.converted >= 0) this.#readConverted(places);
    if (places.rate >= 0) this.#readRate(places.rate);
    if (places.count >= 0) this.#readCount(places.count);
  }

  /** Tells whether the column does not exist or the cell is empty. */
  isEmpty(index: number): boolean {
    return index < 0 || this.#cursor.starts[index] === this.#cursor.ends[index];
  }

  /** Text of a cell, `undefined` where the column does not exist or the cell is empty. */
  text(index: number): string | undefined {
    if (index < 0) return undefined;
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    return start === end ? undefined : bytes.toString('utf8', start, end);
  }

  /** The fee columns of the present row one by one. */
  fees(): readonly StatementFee[] {
    return this.plan.columns.fees.flatMap(({ index, currencyIndex, name, isKnown }) => {
      const currency = this.#currency(currencyIndex) ?? this.netCurrency;
      const value = this.#amount(index, currency);
      return Number.isNaN(value) ? [] : [{ name, value: BigInt(value), currency: currency?.code, isKnown }];
    });
  }

  /** Sum of all itemised fees; what is not in the currency of the net cannot be added. */
  #itemisedFees(): number {
    let sum = Number.NaN;
    this.hasForeignFee = false;
    for (const place of this.plan.columns.fees) {
      const value = this.#itemisedFee(place);
      if (Number.isNaN(value)) continue;
      sum = Number.isNaN(sum) ? value : sum + value;
      if (!(Math.abs(sum) < largestAmount)) {
        this.defect(
          'AMOUNT_INVALID',
          place.index,
          'fees of at most 15 digits together, in the smallest unit',
        );
        return Number.NaN;
      }
    }
    return this.hasForeignFee ? Number.NaN : sum;
  }

  #itemisedFee({ index, currencyIndex, name }: FeePlace): number {
    // Most are empty.
    if (this.isEmpty(index) && this.isEmpty(currencyIndex)) return Number.NaN;
    const currency = this.#currency(currencyIndex) ?? this.netCurrency;
    const value = this.#amount(index, currency);
    const isMoney = value !== 0 && !Number.isNaN(value);
    if (isMoney && currency !== this.netCurrency) this.#foreignFee(index, name);
    return value;
  }

  /** Where no net depends on it, a fee may be taken in another currency. */
  #foreignFee(index: number, name: string): void {
    this.hasForeignFee = true;
    const { layout, hasTwoFees } = this.plan;
    if (layout.formulas.length > 0 && !hasTwoFees) {
      this.defect('NET_FORMULA_MISMATCH', index, `${name} in the currency of the settlement`);
    }
  }

  /** The correction row of an acquirer may print its fee alone, without a settlement. docs/wire/statements §9.3. */
  #netCurrency(places: Readonly<Record<ColumnRole, number>>): StatementCurrency | undefined {
    if (places.netCurrency < 0) return this.currency;
    const printed = this.#currency(places.netCurrency);
    const isFeeAlone =
      printed === undefined &&
      this.type.kind === 'provider-rounding' &&
      this.isEmpty(places.netCurrency) &&
      this.isEmpty(places.net);
    return isFeeAlone ? this.#currency(places.feeCurrency) : printed;
  }

  /** The one fee column, in its own currency where it has one. */
  #fee(places: Readonly<Record<ColumnRole, number>>): number {
    const currency = places.feeCurrency < 0 ? undefined : this.#currency(places.feeCurrency);
    const value = this.#amount(places.fee, currency ?? this.netCurrency);
    if (currency !== undefined && currency !== this.netCurrency && value !== 0 && !Number.isNaN(value)) {
      this.defect('NET_FORMULA_MISMATCH', places.fee, 'a fee in the currency of the settlement');
    }
    return value;
  }

  #readYuan(places: Readonly<Record<ColumnRole, number>>): void {
    this.grossCny = this.#amount(places.grossCny, this.#yuan);
    this.netCny = this.#amount(places.netCny, this.#yuan);
    this.distributedCny = this.#amount(places.distributedCny, this.#yuan);
  }

  #readConverted(places: Readonly<Record<ColumnRole, number>>): void {
    const currency = this.#currency(places.convertedCurrency);
    const value = this.#amount(places.converted, currency ?? this.netCurrency);
    this.converted = currency === undefined || currency === this.netCurrency ? value : Number.NaN;
  }

  #readRate(index: number): void {
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    this.rate = readRateCell(bytes, start, end);
    this.rateError = Number.isNaN(this.rate) ? 0 : rateErrorOf(bytes, start, end);
    const isNone = start === end || (end - start === 1 && bytes[start] === 0x2d);
    if (Number.isNaN(this.rate) && !isNone) {
      this.defect('RATE_INVALID', index, 'at most 15 digits with at most one decimal point');
    }
  }

  #readCount(index: number): void {
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    this.count = readCountCell(bytes, start, end);
    if (start !== end && Number.isNaN(this.count)) this.defect('COUNT_INVALID', index, 'digits only');
  }

  #amount(index: number, currency: StatementCurrency | undefined): number {
    if (index < 0) return Number.NaN;
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    if (start === end) return Number.NaN;
    const exponent = currency === undefined || this.plan.unit === 'smallest' ? 0 : currency.exponent;
    const value = readAmountCell(bytes, start, end, exponent);
    if (value === noAmount) return Number.NaN;
    if (currency === undefined && value !== 0) {
      this.defect('CURRENCY_UNKNOWN', index, 'a currency for this amount');
      return Number.NaN;
    }
    if (Number.isNaN(value)) {
      const printed = bytes.toString('utf8', start, end);
      this.defect('AMOUNT_INVALID', index, expectedAmount(printed, exponent));
    }
    return value;
  }

  #currency(index: number): StatementCurrency | undefined {
    if (index < 0) return undefined;
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    if (start === end) return undefined;
    const currency = readCurrencyCell(bytes, start, end);
    if (currency === undefined) this.defect('CURRENCY_UNKNOWN', index, 'an ISO 4217 code in capitals');
    return currency;
  }

  #moment(time: TimeCell, index: number, mayBeDay: boolean): number {
    if (index < 0) return Number.NaN;
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    if (start === end) return Number.NaN;
    const { times } = this.plan.layout;
    const moment = time.read(bytes, start, end, times, mayBeDay);
    if (Number.isNaN(moment)) {
      this.defect('TIME_INVALID', index, `a day that exists and a time, such as ${timeExamples[times]}`);
    }
    return moment;
  }

  #type(index: number): TypeRule {
    if (index < 0) return noType;
    const { starts, ends, bytes } = this.#cursor;
    const start = starts[index] as number;
    const end = ends[index] as number;
    for (const known of this.#types) {
      if (isCell(this.#cursor, index, known.bytes)) return known.rule;
    }
    const rule = typeRule(bytes.toString('utf8', start, end));
    if (this.#types.length < typesMax)
      this.#types.push({ bytes: Buffer.from(bytes.subarray(start, end)), rule });
    return rule;
  }

  /** Reports a defect of the present row; `expectedNet` as in {@link RowFindings}. */
  defect(code: DefectCode, index: number, expected: string, expectedNet?: number): void {
    const defect = {
      code,
      line: this.#cursor.line,
      ...(index < 0 ? {} : { column: this.plan.columns.names[index] }),
      ...(this.isEmpty(index) ? {} : { printed: this.text(index) }),
      expected,
    };
    this.#findings?.add(defect, expectedNet);
  }
}
