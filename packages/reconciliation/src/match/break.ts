import type { StatementDefect } from '@alipay-intl/core/errors';
import type { LedgerStatus } from '../ledger/ledger-record.ts';
import type { RecordKind } from '../statement/record-kind.ts';
import type { BreakKind, BreakQuestion, BreakStanding } from './break-kind.ts';

/** The row of the merchant's own books that a break is about. Amounts are bigints in the smallest unit, to the merchant positive. */
export interface LedgerSide {
  readonly kind: 'payment' | 'refund';
  readonly ownId: string;
  readonly providerId: string | undefined;
  readonly originalOwnId: string | undefined;
  readonly originalProviderId: string | undefined;
  readonly status: LedgerStatus;
  readonly currency: string;
  readonly gross: bigint;
  /** Epoch milliseconds. */
  readonly occurredAtMs: number;
}

/** The row of a statement that a break is about. Amounts as in `StatementRecord`. */
export interface ProviderSide {
  readonly file: string;
  readonly line: number;
  readonly kind: RecordKind;
  readonly printedType: string;
  readonly ownId: string | undefined;
  readonly providerId: string | undefined;
  readonly originalOwnId: string | undefined;
  readonly originalProviderId: string | undefined;
  readonly currency: string | undefined;
  readonly netCurrency: string | undefined;
  readonly gross: bigint | undefined;
  readonly fee: bigint | undefined;
  readonly net: bigint | undefined;
  readonly occurredAtMs: number | undefined;
  readonly settledAtMs: number | undefined;
  readonly batchId: string | undefined;
}

/** The file that a break is about. */
export interface FileSide {
  readonly name: string;
  readonly sha256: string | undefined;
  /** What the reader found in it, the first hundred. */
  readonly defects: readonly StatementDefect[];
}

/** One difference between the books of a merchant and those of Alipay, or within those of Alipay. */
export interface Break {
  /** Twenty hex digits, the same in every run that finds the same difference. */
  readonly id: string;
  readonly kind: BreakKind;
  readonly question: BreakQuestion;
  readonly standing: BreakStanding;
  /** The day in UTC+8 of the row that it is about, or of the file. */
  readonly day: string;
  /** Up to and including this day waiting is in order. */
  readonly dueDay: string | undefined;
  /** What was compared with what, and how the two were found; for instance `gross of own-id pair`. */
  readonly rule: string;
  readonly currency: string | undefined;
  /** What may be lost or owed, in the smallest unit of `currency`; never negative. */
  readonly atStake: bigint;
  /** What Alipay says minus what was expected, where both are known. */
  readonly difference: bigint | undefined;
  readonly ledger: LedgerSide | undefined;
  readonly transaction: ProviderSide | undefined;
  readonly settlement: ProviderSide | undefined;
  readonly file: FileSide | undefined;
  /** Facts that the sides do not show, such as the expected fee; amounts as digits in the smallest unit. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A break of an earlier day that is none any more. */
export interface ClosedBreak {
  readonly id: string;
  /** What ended it, for instance `booked 2 days later`. */
  readonly reason: string;
}
