/**
 * A family of statement files: `A1` in-store classic (docs/wire/statements §4), `A4` AlipayHK online (§6.1),
 * `B0` of `alipay.intl.acquiring.*` (§8), `B1`, `B2` and `B3` the three generations of AMS (§9).
 */
export type StatementFamily = 'A1' | 'A4' | 'B0' | 'B1' | 'B2' | 'B3';

/** The families for the payments of each API; several may be written side by side. */
export interface StatementFamilies {
  /** Payments placed by `alipay.intl.acquiring.*`; `['B0']` when absent. */
  readonly acquiring?: readonly StatementFamily[];
  /** Payments placed by v1; `['B3']` when absent. At most one of B1, B2 and B3: they share their file names. */
  readonly v1?: readonly StatementFamily[];
}

/** How the day's statement files are written; everything can be left out. All days and times are those of UTC+8. */
export interface StatementOptions {
  /** What is written; a list holds for the payments of both APIs. Acquiring → B0, v1 → B3 when absent. */
  readonly families?: readonly StatementFamily[] | StatementFamilies;
  /** The PID in names and headers of A files, 16 digits that begin 2088; `2088000000000000` when absent. */
  readonly partnerId?: string;
  /** The `customerId` in directories and rows of B1 to B3; `1022188000000000000` when absent. */
  readonly customerId?: string;
  /** The contract's fee in hundredths of a percent of the settled amount, rounded half up; 60 when absent. */
  readonly feeBasisPoints?: number;
  /** Whether a refund gives its fee back; `returned` when absent. A cancel always does. */
  readonly refundFees?: 'returned' | 'kept';
  /** Currency in which all is settled; each payment's own when absent. */
  readonly settlementCurrency?: string;
  /**
   * Rates beside and before the built-in ones, as `{ 'KRW/USD': '0.00073' }`: units of the second currency for one of the
   * first, decimal text with at most 8 decimals. A pair serves both directions; a currency without one is settled as it is.
   */
  readonly rates?: Readonly<Record<string, string>>;
  /** Unit of amounts in B1 and B2, whose samples and tables disagree (docs/wire/statements §9.3); `smallest` when absent. */
  readonly unit?: 'smallest' | 'major';
  /** Encoding of A4 files; `utf-8` when absent. */
  readonly encoding?: 'utf-8' | 'gb18030';
  /** Working days from the day of a transaction to its settlement; 1 when absent. */
  readonly settlementDays?: number;
  /** Days beside Saturdays and Sundays on which nothing is settled, as `YYYY-MM-DD`; none when absent. */
  readonly holidays?: readonly string[];
  /** Records in one part of a B1 to B3 file before the next `<seq>` begins; 100000 when absent. */
  readonly rowsPerFile?: number;
}
