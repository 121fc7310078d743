import type { StatementCurrency } from './currency-cell.ts';
import { MoneySum } from './money-sum.ts';
import type { RecordKind, TypeRule } from './record-kind.ts';
import type { RowMoney } from './row-money.ts';
import type { RowReader } from './row-reader.ts';

/** What the rows of one printed type and currency add up to. Amounts are in the smallest unit and signed. */
export interface StatementTotal {
  readonly kind: RecordKind;
  readonly printedType: string;
  /** Number of the settlement batch in a summary or batch report; `undefined` elsewhere. */
  readonly batchId: string | undefined;
  /** Currency of `gross`. */
  readonly currency: string | undefined;
  /** Currency of `fee` and `net`. */
  readonly netCurrency: string | undefined;
  readonly rows: number;
  /** Sum of the printed counts; 0 where the report has none. */
  readonly count: number;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly net: bigint;
}

class Bucket {
  readonly type: TypeRule;
  readonly kind: RecordKind;
  readonly batchId: string | undefined;
  readonly currency: StatementCurrency | undefined;
  readonly netCurrency: StatementCurrency | undefined;
  rows: number = 0;
  count: number = 0;
  readonly gross: MoneySum = new MoneySum();
  readonly fee: MoneySum = new MoneySum();
  readonly net: MoneySum = new MoneySum();

  constructor(row: RowReader, kind: RecordKind, batchId: string | undefined) {
    this.type = row.type;
    this.kind = kind;
    this.batchId = batchId;
    this.currency = row.currency;
    this.netCurrency = row.netCurrency;
  }
}

/** Adds up the rows of a file by printed type and currency; those of a summary by batch, too. */
export class Totals {
  readonly #row: RowReader;
  readonly #money: RowMoney;
  readonly #batchPlace: number;
  readonly #buckets: Bucket[] = [];
  #last: Bucket | undefined;

  constructor(row: RowReader, money: RowMoney) {
    this.#row = row;
    this.#money = money;
    const { layout, columns } = row.plan;
    const isSum = layout.report === 'summary' || layout.report === 'batch';
    this.#batchPlace = isSum ? columns.places.batchId : -1;
  }

  add(): void {
    const { gross, fee, net } = this.#money;
    const { count } = this.#row;
    const bucket = this.#bucket();
    bucket.rows++;
    if (count > 0) bucket.count += count;
    if (!Number.isNaN(gross)) bucket.gross.add(gross);
    if (!Number.isNaN(fee)) bucket.fee.add(fee);
    if (!Number.isNaN(net)) bucket.net.add(net);
  }

  list(): readonly StatementTotal[] {
    return this.#buckets.map((bucket) => ({
      kind: bucket.kind,
      printedType: bucket.type.printed,
      batchId: bucket.batchId,
      currency: bucket.currency?.code,
      netCurrency: bucket.netCurrency?.code,
      rows: bucket.rows,
      count: bucket.count,
      gross: bucket.gross.value,
      fee: bucket.fee.value,
      net: bucket.net.value,
    }));
  }

  #bucket(): Bucket {
    const batchId = this.#batchPlace < 0 ? undefined : this.#row.text(this.#batchPlace);
    if (this.#last !== undefined && this.#fits(this.#last, batchId)) return this.#last;
    let found = this.#buckets.find((bucket) => this.#fits(bucket, batchId));
    if (found === undefined) {
      found = new Bucket(this.#row, this.#money.kind, batchId);
      this.#buckets.push(found);
    }
    this.#last = found;
    return found;
  }

  #fits(bucket: Bucket, batchId: string | undefined): boolean {
    const row = this.#row;
    return (
      bucket.type === row.type &&
      bucket.currency === row.currency &&
      bucket.netCurrency === row.netCurrency &&
      bucket.kind === this.#money.kind &&
      bucket.batchId === batchId
    );
  }
}
