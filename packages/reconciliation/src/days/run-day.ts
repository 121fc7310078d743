import { rm } from 'node:fs/promises';
import { ReconciliationError } from '@alipay-intl/core/errors';
import { systemClock } from '@alipay-intl/core/time';
import { addDays } from '../fetch/calendar-day.ts';
import type { DayInputs, MatchedDay } from '../match/match-day.ts';
import { checkNoGap } from './check-day.ts';
import type { CommitResult, DayEntry, DayRun } from './day-book.ts';
import type { DayEngine } from './day-engine.ts';
import { warningsOf } from './day-warnings.ts';
import { expectedFiles } from './expected-files.ts';
import { notYetDue } from './not-yet-due.ts';
import { openDayFiles } from './open-day-files.ts';
import type { ReconciledDay, ReconcileSettings } from './reconcile-settings.ts';
import {
  dayFolder,
  listRows,
  localRows,
  makeWorkFolder,
  placeRows,
  removeRows,
  restoreRows,
} from './rows-folder.ts';

const refundReachDefault = 365;

/** What a run leaves for the next day. */
export interface RunDay extends ReconciledDay {
  /** SHA-256 of the rows that the next day goes on with; `undefined` where nothing was compared. */
  readonly carriedOutSha256: string | undefined;
}

/**
 * Reconciles a day whose turn it is. Where another process wrote in between, it reads all of it and compares once more: reading moves
 * no money.
 *
 * @throws ReconciliationError `ERR_DAY_BUSY` where that happened again; `ERR_DAY_ORDER`; what the engine throws.
 */
export async function runDay(engine: DayEngine, day: string, settings: ReconcileSettings): Promise<RunDay> {
  const first = await new DayAttempt(engine, day, settings).run();
  const ran = first ?? (await new DayAttempt(engine, day, settings).run());
  if (ran !== undefined) return ran;
  throw new ReconciliationError('ERR_DAY_BUSY', {
    what: `Other processes have twice written a run of ${day}, or of days before it, while this one was made.`,
    money: 'The other runs count; this one changed nothing.',
    next: 'Run the day again: it takes in what the others have left.',
  });
}

/** What the book says of a day and those before it. */
interface BookView {
  readonly own: DayEntry | undefined;
  readonly before: DayEntry | undefined;
  readonly earlier: readonly DayEntry[];
}

/** One reading and comparing of everything that a day depends on. */
class DayAttempt {
  readonly #engine: DayEngine;
  readonly #day: string;
  readonly #settings: ReconcileSettings;

  constructor(engine: DayEngine, day: string, settings: ReconcileSettings) {
    this.#engine = engine;
    this.#day = day;
    this.#settings = settings;
  }

