import { type InspectOptions, inspect } from 'node:util';
import { withoutBuyerData } from './buyer-data.ts';
import type { Direction, RecordKind, TypeRule } from './record-kind.ts';
import type { RowDetail } from './row-detail.ts';
import type { RowMoney } from './row-money.ts';
import type { RowReader } from './row-reader.ts';
import type { StatementFee } from './statement-fee.ts';
import { timeText } from './time-cell.ts';

/** Reads what a record does not keep ready from the text of its row. */
export type ReadDetail = (text: string) => RowDetail;

/** What a record keeps of a row. */
export interface RecordParts {
  readonly line: number;
  readonly text: string;
  readonly layout: string;
  readonly batchId: string | undefined;
  readonly ownId: string | undefined;
  readonly providerId: string | undefined;
  readonly originalOwnId: string | undefined;
  readonly originalProviderId: string | undefined;
}

/**
 * One row of a statement as a canonical record. Amounts are signed bigints in the smallest unit: to the merchant
 * positive, from the merchant negative; `undefined` where nothing is printed or the sign cannot be decided.
 * docs/wire/statements §10.2, §16.
 */
export class StatementRecord {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Id of the file's layout, for instance `A1-transaction-15`. */
  readonly layout: string;
  readonly kind: RecordKind;
  /** The type as printed, for instance `R`; empty where the layout has none. */
  readonly printedType: string;
  readonly direction: Direction;
  /** The merchant's id of this payment or refund. */
  readonly ownId: string | undefined;
  /** Alipay's id. */
  readonly providerId: string | undefined;
  /** The merchant's id of the payment that a refund belongs to, where the file tells. */
  readonly originalOwnId: string | undefined;
  /** Alipay's id of the payment that a refund belongs to, where the file tells. */
  readonly originalProviderId: string | undefined;
  /** The moment of the payment or refund in milliseconds since 1970-01-01T00:00:00Z. */
  readonly occurredAtMs: number | undefined;
  /** The moment of the settlement; the first of the day in UTC+8 where only a day is printed. */
  readonly settledAtMs: number | undefined;
  /** Currency of `gross`: ISO 4217. */
  readonly currency: string | undefined;
  /** Currency of `fee` and `net`. */
  readonly netCurrency: string | undefined;
  readonly #text: string;
  readonly #batchId: string | undefined;
  readonly #occurredOffset: number;
  readonly #settledOffset: number;
  readonly #gross: number;
  readonly #fee: number;
  readonly #net: number;
  readonly #readDetail: ReadDetail;
  #detail: RowDetail | undefined;

  static {
    // Not a member by syntax, so that the public types need none of Node's.
    const print = function (this: StatementRecord, depth: number, options: InspectOptions): string {
      return depth < 0
        ? '[StatementRecord]'
        : `StatementRecord ${inspect(this.#known(), { ...options, depth })}`;
    };
    Object.defineProperty(StatementRecord.prototype, inspect.custom, { value: print });
  }

  /** @internal */
  constructor(parts: RecordParts, row: RowReader, money: RowMoney, readDetail: ReadDetail) {
    const type: TypeRule = row.type;
    this.line = parts.line;
    this.layout = parts.layout;
    this.kind = money.kind;
    this.printedType = type.printed;
    this.direction = money.direction;
    this.ownId = parts.ownId;
    this.providerId = parts.providerId;
    this.originalOwnId = parts.originalOwnId;
    this.originalProviderId = parts.originalProviderId;
    this.occurredAtMs = Number.isNaN(row.occurredAt) ? undefined : row.occurredAt;
    this.settledAtMs = Number.isNaN(row.settledAt) ? undefined : row.settledAt;
    this.currency = row.currency?.code;
    this.netCurrency = row.netCurrency?.code;
    this.#text = parts.text;
    this.#batchId = parts.batchId;
    this.#occurredOffset = row.occurredOffset;
    this.#settledOffset = row.settledOffset;
    this.#gross = money.gross;
    this.#fee = money.fee;
    this.#net = money.net;
    this.#readDetail = readDetail;
  }

