import { matchDay } from '../match/run-match.ts';
import { reconcileDayBy } from './reconcile-by.ts';
import type { ReconciledDay, ReconcileSettings } from './reconcile-settings.ts';

/**
 * Reconciles a day, or reconciles it again: with late or revised files, or corrected books, its run takes the place of the one before.
 * With the same inputs nothing changes. Days behind it are not looked at; `reconcileThrough` does. docs/days.md
 *
 * Where another process writes a run in between, everything is read and compared once more: reading moves no money.
 *
 * @param day - `YYYY-MM-DD` in UTC+8; the day before must have been reconciled, but for the first day of the books.
 * @throws ReconciliationError `ERR_DAY_ORDER`, `ERR_DAY_BUSY`; `ERR_LEDGER_INVALID`, `ERR_LEDGER_UNREADABLE`, `ERR_CARRIED_ROWS`,
 * `ERR_MATCH_FAILED`, `ERR_MATCH_UNBALANCED` of the comparison.
 * @throws StatementError `ERR_STATEMENT_UNREADABLE`, `ERR_STATEMENT_CHANGED` where a fetched file cannot be read from the disk.
 * @throws StoreError of the book and the register; OptionError `ERR_OPTION_INVALID`.
 * @example
 * const { result, warnings } = await reconcileDay('2026-11-20', settings);
 */
export async function reconcileDay(day: string, settings: ReconcileSettings): Promise<ReconciledDay> {
  return await reconcileDayBy(matchDay, day, settings);
}
