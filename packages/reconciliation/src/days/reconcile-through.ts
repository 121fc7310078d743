import { matchDay } from '../match/run-match.ts';
import { reconcileThroughBy } from './reconcile-by.ts';
import type { ReconciledDay, ReconcileSettings } from './reconcile-settings.ts';

/**
 * Reconciles every day through a day, in order: those that were not, those of the last `lookBackDays` whose inputs are others now, and
 * behind these each day that was given other rows by the day before it. No other day is touched. It ends with the first day whose
 * files are still to come. docs/days.md
 *
 * @param day - the last day to reconcile, `YYYY-MM-DD` in UTC+8.
 * @returns the days with a new run, the one that is not yet due, and the last day in any case; the earliest first. Where it throws, the
 * days before are written down.
 * @throws what `reconcileDay` throws.
 * @example
 * for (const { day, result } of await reconcileThrough('2026-11-20', settings)) console.log(day, result.state);
 */
export async function reconcileThrough(
  day: string,
  settings: ReconcileSettings,
): Promise<readonly ReconciledDay[]> {
  return await reconcileThroughBy(matchDay, day, settings);
}
