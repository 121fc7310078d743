import { systemClock } from '@alipay-intl/core/time';
import { addDays } from '../fetch/calendar-day.ts';
import { checkDay, checkSettings } from './check-day.ts';
import type { DayEntry } from './day-book.ts';
import type { DayEngine } from './day-engine.ts';
import type { ReconciledDay, ReconcileSettings } from './reconcile-settings.ts';
import { type RunDay, runDay } from './run-day.ts';

const lookBackDefault = 7;

/** Reconciles a day by an engine. */
export async function reconcileDayBy(
  engine: DayEngine,
  day: string,
  settings: ReconcileSettings,
): Promise<ReconciledDay> {
  checkAll(day, settings);
  return publicOf(await runDay(engine, day, settings));
}

/** Reconciles all days through a day by an engine. */
export async function reconcileThroughBy(
  engine: DayEngine,
  through: string,
  settings: ReconcileSettings,
): Promise<readonly ReconciledDay[]> {
  checkAll(through, settings);
  const { merchant, book, terms, lookBackDays = lookBackDefault } = settings;
  const entries = await book.days(merchant, { from: terms.booksBegin, to: through });
  const known = new Map(entries.map((entry) => [entry.day, entry]));
  const lookBackFrom = addDays(through, -lookBackDays);
  const news: ReconciledDay[] = [];
  let carriedSha256: string | undefined;
  for (let day = terms.booksBegin; day <= through; day = addDays(day, 1)) {
    const entry = known.get(day);
    if (entry !== undefined && day < lookBackFrom && !isStale(entry, carriedSha256)) {
      carriedSha256 = entry.carriedOut.sha256;
      continue;
    }
    const ran = await runDay(engine, day, settings);
    if (ran.kind !== 'same' || day === through) news.push(publicOf(ran));
    if (ran.kind === 'not-yet-due') break;
    carriedSha256 = ran.carriedOutSha256;
  }
  return news;
}

/** Whether a day was run with other rows than the day before it leaves now. */
function isStale({ carriedInSha256 }: DayEntry, carriedSha256: string | undefined): boolean {
  return carriedInSha256 !== carriedSha256;
}

function checkAll(day: string, settings: ReconcileSettings): void {
  const { terms, clock = systemClock } = settings;
  checkSettings(settings);
  checkDay(day, terms.booksBegin, clock.now());
}

function publicOf({ carriedOutSha256: _, ...ran }: RunDay): ReconciledDay {
  return ran;
}
