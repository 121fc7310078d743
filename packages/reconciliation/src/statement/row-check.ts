import {
  conversionTolerance,
  grossByPrice,
  grossInNetCurrency,
  rateErrorWithin,
  rounding,
} from './conversion.ts';
import { decimalText } from './decimal-text.ts';
import { zeroIfNone } from './money-sum.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowFindings } from './row-findings.ts';
import type { RowMoney } from './row-money.ts';
import type { RowReader } from './row-reader.ts';
import { isSpreadsheetId } from './spreadsheet-id.ts';

/** What yuan may be off by, in fen. docs/wire/statements §10.3. */
const yuanTolerance = 2;

/** How many fen the smallest unit of a currency with so many decimals would be at a rate of 1. */
const yuanScales: readonly number[] = Array.from({ length: 8 }, (_, exponent) => 10 ** (2 - exponent));

/** Checks a row that was read: cells that must be filled, ids, signs and formulas. */
export class RowCheck {
  readonly #row: RowReader;
  readonly #money: RowMoney;
  readonly #cursor: RowCursor;
  readonly #findings: RowFindings;
  readonly #ids: readonly number[];

  constructor(row: RowReader, money: RowMoney, cursor: RowCursor, findings: RowFindings) {
    this.#row = row;
    this.#money = money;
    this.#cursor = cursor;
    this.#findings = findings;
    const { ownId, providerId, originalOwnId, originalProviderId, batchId } = row.plan.columns.places;
    this.#ids = [ownId, providerId, originalOwnId, originalProviderId, batchId].filter((index) => index >= 0);
  }

  /** Checks the row that was just read. */
  check(): void {
    this.#checkFilled();
    this.#checkIds();
    this.#checkType();
    const { formulas, signs } = this.#row.plan.layout;
    if (signs === 'printed') this.#checkPrinted();
    if (this.#row.type.sign === 0 && signs === 'type' && this.#row.type.kind !== 'total') return;
    for (const formula of formulas) {
      if (formula === 'net') this.#checkNet();
      else if (formula === 'cny') this.#checkYuan();
      else if (formula === 'conversion') this.#checkConversion();
    }
  }

  #checkFilled(): void {
    const { bytes, starts, ends } = this.#cursor;
    for (const index of this.#row.plan.columns.filled) {
      const start = starts[index] as number;
      const length = (ends[index] as number) - start;
      // A lone dash is how some files print that there is nothing. docs/wire/statements §10.4.
      if (length === 0 || (length === 1 && bytes[start] === 0x2d)) {
        this.#row.defect('CELL_EMPTY', index, 'a value');
      }
    }
  }

