import { isCell } from './cell-bytes.ts';
import type { StatementCurrency } from './currency-cell.ts';
import type { Findings } from './defect.ts';
import { MoneySum } from './money-sum.ts';
import type { RecordKind, TypeRule } from './record-kind.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowMoney } from './row-money.ts';
import type { RowReader } from './row-reader.ts';

/**
 * What the rows of one printed type and currency add up to. Amounts are in the smallest unit and signed; `undefined`
 * where the file has no such column, or where it does not tell the sign, as for the fee of a refund in an A1
 * transaction file.
 */
export interface StatementTotal {
  readonly kind: RecordKind;
  readonly printedType: string;
  /** Number of the settlement batch, where the rows have one. */
  readonly batchId: string | undefined;
  /** Currency of `gross`. */
  readonly currency: string | undefined;
  /** Currency of `fee` and `net`. */
  readonly netCurrency: string | undefined;
  readonly rows: number;
  /** Sum of the printed counts; 0 where the report has none. */
  readonly count: number;
  readonly gross: bigint | undefined;
  readonly fee: bigint | undefined;
  readonly net: bigint | undefined;
}

class Bucket {
  readonly type: TypeRule;
  readonly kind: RecordKind;
  readonly batch: Buffer;
  readonly currency: StatementCurrency | undefined;
  readonly netCurrency: StatementCurrency | undefined;
  rows: number = 0;
  count: number = 0;
  readonly gross: MoneySum;
  readonly fee: MoneySum;
  readonly net: MoneySum;

  constructor(row: RowReader, kind: RecordKind, batch: string) {
    this.type = row.type;
    this.kind = kind;
    this.batch = Buffer.from(batch, 'utf8');
    this.currency = row.currency;
    this.netCurrency = row.netCurrency;
    const { places, fees } = row.plan.columns;
    this.gross = new MoneySum(places.gross >= 0);
    this.fee = new MoneySum(places.fee >= 0 || fees.length > 0);
    this.net = new MoneySum(places.net >= 0);
  }
}

/** So many totals no real file has; each takes memory. */
const totalsMax = 10_000;

/** Adds up the rows of a file by printed type, currency and batch. */
export class Totals {
  readonly #row: RowReader;
  readonly #money: RowMoney;
  readonly #cursor: RowCursor;
  readonly #findings: Findings;
  readonly #batchPlace: number;
  readonly #buckets = new Map<string, Bucket>();
  #last: Bucket | undefined;

  constructor(row: RowReader, money: RowMoney, cursor: RowCursor, findings: Findings) {
    this.#row = row;
    this.#money = money;
    this.#cursor = cursor;
    this.#findings = findings;
    this.#batchPlace = row.plan.columns.places.batchId;
  }

  add(): void {
    const { gross, fee, net } = this.#money;
    const row = this.#row;
    const bucket = this.#bucket();
    if (bucket === undefined) return;
    bucket.rows++;
    if (row.count > 0) bucket.count += row.count;
    bucket.gross.add(gross, row.gross);
    bucket.fee.add(fee, this.#money.hasOpenFee ? 0 : row.fee);
    bucket.net.add(net, row.net);
  }

  list(): readonly StatementTotal[] {
    return [...this.#buckets.values()].map((bucket) => ({
      kind: bucket.kind,
      printedType: bucket.type.printed,
      batchId: bucket.batch.length === 0 ? undefined : bucket.batch.toString('utf8'),
      currency: bucket.currency?.code,
      netCurrency: bucket.netCurrency?.code,
      rows: bucket.rows,
      count: bucket.count,
      gross: bucket.gross.value,
      fee: bucket.fee.value,
      net: bucket.net.value,
    }));
  }

  #bucket(): Bucket | undefined {
    if (this.#last !== undefined && this.#fits(this.#last)) return this.#last;
    const { type, currency, netCurrency } = this.#row;
    const { kind } = this.#money;
    const batch = this.#row.text(this.#batchPlace) ?? '';
    const key = JSON.stringify([type.printed, kind, currency?.code, netCurrency?.code, batch]);
    let found = this.#buckets.get(key);
    if (found === undefined) {
      if (this.#buckets.size === totalsMax) {
        const expected = `at most ${totalsMax} different types, currencies and batches`;
        this.#findings.add({ code: 'TOO_MANY_TOTALS', line: this.#cursor.line, expected });
        return undefined;
      }
      found = new Bucket(this.#row, kind, batch);
      this.#buckets.set(key, found);
    }
    this.#last = found;
    return found;
  }

  #fits(bucket: Bucket): boolean {
    const row = this.#row;
    return (
      bucket.type === row.type &&
      bucket.currency === row.currency &&
      bucket.netCurrency === row.netCurrency &&
      bucket.kind === this.#money.kind &&
      (this.#batchPlace < 0 || isCell(this.#cursor, this.#batchPlace, bucket.batch))
    );
  }
}
