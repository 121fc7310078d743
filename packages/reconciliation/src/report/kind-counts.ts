import type { BreakKind } from '../match/break-kind.ts';
import { standings } from './labels.ts';
import { earlierBreaks } from './listed-breaks.ts';
import type { Money } from './money-text.ts';
import type { ReportInput } from './report-input.ts';
import { countsNow, type StandingNow } from './standing-now.ts';
import { sumByCurrency } from './sums.ts';

/** Breaks of one kind and standing, in all currencies. */
export interface KindCount {
  readonly kind: BreakKind;
  readonly standing: StandingNow;
  readonly rows: number;
  readonly atStake: readonly Money[];
}

/** Counts by kind and standing, open breaks of earlier days among them; those that need somebody first, of these the most frequent. */
export function kindCounts(input: ReportInput): readonly KindCount[] {
  const earlier = earlierBreaks(input).map(({ kind, currency, atStake }) => {
    return { kind, standing: 'open' as const, currency, rows: 1, atStake };
  });
  const counts = [...countsNow(input), ...earlier];
  const groups = new Map(counts.map((count) => [`${count.kind} ${count.standing}`, count]));
  return [...groups.values()]
    .map(({ kind, standing }) => {
      const those = counts.filter((count) => count.kind === kind && count.standing === standing);
      const money = those.map(({ currency, atStake }) => ({ currency, value: atStake }));
      const rows = those.reduce((sum, count) => sum + count.rows, 0);
      return { kind, standing, rows, atStake: sumByCurrency(money) };
    })
    .sort(
      (left, right) =>
        standings.indexOf(left.standing) - standings.indexOf(right.standing) || right.rows - left.rows,
    );
}
