import { decimalText } from './decimal-text.ts';
import type { Findings } from './defect.ts';
import type { RowCursor } from './row-cursor.ts';
import { type RowMoney, zeroIfNone } from './row-money.ts';
import type { RowReader } from './row-reader.ts';
import { isSpreadsheetId } from './spreadsheet-id.ts';

/** What a currency may be off by after a conversion, in its smallest unit. docs/wire/statements §10.3. */
const toleranceUnits = 2;

/** What the arithmetic of a comparison may be off by; no money is computed with it. */
const rounding = 1e-6;

/** Checks a row that was read: cells that must be filled, ids, signs and formulas. */
export class RowCheck {
  readonly #row: RowReader;
  readonly #money: RowMoney;
  readonly #cursor: RowCursor;
  readonly #findings: Findings;
  readonly #ids: readonly number[];

  constructor(row: RowReader, money: RowMoney, cursor: RowCursor, findings: Findings) {
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
    } else if (plan.layout.signs === 'type' && type.sign === 1 && this.#row.gross < 0) {
      this.#row.defect('SIGN_CONTRADICTS_TYPE', places.gross, 'no minus before a payment');
    }
  }

  #checkPrinted(): void {
    const { type, gross, net, plan } = this.#row;
    const { places } = plan.columns;
    const place = places.gross >= 0 ? places.gross : places.net;
    const money = places.gross >= 0 ? gross : net;
    const isSigned = type.kind === 'refund' || type.kind === 'dispute';
    if (isSigned && money > 0) {
      this.#row.defect('SIGN_CONTRADICTS_TYPE', place, 'a minus, as the money goes from the merchant');
    } else if (type.kind === 'payment' && gross < 0) {
      this.#row.defect('SIGN_CONTRADICTS_TYPE', place, 'no minus, as the money comes to the merchant');
    }
    if (plan.layout.report === 'summary' || (type.kind !== 'payment' && type.kind !== 'refund')) return;
    // Disputes and account rows have none. docs/wire/statements §9.3.
    if (places.ownId >= 0 && this.#row.text(places.ownId) === undefined) {
      this.#row.defect('CELL_EMPTY', places.ownId, 'the id that the merchant gave');
    }
    // What has failed or is not about a payment may have no time.
    if (
      places.occurredAt >= 0 &&
      this.#row.text(places.occurredAt) === undefined &&
      this.#money.kind !== 'failed'
    ) {
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
    this.#row.defect(
      'NET_FORMULA_MISMATCH',
      plan.columns.places.net,
      `${text} by gross, fees and conversion`,
    );
  }

  #checkYuan(): void {
    const { rate, rateError, currency, plan } = this.#row;
    const { gross, fee, grossCny, netCny, distributed } = this.#money;
    if (Number.isNaN(rate) || currency === undefined) return;
    const scale = 10 ** (2 - currency.exponent);
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
      Math.max(toleranceUnits, 1 + halves * 0.5 * rate * scale) +
      Math.abs(gross) * scale * rateError +
      rounding;
    if (difference > tolerance) {
      const expected = 'settlement × rate in yuan, within half a unit of the currency';
      this.#row.defect('FX_MISMATCH', plan.columns.places.netCny, expected);
    } else if (difference > 0.5 + rounding) this.#warnTolerance(plan.columns.places.netCny);
  }

  /** Net = gross in the currency of the settlement + fees. docs/wire/statements §10.3. */
  #checkConversion(): void {
    const { gross, fee, net } = this.#money;
    if (Number.isNaN(net)) return;
    const hasNoGross = Number.isNaN(gross) || gross === 0;
    // Gross and fees of zero: a pure adjustment.
    if (hasNoGross && zeroIfNone(fee) === 0) return;
    const converted = hasNoGross ? 0 : this.#grossInNetCurrency();
    if (Number.isNaN(converted)) return;
    const expected = converted + zeroIfNone(fee);
    const difference = this.#differenceOfNet(expected);
    if (difference <= rounding) return;
    if (difference > this.#conversionTolerance(converted)) {
      this.#netDefect(Math.round(expected));
    } else if (difference > 0.5) this.#warnTolerance(this.#row.plan.columns.places.net);
  }

  /** A file with a fee column and itemised fees beside it does not say whether the one holds the others. */
  #differenceOfNet(expected: number): number {
    const { net } = this.#money;
    const { columns } = this.#row.plan;
    const difference = Math.abs(expected - net);
    if (difference <= rounding || columns.places.fee < 0 || columns.fees.length === 0) return difference;
    return Math.min(difference, Math.abs(expected + zeroIfNone(this.#row.itemisedFees()) - net));
  }

  #warnTolerance(place: number): void {
    this.#findings.warn('WITHIN_TOLERANCE', this.#row.plan.columns.names[place] ?? '', this.#cursor.line);
  }

  /** What a converted amount may be off by: two smallest units, and what rounding the price may cost. */
  #conversionTolerance(converted: number): number {
    const { rate, rateError } = this.#row;
    const relative = Number.isNaN(rate) || rate === 0 ? 0 : rateError / rate;
    return toleranceUnits + Math.abs(converted) * relative + rounding;
  }

  /** `NaN` where the file does not say how it was converted. */
  #grossInNetCurrency(): number {
    const { currency, netCurrency, converted, plan } = this.#row;
    if (currency === netCurrency) return this.#money.gross;
    const byPrice = this.#grossByPrice();
    if (Number.isNaN(converted)) return byPrice;
    if (Math.abs(byPrice - converted) > this.#conversionTolerance(byPrice)) {
      this.#row.defect('FX_MISMATCH', plan.columns.places.converted, 'the amount converted by its price');
    }
    return converted;
  }

  #grossByPrice(): number {
    const { currency, netCurrency, rate, plan } = this.#row;
    if (Number.isNaN(rate) || rate === 0 || currency === undefined || netCurrency === undefined)
      return Number.NaN;
    const pair = this.#row.text(plan.columns.places.ratePair) ?? '';
    const scaled = this.#money.gross * 10 ** (netCurrency.exponent - currency.exponent);
    if (pair.startsWith(currency.code)) return scaled * rate;
    return pair.endsWith(currency.code) ? scaled / rate : Number.NaN;
  }
}
