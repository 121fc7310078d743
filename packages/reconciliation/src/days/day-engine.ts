import type { DayInputs, MatchedDay, MatchOptions } from '../match/match-day.ts';

/** What compares a day: `matchDay`, or another in its place. */
export type DayEngine = (inputs: DayInputs, options: MatchOptions) => Promise<MatchedDay>;
