import { feeBesideItems } from './fee-beside-items.ts';
import { zeroIfNone } from './money-sum.ts';
import type { Direction, RecordKind } from './record-kind.ts';
import type { RowReader } from './row-reader.ts';

/**
 * The money of a row with the signs of the canonical record: to the merchant positive, from the merchant negative.
 * `NaN` stands for what is not printed or cannot be decided. docs/wire/statements §10.2.
 */
export class RowMoney {
  kind: RecordKind = 'unknown';
  direction: Direction = 'none';
  gross: number = Number.NaN;
  fee: number = Number.NaN;
  net: number = Number.NaN;
  grossCny: number = Number.NaN;
  netCny: number = Number.NaN;
  distributed: number = Number.NaN;
  /** Fees are printed, but not which of them or in which currency they were taken. */
  hasOpenFee: boolean = false;
  readonly #row: RowReader;
  readonly #signsByType: boolean;
  readonly #isSettled: boolean;
  readonly #status: number;

  constructor(row: RowReader) {
    const { layout, columns } = row.plan;
    this.#row = row;
    this.#signsByType = layout.signs === 'type';
    this.#isSettled = columns.places.net >= 0;
    this.#status = layout.report === 'transaction' ? columns.places.status : -1;
  }

  /** Takes the row that the reader has just read. */
  take(): void {
    const { type } = this.#row;
    this.kind = this.#isFailed() ? 'failed' : type.kind;
    if (!this.#signsByType) this.#asPrinted();
    // A batch row has no type: it is a total, printed with the sign that it has.
    else if (type.kind === 'total') this.#asTotal();
    else if (type.sign === 0) this.#undecided();
    else this.#byType(type.sign);
    if (this.kind === 'failed') this.direction = 'none';
  }

  /** A refund that the transaction file calls failed moved no money. docs/wire/statements §5.3. */
  #isFailed(): boolean {
    return this.#status >= 0 && /^f(?:ail(?:ed)?)?$/i.test(this.#row.text(this.#status) ?? '');
  }

  #byType(sign: 1 | -1): void {
    const row = this.#row;
    const gross = Math.abs(row.gross);
    const fee = Math.abs(row.fee);
    const distributed = Math.abs(row.distributed);
    const left = gross - zeroIfNone(fee) - zeroIfNone(distributed);
    const netSign = left < 0 ? -sign : sign;
    this.gross = sign * gross;
    this.net = netSign * Math.abs(row.net);
    this.distributed = -sign * distributed;
    this.grossCny = sign * Math.abs(row.grossCny);
    this.netCny = netSign * Math.abs(row.netCny);
    this.direction = sign > 0 ? 'in' : 'out';
    // Whether the fee of a refund comes back is told by its net alone; that of a cancelled payment always does.
    const isDecided = this.#isSettled || row.type.kind !== 'refund';
    this.fee = isDecided ? -sign * fee : Number.NaN;
  }

  #asPrinted(): void {
    const row = this.#row;
    this.gross = row.gross;
    this.fee = row.plan.hasTwoFees ? feeBesideItems(row) : row.fee;
    this.hasOpenFee = Number.isNaN(this.fee) && (row.hasForeignFee || zeroIfNone(row.itemised) !== 0);
    // The correction row of an acquirer may print its fee alone; TOTAL includes it. docs/wire/statements §9.3.
    const isCorrection = row.type.kind === 'provider-rounding' && Number.isNaN(row.net);
    this.net = isCorrection ? this.fee : row.net;
    const money = firstAmount(row.gross, row.net, this.fee);
    this.direction = row.type.kind === 'authorization' || money === 0 ? 'none' : money > 0 ? 'in' : 'out';
  }

  #asTotal(): void {
    const row = this.#row;
    this.gross = row.gross;
    this.fee = -row.fee;
    this.net = row.net;
    this.direction = row.net === 0 ? 'none' : row.net > 0 ? 'in' : 'out';
  }

  #undecided(): void {
    this.direction = 'none';
    this.gross = Number.NaN;
    this.fee = Number.NaN;
    this.net = Number.NaN;
    this.grossCny = Number.NaN;
    this.netCny = Number.NaN;
    this.distributed = Number.NaN;
  }
}

/** The first amount that is not 0 or missing. */
function firstAmount(...amounts: readonly number[]): number {
  return amounts.find((amount) => !Number.isNaN(amount) && amount !== 0) ?? 0;
}