  #checkIds(): void {
    const { bytes, starts, ends } = this.#cursor;
    for (const index of this.#ids) {
      if (isSpreadsheetId(bytes, starts[index] as number, ends[index] as number)) {
        this.#row.defect('ID_CORRUPTED_BY_SPREADSHEET', index, 'the id in full; a spreadsheet rounded it');
      }
    }
  }

  #checkType(): void {
    const { type, plan } = this.#row;
    const { places } = plan.columns;
    if (type.kind === 'total' && places.type >= 0 && plan.layout.report !== 'summary') {
      this.#row.defect('TYPE_UNKNOWN', places.type, 'a type of this report; sums are in the summary');
    } else if (type.kind === 'unknown') {
      if (plan.layout.signs === 'printed') {
        this.#findings.warn('UNKNOWN_TYPE', type.printed.slice(0, 64), this.#cursor.line);
      } else
        this.#row.defect('TYPE_UNKNOWN', places.type, 'a documented type, as it gives the amount its sign');
    } else if (type.sign === 0 && plan.layout.signs === 'type' && type.kind !== 'total') {
      this.#row.defect('TYPE_UNKNOWN', places.type, 'a type of this family, as it gives the amount its sign');
    } else if (plan.layout.signs === 'type' && type.sign === 1) this.#checkPaymentSigns();
  }

  /** Only a payment has its signs printed alike by all families. docs/wire/statements §10.2. */
  #checkPaymentSigns(): void {
    const row = this.#row;
    const { gross, net, grossCny, netCny } = this.#money;
    const { places } = row.plan.columns;
    this.#checkSign(places.gross, row.gross, gross);
    this.#checkSign(places.net, row.net, net);
    this.#checkSign(places.grossCny, row.grossCny, grossCny);
    this.#checkSign(places.netCny, row.netCny, netCny);
  }

  #checkSign(place: number, printed: number, signed: number): void {
    if (printed * signed >= 0 || Number.isNaN(printed)) return;
    const expected = signed < 0 ? 'a minus, as the fee is larger' : 'no minus before a payment';
    this.#row.defect('SIGN_CONTRADICTS_TYPE', place, expected);
  }

  #checkPrinted(): void {
    const { type, gross, net, plan } = this.#row;
    const { places } = plan.columns;
    const place = places.gross >= 0 ? places.gross : places.net;
    const money = places.gross >= 0 ? gross : net;
    if (type.sign === -1 && money > 0) {
      this.#row.defect('SIGN_CONTRADICTS_TYPE', place, 'a minus, as the money goes from the merchant');
    } else if (type.sign === 1 && gross < 0) {
      this.#row.defect('SIGN_CONTRADICTS_TYPE', place, 'no minus, as the money comes to the merchant');
    }
    if (plan.layout.report === 'summary' || (type.kind !== 'payment' && type.kind !== 'refund')) return;
    // Disputes and account rows have none. docs/wire/statements §9.3.
    if (places.ownId >= 0 && this.#row.isEmpty(places.ownId)) {
      this.#row.defect('CELL_EMPTY', places.ownId, 'the id that the merchant gave');
    }
    // What has failed or is not about a payment may have no time.
    if (places.occurredAt >= 0 && this.#row.isEmpty(places.occurredAt) && this.#money.kind !== 'failed') {
      this.#row.defect('CELL_EMPTY', places.occurredAt, 'a time');
    }
    this.#checkAmount(places.gross, gross);
    if (plan.layout.report === 'settlement') this.#checkAmount(places.net, net);
  }

  #checkAmount(place: number, amount: number): void {
    if (place < 0 || !Number.isNaN(amount)) return;
    const printed = this.#row.text(place);
    if (printed === undefined || printed === '-') this.#row.defect('CELL_EMPTY', place, 'an amount');
  }

  /** Net = gross - fee - what was distributed, exact in all samples. */
  #checkNet(): void {
    const { gross, fee, net, distributed } = this.#money;
    if (Number.isNaN(net) || Number.isNaN(gross)) return;
    const expected = gross + zeroIfNone(fee) + zeroIfNone(distributed);
    if (net !== expected) this.#netDefect(expected);
  }

  #netDefect(expected: number): void {
    const { plan, netCurrency } = this.#row;
    const text = decimalText(BigInt(expected), plan.unit === 'major' ? (netCurrency?.exponent ?? 0) : 0);
    const words = `${text} by gross, fees and conversion`;
    this.#row.defect('NET_FORMULA_MISMATCH', plan.columns.places.net, words, expected);
  }

  #checkYuan(): void {
    const { rate, currency, plan } = this.#row;
    const rateError = rateErrorWithin(this.#row);
    const { gross, fee, grossCny, netCny, distributed } = this.#money;
    if (Number.isNaN(rate) || currency === undefined) return;
    const scale = yuanScales[currency.exponent] as number;
    if (!Number.isNaN(grossCny) && !Number.isNaN(gross)) {
      // Either side may be the rounded one: shops price in yuan, too.
      const tolerance = Math.max(0.5, 0.5 * rate * scale) + Math.abs(gross) * scale * rateError + rounding;
      if (Math.abs(gross * rate * scale - grossCny) > tolerance) {
        this.#row.defect('FX_MISMATCH', plan.columns.places.grossCny, 'amount × rate in yuan');
      }
    }
    if (Number.isNaN(netCny) || Number.isNaN(gross)) return;
    const deducted = zeroIfNone(fee) + zeroIfNone(distributed);
    const byRate = gross * rate * scale;
    const difference = Math.min(
      Math.abs((gross + deducted) * rate * scale - netCny),
      Math.abs((Number.isNaN(grossCny) ? byRate : grossCny) + deducted * rate * scale - netCny),
    );
    // A fee in yuan, rounded by itself, differs from the printed fee by up to half a unit of the currency.
    const halves = zeroIfNone(distributed) === 0 ? 1 : 2;
    const tolerance =
      Math.max(yuanTolerance, 1 + halves * 0.5 * rate * scale) +
      Math.abs(gross) * scale * rateError +
      rounding;
    if (difference > tolerance) {
      const expected = 'settlement × rate in yuan, within half a unit of the currency';
      this.#row.defect('FX_MISMATCH', plan.columns.places.netCny, expected);
    } else if (difference > 0.5 + rounding) this.#warnTolerance(plan.columns.places.netCny, difference);
  }

  /** Net = gross in the currency of the settlement + fees. docs/wire/statements §10.3. */
  #checkConversion(): void {
    const { gross, net, kind } = this.#money;
    if (Number.isNaN(net)) return;
    const hasNoGross = Number.isNaN(gross) || gross === 0;
    // A fee that the net did not decide fits it no better than any other.
    const fee = zeroIfNone(Number.isNaN(this.#money.fee) ? this.#row.fee : this.#money.fee);
    // Gross and fees of zero: a pure adjustment, which a payment or a refund is not.
    if (hasNoGross && fee === 0 && kind !== 'payment' && kind !== 'refund') return;
    const converted = hasNoGross ? 0 : this.#checkedGross();
    if (Number.isNaN(converted)) return;
    const expected = converted + fee;
    const difference = Math.abs(expected - net);
    if (difference <= rounding) return;
    if (difference > conversionTolerance(this.#row, converted)) {
      this.#netDefect(Math.round(expected));
    } else if (difference > 0.5) this.#warnTolerance(this.#row.plan.columns.places.net, difference);
  }

  #warnTolerance(place: number, difference: number): void {
    const about = this.#row.plan.columns.names[place] ?? '';
    this.#findings.warn('WITHIN_TOLERANCE', about, this.#cursor.line, Math.ceil(difference - rounding));
  }

  /** The gross in the currency of the net; where it is printed, its price must lead to it. */
  #checkedGross(): number {
    const row = this.#row;
    const { gross } = this.#money;
    if (!Number.isNaN(row.converted)) {
      const isSame = row.currency === row.netCurrency;
      const byPrice = isSame ? gross : grossByPrice(row, gross);
      const tolerance = isSame ? rounding : conversionTolerance(row, byPrice);
      if (Math.abs(byPrice - row.converted) > tolerance) {
        row.defect('FX_MISMATCH', row.plan.columns.places.converted, 'the amount converted by its price');
      }
    }
    return grossInNetCurrency(row, gross);
  }
}
