import type { ReadingOptions } from './options.ts';
import type { RowReader, StatementUnit } from './row-reader.ts';
import type { StatementFacts } from './statement-facts.ts';

/** How the unit of a file came out; `undefined` with a reason where it cannot be told. */
export type UnitDecision =
  | { readonly unit: StatementUnit; readonly from: StatementFacts['unitFrom'] }
  | {
      readonly unit: undefined;
      readonly code: 'UNIT_AMBIGUOUS' | 'UNIT_CONTRADICTED';
      readonly expected: string;
    };

/**
 * Collects what the rows of one file prove about the unit of its amounts. Currencies without decimals prove nothing, and
 * neither do integers. docs/wire/statements §10.1.
 */
export class UnitEvidence {
  readonly #row: RowReader;
  readonly #options: ReadingOptions;
  #depends = false;
  #points = 0;
  #major = 0;
  #smallest = 0;
  #misfitLine: number | undefined;

  constructor(row: RowReader, options: ReadingOptions) {
    this.#row = row;
    this.#options = options;
  }

  /** Looks at the row that was just read. */
  take(line: number): void {
    const { gross, net, fee, currency, netCurrency, plan } = this.#row;
    const { places } = plan.columns;
    this.#look(places.gross, gross, currency?.exponent);
    this.#look(places.net, net, netCurrency?.exponent);
    this.#look(places.fee, fee, netCurrency?.exponent);
    if (!this.#join(gross, currency?.exponent, currency?.code)) this.#misfitLine ??= line;
  }

  decide(): UnitDecision {
    const { unit } = this.#options;
    const provesMajor = this.#points > 0 || this.#major > 0;
    const provesSmallest = this.#smallest > 0;
    if (provesMajor && provesSmallest) return contradiction('all rows to prove the same unit');
    if (unit === 'smallest' && provesMajor) return contradiction('the smallest unit, as the setting says');
    if (unit === 'major' && provesSmallest) return contradiction('major units, as the setting says');
    if (unit !== undefined) return { unit, from: 'setting' };
    if (this.#points > 0) return { unit: 'major', from: 'decimal-point' };
    if (this.#misfitLine !== undefined) {
      return ambiguity(
        `the amount of line ${this.#misfitLine} as \`knownAmounts\` has it, in dollars or cents`,
      );
    }
    if (this.#major > 0) return { unit: 'major', from: 'known-amounts' };
    if (provesSmallest) return { unit: 'smallest', from: 'known-amounts' };
    if (!this.#depends) return { unit: 'major', from: 'no-matter' };
    return ambiguity('a proof that amounts are dollars or cents: set `unit`, or pass `knownAmounts`');
  }

  #look(place: number, value: number, exponent: number | undefined): void {
    if (place < 0 || exponent === undefined || exponent === 0) return;
    if (value !== 0 && !Number.isNaN(value)) this.#depends = true;
    if (this.#row.text(place)?.includes('.') === true) this.#points++;
  }

  /** `false` where the ledger knows the row, and its amount in neither unit. */
  #join(gross: number, exponent: number | undefined, code: string | undefined): boolean {
    const { knownAmounts } = this.#options;
    if (knownAmounts === undefined || exponent === undefined || exponent === 0 || gross === 0) return true;
    const ownId = this.#row.text(this.#row.plan.columns.places.ownId);
    const known = ownId === undefined || Number.isNaN(gross) ? undefined : knownAmounts(ownId);
    if (known === undefined || known.currency !== code) return true;
    const size = Math.abs(gross);
    const printed = this.#row.plan.unit === 'major' ? size / 10 ** exponent : size;
    if (Number(known.value) === printed) this.#smallest++;
    else if (Number(known.value) === printed * 10 ** exponent) this.#major++;
    else return false;
    return true;
  }
}

function ambiguity(expected: string): UnitDecision {
  return { unit: undefined, code: 'UNIT_AMBIGUOUS', expected };
}

function contradiction(expected: string): UnitDecision {
  return { unit: undefined, code: 'UNIT_CONTRADICTED', expected };
}
