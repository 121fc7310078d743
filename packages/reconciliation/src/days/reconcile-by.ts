import { systemClock } from '@alipay-intl/core/time';
import { addDays } from '../fetch/calendar-day.ts';
import { checkDay, checkSettings } from './check-day.ts';
import type { DayEntry } from './day-book.ts';
import type { DayEngine } from './day-engine.ts';
import type { ReconciledDay, ReconcileSettings } from './reconcile-settings.ts';
import { type RunDay, runDay } from './run-day.ts';

const lookBackDefault = 7;

/** So long behind a day has been run again, days behind it are asked whether they have looked at its rows: nights that fail come again. */
const askedAgainMs = 7 * 86_400_000;

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
  const { merchant, book, terms, lookBackDays = lookBackDefault, clock = systemClock } = settings;
  const entries = await book.days(merchant, { from: terms.booksBegin, to: through });
  const known = new Map(entries.map((entry) => [entry.day, entry]));
  const lookBackFrom = addDays(through, -lookBackDays);
  const news: ReconciledDay[] = [];
  const earlier = new EarlierDays(clock.now());
  for (let day = terms.booksBegin; day <= through; day = addDays(day, 1)) {
    const entry = known.get(day);
    if (entry !== undefined && day < lookBackFrom && !earlier.isStale(entry)) {
      earlier.addEntry(entry);
      continue;
    }
    const ran = await runDay(engine, day, settings);
    if (ran.kind !== 'same' || day === through) news.push(publicOf(ran));
    if (ran.kind === 'not-yet-due') break;
    earlier.addRun(ran, entry);
  }
  return news;
}

/** What a day that is not looked back on depends on: what the day before it left, and the rows of earlier days that it has looked at. */
class EarlierDays {
  readonly #nowMs: number;
  #carriedSha256: string | undefined;
  /** When the last of them was run again. */
  #changedAtMs = 0;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /**
   * Whether a day was run with other rows than the day before it leaves now, or before a day that it may have looked at was run again.
   * Running it tells: what it looked at is part of its inputs, so that nothing changes where that is as it was.
   */
  isStale({ carriedInSha256, atMs }: DayEntry): boolean {
    if (carriedInSha256 !== this.#carriedSha256) return true;
    return this.#changedAtMs > atMs && this.#changedAtMs > this.#nowMs - askedAgainMs;
  }

  addEntry({ run, atMs, carriedOut }: DayEntry): void {
    if (run > 1) this.#changedAtMs = Math.max(this.#changedAtMs, atMs);
    this.#carriedSha256 = carriedOut.sha256;
  }

  addRun({ kind, carriedOutSha256 }: RunDay, before: DayEntry | undefined): void {
    if (kind === 'same' && before !== undefined) this.addEntry(before);
    // Behind every commit that was there, also where a clock stands still.
    if (kind === 'committed' && before !== undefined) this.#changedAtMs = Number.MAX_SAFE_INTEGER;
    this.#carriedSha256 = carriedOutSha256;
  }
}

function checkAll(day: string, settings: ReconcileSettings): void {
  const { terms, clock = systemClock } = settings;
  checkSettings(settings);
  checkDay(day, terms.booksBegin, clock.now());
}

function publicOf({ carriedOutSha256: _, ...ran }: RunDay): ReconciledDay {
  return ran;
}
