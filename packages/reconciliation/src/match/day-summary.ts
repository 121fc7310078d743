import type { Break } from './break.ts';
import type { BreakCount, DayFile, DayState } from './day-result.ts';
import type { DayStatement } from './match-day.ts';

/** What is known of the files that the day was compared with, in the order of their names. */
export function filesOf(statements: readonly DayStatement[]): readonly DayFile[] {
  return statements.map(({ statement: { facts }, revision }) => {
    const { name, family, report, layout, sha256, bytes, rows, warnings } = facts;
    const codes = [...new Set(warnings.map(({ code }) => code))];
    return { name, family, report, layout, revision, sha256, bytes, rows, warnings: codes };
  });
}

/**
 * Breaks in the order of the report: open first, those about files before those that may come of them, then by currency, the largest
 * first.
 */
export function inOrder(breaks: readonly Break[], breaksMax: number): readonly Break[] {
  return breaks.toSorted(compareBreaks).slice(0, breaksMax);
}

function compareBreaks(one: Break, other: Break): number {
  if (rankOf(one) !== rankOf(other)) return rankOf(one) - rankOf(other);
  if (one.currency !== other.currency) {
    if (one.currency === undefined) return 1;
    return other.currency === undefined || one.currency < other.currency ? -1 : 1;
  }
  if (one.atStake !== other.atStake) return one.atStake > other.atStake ? -1 : 1;
  return one.id < other.id ? -1 : Number(one.id > other.id);
}

/** A file that was not compared explains breaks of its rows, so it is never cut off behind them. */
function rankOf({ standing, question }: Break): number {
  return (standing === 'open' ? 0 : 2) + (question === 'file-whole' ? 0 : 1);
}

/** All breaks by kind, standing and currency: those about rows, which are counted already, and those about files. */
export function allCounts(ofRows: readonly BreakCount[], others: readonly Break[]): readonly BreakCount[] {
  const counts = new Map(ofRows.map((count) => [keyOf(count), count]));
  for (const { kind, standing, currency, atStake } of others) {
    const key = keyOf({ kind, standing, currency });
    const before = counts.get(key) ?? { kind, standing, currency, rows: 0, atStake: 0n };
    counts.set(key, { ...before, rows: before.rows + 1, atStake: before.atStake + atStake });
  }
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count);
}

function keyOf({ kind, standing, currency }: Pick<BreakCount, 'kind' | 'standing' | 'currency'>): string {
  return JSON.stringify([standing, kind, currency ?? '']);
}

/** Open where somebody must look at something, waiting where all the rest is in order so far. */
export function stateOf(counts: readonly BreakCount[]): DayState {
  if (counts.some(({ standing }) => standing === 'open')) return 'open';
  return counts.length > 0 ? 'waiting' : 'closed';
}