  /** @returns `undefined` where another process wrote in between. */
  async run(): Promise<RunDay | undefined> {
    const { merchant, terms, clock = systemClock } = this.#settings;
    const day = this.#day;
    const view = await this.#readBook();
    checkNoGap(day, view.before?.day, terms.booksBegin);
    const files = await openDayFiles(this.#settings, day);
    const expected = expectedFiles(this.#settings, day, files, clock.now());
    const warnings = warningsOf(day, terms);
    if (expected.isTooEarly) {
      const result = notYetDue(merchant, day, expected.missingFiles);
      const run = view.own?.run ?? 0;
      return { day, kind: 'not-yet-due', run, result, events: [], warnings, carriedOutSha256: undefined };
    }
    return await this.#compare(view, {
      merchant,
      day,
      ledger: this.#settings.ledger,
      statements: files.statements,
      fileBreaks: [...files.breaks, ...expected.breaks],
      missingFiles: expected.missingFiles,
      hasTransactions: expected.hasTransactions,
      absentTransactions: expected.absentTransactions,
      reports: this.#settings.reports,
      terms,
      payouts: await this.#settings.payouts?.(day),
      carriedIn: day === terms.booksBegin ? undefined : this.#local(view.before?.carriedOut),
      earlierRows: view.earlier.map(({ rows }) => localRows(this.#settings.rowsFolder, rows).path),
    });
  }

  async #readBook(): Promise<BookView> {
    const { merchant, book, terms } = this.#settings;
    const day = this.#day;
    const reach = addDays(day, -(terms.refundReachDays ?? refundReachDefault));
    const [, from = day] = [reach, terms.booksBegin].sort();
    const entries = await book.days(merchant, { from, to: day });
    const earlier = entries.filter((entry) => entry.day < day);
    const before = earlier.at(-1) ?? (await book.lastBefore(merchant, day));
    return { own: entries.find((entry) => entry.day === day), before, earlier };
  }

  #local(rows: DayEntry['rows'] | undefined): DayEntry['rows'] | undefined {
    return rows === undefined ? undefined : localRows(this.#settings.rowsFolder, rows);
  }

  async #compare(view: BookView, inputs: DayInputs): Promise<RunDay | undefined> {
    const { rowsFolder, workFolder = rowsFolder } = this.#settings;
    const folder = await makeWorkFolder(workFolder);
    try {
      const matched = await this.#match(view, inputs, folder);
      return matched === undefined ? undefined : await this.#write(view, inputs, matched);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A file that is gone because another process has replaced its run is no fault. */
  async #match(view: BookView, inputs: DayInputs, folder: string): Promise<MatchedDay | undefined> {
    const { memoryBytesMax, breaksMax, signal, onStep, clock } = this.#settings;
    const day = this.#day;
    try {
      return await this.#engine(inputs, {
        ...{ folder, memoryBytesMax, breaksMax, signal, clock },
        onStep: (step) => onStep?.(day, step),
      });
    } catch (error) {
      if (signal?.aborted !== true && (await this.#hasChanged(view))) return undefined;
      throw error;
    }
  }

  async #hasChanged(view: BookView): Promise<boolean> {
    const textOf = ({ earlier, before, own }: BookView): string =>
      JSON.stringify([...earlier, before, own].map((entry) => [entry?.day, entry?.run]));
    return textOf(await this.#readBook()) !== textOf(view);
  }

  async #write(
    view: BookView,
    { carriedIn }: DayInputs,
    { result, carriedOut, rows }: MatchedDay,
  ): Promise<RunDay | undefined> {
    const { merchant, rowsFolder, book, by, terms, clock = systemClock } = this.#settings;
    const { own } = view;
    const day = this.#day;
    const ran = { day, result, warnings: warningsOf(day, terms) };
    if (own?.inputsSha256 === result.inputsSha256) {
      await restoreRows(rowsFolder, own.carriedOut, carriedOut);
      await restoreRows(rowsFolder, own.rows, rows);
      return { ...ran, kind: 'same', run: own.run, events: [], carriedOutSha256: own.carriedOut.sha256 };
    }
    const folder = dayFolder(merchant, day);
    const run: DayRun = {
      result,
      carriedInSha256: carriedIn?.sha256,
      carriedOut: await placeRows(rowsFolder, folder, carriedOut),
      rows: await placeRows(rowsFolder, folder, rows),
      by,
      atMs: clock.now(),
    };
    // Listed before the commit: what is placed behind it may be of a run that counts next.
    const present = await listRows(rowsFolder, folder);
    const committed = await book.commit(run, own?.run ?? 0);
    await removeRows(rowsFolder, needlessRows(committed, run, present));
    // Another process was first, with whatever inputs: what it left is read again.
    if (committed.kind !== 'committed') return undefined;
    const { kind, events } = committed;
    return { ...ran, kind, run: committed.run, events, carriedOutSha256: carriedOut.sha256 };
  }
}

/** Behind a commit the files of all other runs; else the own ones. */
function needlessRows(
  { kind }: CommitResult,
  { carriedOut, rows }: DayRun,
  present: readonly string[],
): readonly string[] {
  const own = [carriedOut.path, rows.path];
  return kind === 'committed' ? present.filter((path) => !own.includes(path)) : own;
}