  /** What was paid or given back, in `currency`. */
  get gross(): bigint | undefined {
    return bigintOf(this.#gross);
  }

  /** What Alipay kept (negative) or gave back (positive), in `netCurrency`; all fee columns together. */
  get fee(): bigint | undefined {
    return bigintOf(this.#fee);
  }

  /** What reached or left the merchant's account, in `netCurrency`. */
  get net(): bigint | undefined {
    return bigintOf(this.#net);
  }

  /** `gross` in yuan, in fen. */
  get grossCny(): bigint | undefined {
    return bigintOf(this.#details.grossCny);
  }

  /** `net` in yuan, in fen. */
  get netCny(): bigint | undefined {
    return bigintOf(this.#details.netCny);
  }

  /** What a fund-split contract took from the net, in `currency`. */
  get distributed(): bigint | undefined {
    return bigintOf(this.#details.distributed);
  }

  /** The fee columns one by one, where a family itemises them. */
  get fees(): readonly StatementFee[] {
    return this.#details.fees;
  }

  /** The moment of the payment or refund as ISO 8601 with the offset of the file: UTC+8, or its own. */
  get occurredAt(): string | undefined {
    return this.occurredAtMs === undefined ? undefined : timeText(this.occurredAtMs, this.#occurredOffset);
  }

  /** The moment of the settlement as ISO 8601 with an offset. */
  get settledAt(): string | undefined {
    return this.settledAtMs === undefined ? undefined : timeText(this.settledAtMs, this.#settledOffset);
  }

  /** The status as printed. */
  get status(): string | undefined {
    return this.#details.status;
  }

  /** The exchange rate as printed. */
  get rate(): string | undefined {
    return this.#details.rate;
  }

  /** Number of the settlement batch, from the row or the file's name. */
  get batchId(): string | undefined {
    return this.#details.batchId ?? this.#batchId;
  }

  /** How many payments or refunds a row of a summary is for. */
  get count(): number | undefined {
    return this.#details.count;
  }

  get remark(): string | undefined {
    return this.#details.remark;
  }

  /**
   * The cells of the row as printed, in the order of the columns; blanks around a value are left out. Like `printed`
   * they show `[hidden]` in `console.log` and JSON for what tells who the buyer is.
   */
  get cells(): readonly string[] {
    return this.#details.cells;
  }

  /** The cells by column name as printed. Has no prototype, so that no name can clash. */
  get printed(): Readonly<Record<string, string>> {
    return this.#details.printed;
  }

  /** Plain data: amounts as digits, moments as ISO 8601, and `[hidden]` for what is printed about the buyer. */
  toJSON(): Record<string, unknown> {
    const digits = Object.entries(this.#shown).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? value.toString() : value,
    ]);
    return {
      ...Object.fromEntries(digits),
      fees: this.fees.map((fee) => ({ ...fee, value: fee.value.toString() })),
      printed: withoutBuyerData(this.printed),
    };
  }

  /** What `console.log` shows: what is known of the row, amounts included, without its cells. */
  #known(): Record<string, unknown> {
    const known = Object.entries({ ...this.#shown, fees: this.fees }).filter(
      ([, value]) => value !== undefined,
    );
    return Object.fromEntries(known);
  }

  get #shown(): Record<string, unknown> {
    const { line, layout, kind, printedType, direction, ownId, providerId, originalOwnId } = this;
    const { originalProviderId, occurredAt, settledAt, gross, fee, net, currency, netCurrency } = this;
    const { grossCny, netCny, distributed, status, rate, batchId, count, remark } = this;
    return {
      ...{ line, layout, kind, printedType, direction, ownId, providerId, originalOwnId, originalProviderId },
      ...{ occurredAt, settledAt, gross, fee, net, currency, netCurrency, grossCny, netCny, distributed },
      ...{ status, rate, batchId, count, remark },
    };
  }

  get #details(): RowDetail {
    this.#detail ??= this.#readDetail(this.#text);
    return this.#detail;
  }
}

function bigintOf(amount: number): bigint | undefined {
  return Number.isNaN(amount) ? undefined : BigInt(amount);
}
