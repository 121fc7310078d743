import type { Break } from '../match/break.ts';
import type { BreakKind } from '../match/break-kind.ts';
import type { BreakNote, ReportInput } from './report-input.ts';

/** How a break stands when the report is written: as the run said, or as was said since. */
export type StandingNow = BreakNote['standing'];

/** Breaks of one kind, standing and currency, those that are not listed among them. */
export interface CountNow {
  readonly kind: BreakKind;
  readonly standing: StandingNow;
  readonly currency: string | undefined;
  readonly rows: number;
  readonly atStake: bigint;
}

/** How a break stands now. */
export function standingNow(found: Break, notes: ReportInput['notes']): StandingNow {
  return notes?.get(found.id)?.standing ?? found.standing;
}

/** The counts of the run, with those moved that were closed or changed since; in the order of the run's. */
export function countsNow({ result, notes }: ReportInput): readonly CountNow[] {
  const counts = new Map<string, CountNow>();
  const add = (change: CountNow): void => {
    const key = JSON.stringify([change.kind, change.standing, change.currency]);
    const { rows, atStake } = counts.get(key) ?? { rows: 0, atStake: 0n };
    counts.set(key, { ...change, rows: rows + change.rows, atStake: atStake + change.atStake });
  };
  for (const count of result.counts) add(count);
  for (const { id, kind, standing, currency, atStake } of result.breaks) {
    const now = notes?.get(id)?.standing ?? standing;
    if (now === standing) continue;
    add({ kind, standing, currency, rows: -1, atStake: -atStake });
    add({ kind, standing: now, currency, rows: 1, atStake });
  }
  return [...counts.values()].filter(({ rows }) => rows > 0);
}
