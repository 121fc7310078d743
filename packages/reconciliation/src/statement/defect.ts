import type { StatementDefect } from '@alipay-intl/core/errors';
import { isBuyerColumn } from './buyer-data.ts';

/** Codes of {@link Defect}. Each is described in `docs/statements.md`. */
export type DefectCode =
  | 'ENCODING_INVALID'
  | 'LINE_TOO_LONG'
  | 'FILE_TRUNCATED'
  | 'LAST_LINE_UNFINISHED'
  | 'ROW_COUNT_MISMATCH'
  | 'ROW_AFTER_END'
  | 'PREAMBLE_MALFORMED'
  | 'PARTNER_MISMATCH'
  | 'MISSING_COLUMN'
  | 'REPEATED_COLUMN'
  | 'UNIT_AMBIGUOUS'
  | 'UNIT_CONTRADICTED'
  | 'ROW_MALFORMED'
  | 'CELL_EMPTY'
  | 'AMOUNT_INVALID'
  | 'CURRENCY_UNKNOWN'
  | 'TIME_INVALID'
  | 'RATE_INVALID'
  | 'COUNT_INVALID'
  | 'ID_CORRUPTED_BY_SPREADSHEET'
  | 'TYPE_UNKNOWN'
  | 'STATUS_UNKNOWN'
  | 'SIGN_CONTRADICTS_TYPE'
  | 'NET_FORMULA_MISMATCH'
  | 'FX_MISMATCH'
  | 'SUMMARY_MISMATCH'
  | 'ROW_DAY_DIFFERS'
  | 'ROW_REPEATED'
  | 'TOO_MANY_TOTALS'
  | 'FILE_SEQ_GAP'
  | 'FILE_MISSING'
  | 'FILE_REPEATED';

/** One thing wrong with a statement file, or with a batch of them. */
export interface Defect extends StatementDefect {
  readonly code: DefectCode;
  /** Name of the file, where several were checked together. */
  readonly file?: string | undefined;
}

/** Every {@link AcceptableCode}. */
export const acceptableCodes = [
  'LAST_LINE_UNFINISHED',
  'TYPE_UNKNOWN',
  'STATUS_UNKNOWN',
  'SIGN_CONTRADICTS_TYPE',
  'NET_FORMULA_MISMATCH',
  'FX_MISMATCH',
  'SUMMARY_MISMATCH',
  'ROW_DAY_DIFFERS',
  'ROW_REPEATED',
] as const;

/** Codes of defects that an operator may accept for one file, because the file can be read all the same. */
export type AcceptableCode = (typeof acceptableCodes)[number];

/** Codes of {@link StatementWarning}: worth knowing, no reason to refuse. */
export type WarningCode =
  | 'FILE_EMPTY_OK'
  | 'ENCODING_UNSURE'
  | 'UNKNOWN_COLUMN'
  | 'UNKNOWN_FEE_COLUMN'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_STATUS'
  | 'SURPLUS_CELL'
  | 'NAME_DIFFERS'
  | 'DAY_DIFFERS'
  | 'WITHIN_TOLERANCE'
  | 'DEFECT_ACCEPTED';

/** Something odd about a file that was read all the same. */
export interface StatementWarning {
  readonly code: WarningCode;
  /** What it is about, in a few words: a column, a type, a defect code. */
  readonly about: string;
  /** The first line it was seen on. */
  readonly line?: number | undefined;
  /** How often it was seen. */
  readonly count: number;
  /** The largest difference that a tolerance let pass, in the smallest unit, rounded up. */
  readonly largestDifference?: number | undefined;
}

const printedMax = 64;

/** More different warnings tell nobody anything, and take memory. */
const warningsMax = 1_000;
const others = 'others';

type Counted = { -readonly [Member in keyof StatementWarning]: StatementWarning[Member] };

/** Collects what is found in one reading of a file, within a bound. */
export class Findings {
  readonly defects: Defect[] = [];
  /** Defects beyond the bound. */
  more: number = 0;
  readonly #max: number;
  readonly #accepted: ReadonlySet<DefectCode>;
  readonly #warnings = new Map<string, Counted>();

  constructor(max: number, accepted: readonly DefectCode[]) {
    this.#max = max;
    this.#accepted = new Set(accepted);
  }

  get warnings(): readonly StatementWarning[] {
    return [...this.#warnings.values()];
  }

  /** Brings the defects into the order of the file's lines. */
  sort(): void {
    this.defects.sort((left, right) => (left.line ?? Number.MAX_VALUE) - (right.line ?? Number.MAX_VALUE));
  }

  /** Takes back defects that depend on something that turned out to be undecided. */
  drop(codes: ReadonlySet<DefectCode>): void {
    const kept = this.defects.filter(({ code }) => !codes.has(code));
    this.defects.splice(0, this.defects.length, ...kept);
  }

  add(defect: Defect): void {
    if (this.#accepted.has(defect.code)) {
      this.warn('DEFECT_ACCEPTED', defect.code, defect.line);
      return;
    }
    if (this.defects.length === this.#max) {
      this.more++;
      return;
    }
    this.defects.push(withoutBuyerCell(defect));
  }

  /** @param difference - what a tolerance let pass. */
  warn(code: WarningCode, about: string, line?: number, difference?: number): void {
    const key = `${code} ${about}`;
    const known = this.#warnings.get(key);
    if (known !== undefined) {
      known.count++;
      if (difference !== undefined && difference > (known.largestDifference ?? 0)) {
        known.largestDifference = difference;
      }
    } else if (this.#warnings.size < warningsMax || about === others) {
      const largest = difference === undefined ? {} : { largestDifference: difference };
      this.#warnings.set(key, { code, about, ...(line === undefined ? {} : { line }), count: 1, ...largest });
    } else this.warn(code, others, line, difference);
  }
}

function withoutBuyerCell(defect: Defect): Defect {
  if (defect.printed === undefined) return defect;
  if (defect.column !== undefined && isBuyerColumn(defect.column)) {
    const { printed: _, ...rest } = defect;
    return rest;
  }
  const { printed } = defect;
  return printed.length <= printedMax ? defect : { ...defect, printed: `${printed.slice(0, printedMax)}…` };
}

/** One defect as a line of text, for a message. */
export function describeDefect(defect: Defect | StatementDefect): string {
  const where = [
    defect.line === undefined ? undefined : `line ${defect.line}`,
    defect.column === undefined ? undefined : `column ${defect.column}`,
  ].filter((part) => part !== undefined);
  const printed = defect.printed === undefined ? '' : ` printed "${defect.printed}",`;
  return `${defect.code}${where.length === 0 ? '' : ` (${where.join(', ')})`}:${printed} expected ${defect.expected}`;
}
