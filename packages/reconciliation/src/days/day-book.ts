import type { Break } from '../match/break.ts';
import type { DayResult, DayState } from '../match/day-result.ts';
import type { CarriedRows } from '../match/match-day.ts';

/** A finished run of a day, as the book keeps it. Paths are below the folder of the rows, with `/`. */
export interface DayRun {
  readonly result: DayResult;
  /** SHA-256 of the rows that it was given from the day before; `undefined` for the first day of the books. */
  readonly carriedInSha256: string | undefined;
  readonly carriedOut: CarriedRows;
  readonly rows: CarriedRows;
  /** Who or what made it, for the trail: a person, or `nightly`. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

/** The run of a day that counts: the newest. Paths are below the folder of the rows. */
export interface DayEntry {
  readonly merchant: string;
  readonly day: string;
  /** 1 for the first run of this day. */
  readonly run: number;
  readonly state: DayState;
  readonly inputsSha256: string;
  readonly carriedInSha256: string | undefined;
  readonly carriedOut: CarriedRows;
  readonly rows: CarriedRows;
  readonly by: string;
  readonly atMs: number;
}

/** A break over all runs, and what people have said about it. */
export interface BreakRecord {
  readonly merchant: string;
  /** As the newest day that lists it says. */
  readonly break: Break;
  /** `closed-by-run`: a later day or a new run explained it. `closed-by-person`: somebody has. */
  readonly standing: 'open' | 'waiting' | 'closed-by-run' | 'closed-by-person';
  /** The day whose run first listed it. */
  readonly firstDay: string;
  /** The newest day whose run says something about it. */
  readonly lastDay: string;
}

/** One line of the trail of a break. Lines are only ever added. */
export interface BreakEvent {
  readonly breakId: string;
  readonly kind: 'opened' | 'changed' | 'became-open' | 'closed' | 'reopened' | 'noted';
  /** Who or what: a person, or the name of a run. */
  readonly by: string;
  readonly atMs: number;
  /** The day and the run that did it; `undefined` for a person. */
  readonly day: string | undefined;
  readonly run: number | undefined;
  /** Why, in words. */
  readonly reason: string;
}

/** Which breaks to list. */
export interface BreakQuery {
  readonly merchant: string;
  readonly standing?: BreakRecord['standing'] | undefined;
  /** Only those about rows of this day. */
  readonly day?: string | undefined;
  /** Breaks at most, 1 to 1000. */
  readonly limit: number;
  /** Goes on behind this id. */
  readonly afterId?: string | undefined;
}

/** What a person says about a break. */
export interface BreakClosing {
  readonly merchant: string;
  readonly breakId: string;
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/**
 * Where reconciled days are written down: the newest run of each day, breaks with their trail, and where carried rows are. Each
 * method is one atomic, durable step. What a break is now follows from the newest day that mentions it and from what people said:
 * `breakChange`.
 */
export interface DayBook {
  /**
   * Writes a run down and makes it the one that counts for its day. A run with the inputs of the one that counts changes nothing.
   * `afterRun` is the number of the run that the caller has seen, 0 for none; where another was written since, nothing happens.
   */
  commit(run: DayRun, afterRun: number): Promise<CommitResult>;
  /** The newest run of each day in a span, the earliest day first. */
  days(merchant: string, span: { readonly from: string; readonly to: string }): Promise<readonly DayEntry[]>;
  /** The last day before a day that was run. */
  lastBefore(merchant: string, day: string): Promise<DayEntry | undefined>;
  /** What the newest run of a day came to. */
  result(merchant: string, day: string): Promise<DayResult | undefined>;
  /** Breaks by their id, a page at a time. */
  breaks(query: BreakQuery): Promise<readonly BreakRecord[]>;
  /** One break with its trail. */
  explain(
    merchant: string,
    breakId: string,
  ): Promise<{ readonly record: BreakRecord; readonly events: readonly BreakEvent[] } | undefined>;
  /** Closes a break by a person's word; it opens again when a run finds it changed. */
  close(closing: BreakClosing): Promise<'closed' | 'closed-already' | 'unknown'>;
  /** Opens a break that a person has closed. One that a run has closed stays: only a run can find it again. */
  reopen(closing: BreakClosing): Promise<'reopened' | 'open-already' | 'closed-by-run' | 'unknown'>;
}

/** `same`: the run that counts had the same inputs. `behind`: another run was written in between. */
export type CommitResult =
  | { readonly kind: 'committed'; readonly run: number; readonly events: readonly BreakEvent[] }
  | { readonly kind: 'same'; readonly run: number }
  | { readonly kind: 'behind'; readonly run: number };
