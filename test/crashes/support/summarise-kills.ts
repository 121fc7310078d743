import type { KillRun } from './kill-run.ts';

/** A run in one line of numbers, times in milliseconds. */
export function summariseKills(run: KillRun, violated: number): string {
  const outcomes = new Map<string, number>();
  for (const { outcome } of run.journal.values()) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  return [
    `${run.kills} kills, ${run.journal.size} payments (${counts(outcomes)}), ${run.told.size} ends told`,
    `${run.toldRefunds.size} refunds told, ${run.calls.length} calls, ${run.deliveries.length} deliveries`,
    run.failures.size === 0 ? 'no error met' : `errors met: ${counts(run.failures)}`,
    `violations ${violated}`,
    `from process start to nothing due: ${spread(run.startMs)}`,
    `recover() alone: ${spread(run.recoverMs)}`,
    `computing time of the start: ${spread(run.computeMs)}`,
  ].join('; ');
}

function counts(numbers: ReadonlyMap<string, number>): string {
  return [...numbers].map(([name, count]) => `${count} ${name}`).join(', ');
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms`;
}
