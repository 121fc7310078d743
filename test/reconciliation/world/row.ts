import type { BreakKind, BreakStanding, Disposition, LedgerRecord } from '@alipay-intl/reconciliation/match';
import type { Rate } from '../../statements/day/money.ts';

/** What a row of a statement is about. */
export type RowKind =
  | 'payment'
  | 'refund'
  | 'cancel'
  | 'authorization'
  | 'failed'
  | 'dispute'
  | 'dispute-reversal'
  | 'refund-reversal'
  | 'payment-reversal'
  | 'rapid-dispute-resolution'
  | 'account-level'
  | 'provider-rounding';

/** The two names of a payment or a refund; empty where it has none. */
export interface Ids {
  readonly ownId: string;
  readonly providerId: string;
}

/** A row of a statement before it is printed. Amounts are signed: to the merchant positive. */
export interface ProviderRow extends Ids {
  readonly kind: RowKind;
  /** As the newer families print it. */
  readonly type: string;
  readonly original: (Ids & { readonly atMs: number }) | undefined;
  readonly atMs: number;
  readonly currency: string;
  readonly gross: bigint | undefined;
  readonly netCurrency: string;
  readonly rate: Rate | undefined;
  /** The gross in the currency of the settlement. */
  readonly converted: bigint | undefined;
  readonly fee: bigint | undefined;
  /** What the net is beside what it should be. */
  readonly netOff: bigint;
}

export const netOf = ({ converted = 0n, fee = 0n, netOff }: ProviderRow): bigint => converted + fee + netOff;

/** What must become of a row: a disposition for each run in which it takes part, by the number of the day. */
export type Fates = ReadonlyMap<number, Disposition>;

/** A row of a book with the day on which it came. */
export interface Placed<Row> {
  readonly dayNo: number;
  readonly row: Row;
  readonly fates: Fates;
}

/** A row of a transaction file, which waits for a settlement beside. */
export interface PlacedTransaction extends Placed<ProviderRow> {
  /** In the second comparison; empty for a row that moves no money. */
  readonly settling: Fates;
}

export type PlacedOwn = Placed<LedgerRecord>;

/** A difference that was planted, and in which runs it must be listed. */
export interface ExpectedBreak {
  readonly kind: BreakKind;
  readonly standings: ReadonlyMap<number, BreakStanding>;
  /** The day of the row that it is named by. */
  readonly day: string;
  readonly dueDay?: string | undefined;
  /** Whether the due day is told only while it waits. */
  readonly isDueWhileWaiting?: boolean | undefined;
  readonly currency: string;
  readonly atStake: bigint;
  /** What its sides must be: ids, or the name of a file. */
  readonly ledger?: string | undefined;
  readonly transaction?: string | undefined;
  readonly settlement?: string | undefined;
  readonly file?: string | undefined;
  /** The batch that a payout is of. */
  readonly batch?: string | undefined;
  /** The run that must say that it has ended. */
  readonly endsAt?: number | undefined;
}

/** How a row of a statement shows as a side of a break. */
export const sideOf = ({ kind, ownId, providerId, gross, atMs }: ProviderRow): string =>
  sideText({ kind, ownId, providerId, gross, occurredAtMs: atMs });

/** How a row of own books shows as a side of a break. */
export const ownSideOf = ({ kind, ownId, providerId, amount, occurredAtMs }: LedgerRecord): string =>
  sideText({
    kind,
    ownId,
    providerId,
    gross: BigInt(amount.value) * (kind === 'refund' ? -1n : 1n),
    occurredAtMs,
  });

/** What both have: the class, the ids, the money and the moment. */
export function sideText(side: {
  readonly kind: string;
  readonly ownId: string | undefined;
  readonly providerId?: string | undefined;
  readonly gross: bigint | undefined;
  readonly occurredAtMs: number | undefined;
}): string {
  const { kind, ownId = '', providerId = '', gross, occurredAtMs } = side;
  return `${kind} ${ownId}/${providerId} ${gross} at ${occurredAtMs}`;
}

export const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
