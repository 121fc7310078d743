import type { Break } from '../match/break.ts';
import type { ReportInput } from './report-input.ts';
import { standingNow } from './standing-now.ts';

/** Breaks of earlier days that nobody has closed and that the run itself does not list. */
export function earlierBreaks({ result, stillOpen = [], notes }: ReportInput): readonly Break[] {
  const ofTheRun = new Set(result.breaks.map(({ id }) => id));
  return stillOpen.filter((found) => !ofTheRun.has(found.id) && standingNow(found, notes) === 'open');
}

/** The breaks of the run, and behind them those of earlier days. One that waited and has become open since is open. */
export function listedBreaks(input: ReportInput): readonly Break[] {
  const { result, notes } = input;
  const ofTheRun = result.breaks.map((found) =>
    standingNow(found, notes) === 'open' ? { ...found, standing: 'open' as const } : found,
  );
  return [...ofTheRun, ...earlierBreaks(input)];
}
