import type { LedgerRecord } from './ledger-record.ts';

/** A stretch of time: from the first instant on, up to but without the second. Epoch milliseconds. */
export interface LedgerWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A merchant's own books. `records` yields every payment and refund whose `occurredAtMs` is in a window, and no other, in any order;
 * a window may be asked for again. `csv` names a file that holds them, which is read faster than records one by one.
 */
export type LedgerSource =
  | {
      readonly kind: 'records';
      readonly read: (window: LedgerWindow) => AsyncIterable<LedgerRecord> | Iterable<LedgerRecord>;
    }
  | {
      readonly kind: 'csv';
      /** The file for a day (`YYYY-MM-DD`, UTC+8); rows of other days in it are not of this day and left out. */
      readonly pathOf: (day: string) => string;
    };
