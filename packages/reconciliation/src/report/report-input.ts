import type { Break } from '../match/break.ts';
import type { DayResult } from '../match/day-result.ts';

/** What later runs and people have said about a break since the run. */
export interface BreakNote {
  readonly standing: 'open' | 'waiting' | 'closed-by-run' | 'closed-by-person';
  readonly by: string | undefined;
  readonly reason: string | undefined;
}

/** What a report is written from. The same input gives the same bytes. */
export interface ReportInput {
  readonly result: DayResult;
  /** Who the merchant is, for people; the id where left out. */
  readonly merchantName?: string | undefined;
  /** By break id; breaks without one stand as the run says. */
  readonly notes?: ReadonlyMap<string, BreakNote> | undefined;
  /** Breaks of earlier days that are open and that this run does not list; left out, a report is about its own day only. */
  readonly stillOpen?: readonly Break[] | undefined;
  /** Number of the run, and when it was made (epoch milliseconds). */
  readonly run: number;
  readonly atMs: number;
}
