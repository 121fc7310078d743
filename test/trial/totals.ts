import { createHash } from 'node:crypto';
import type { EndCounts } from './end-checks.ts';
import type { UniverseReport } from './universe.ts';

/** Sums over universes, as plain data. */
export interface Totals {
  universes: number;
  payments: number;
  charges: number;
  deaths: number;
  steps: number;
  readonly ends: Record<string, number>;
  readonly alarms: Record<string, number>;
  readonly faults: Record<string, number>;
  /** What the comparisons of all money have found. */
  readonly atEnd: Record<keyof EndCounts, number>;
  /** Digests of the universes in their order, in hexadecimal. */
  readonly digests: string[];
}

export function noTotals(): Totals {
  return {
    universes: 0,
    payments: 0,
    charges: 0,
    deaths: 0,
    steps: 0,
    ends: {},
    alarms: {},
    faults: {},
    atEnd: { compared: 0, open: 0, doubles: 0, lost: 0 },
    digests: [],
  };
}

export function addUniverse(totals: Totals, report: UniverseReport): void {
  totals.universes += 1;
  totals.payments += report.payments;
  totals.charges += report.charges;
  totals.deaths += report.deaths;
  totals.steps += report.steps;
  addCounts(totals.ends, Object.fromEntries(report.ends));
  addCounts(totals.alarms, Object.fromEntries(report.alarms));
  addCounts(totals.faults, Object.fromEntries(report.faults));
  addCounts(totals.atEnd, { ...report.atEnd });
  totals.digests.push(report.digest.toString('hex'));
}

/** Adds what another process has summed up; its universes come behind. */
export function addTotals(totals: Totals, more: Totals): void {
  totals.universes += more.universes;
  totals.payments += more.payments;
  totals.charges += more.charges;
  totals.deaths += more.deaths;
  totals.steps += more.steps;
  addCounts(totals.ends, more.ends);
  addCounts(totals.alarms, more.alarms);
  addCounts(totals.faults, more.faults);
  addCounts(totals.atEnd, more.atEnd);
  totals.digests.push(...more.digests);
}

/** One hash over all steps of all universes: the same for the same seed and code. */
export function traceHash({ digests }: Totals): string {
  const hash = createHash('sha256');
  for (const digest of digests) hash.update(digest, 'hex');
  return hash.digest('hex');
}

function addCounts(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
