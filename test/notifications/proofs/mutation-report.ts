import { addCounts } from '../../support/counts.ts';

/** What a run of mutations found, as plain data that adds up over processes. */
export interface MutationReport {
  mutants: number;
  /** Believed, and rightly: what is signed was left as it was. */
  believed: number;
  refused: number;
  /** Violations. */
  readonly broken: Record<Violation, number>;
  /** By the class of the first change: how many, and how many of them were believed. */
  readonly classes: Record<string, { mutants: number; believed: number }>;
  readonly mutations: Record<string, number>;
  readonly codes: Record<string, number>;
  /** Refusals by their time: bucket n holds those of up to 1.05^n microseconds. */
  readonly times: number[];
  /** Used bytes of the heap behind a collection, at the beginning and at the end of each process. */
  readonly heaps: (readonly [before: number, after: number])[];
  /** The first violations, in words. */
  readonly examples: string[];
}

export type Violation =
  | 'believed although changed'
  | 'refused although unchanged'
  | 'taken for another event'
  | 'effect of a refused one'
  | 'untyped error'
  | 'rejected promise'
  | 'would have ended the process';

export function emptyReport(): MutationReport {
  return {
    ...{ mutants: 0, believed: 0, refused: 0, classes: {}, mutations: {}, codes: {} },
    broken: {
      'believed although changed': 0,
      'refused although unchanged': 0,
      'taken for another event': 0,
      'effect of a refused one': 0,
      'untyped error': 0,
      'rejected promise': 0,
      'would have ended the process': 0,
    },
    ...{ times: Array.from({ length: 300 }, () => 0), heaps: [], examples: [] },
  };
}

export function addReport(sum: MutationReport, more: MutationReport): void {
  sum.mutants += more.mutants;
  sum.believed += more.believed;
  sum.refused += more.refused;
  addCounts(sum.broken, more.broken);
  addCounts(sum.mutations, more.mutations);
  addCounts(sum.codes, more.codes);
  for (const [name, { mutants, believed }] of Object.entries(more.classes)) {
    const known = classOf(sum, name);
    known.mutants += mutants;
    known.believed += believed;
  }
  for (const [bucket, count] of more.times.entries()) sum.times[bucket] = (sum.times[bucket] ?? 0) + count;
  sum.heaps.push(...more.heaps);
  sum.examples.push(...more.examples);
}

/** The counts of a class, which start at nothing. */
export function classOf({ classes }: MutationReport, name: string): { mutants: number; believed: number } {
  const known = classes[name] ?? { mutants: 0, believed: 0 };
  classes[name] = known;
  return known;
}

/** Puts the time of a refusal into its bucket. */
export function noteTime(report: MutationReport, microseconds: number): void {
  const bucket = Math.min(299, Math.max(0, Math.ceil(Math.log(microseconds) / Math.log(1.05))));
  report.times[bucket] = (report.times[bucket] ?? 0) + 1;
}

/** The time below which a share of the refusals stayed, in microseconds; 5 % too much at most. */
export function quantileOf({ times, refused }: MutationReport, share: number): number {
  let left = refused * share;
  const bucket = times.findIndex((count) => {
    left -= count;
    return left <= 0;
  });
  return 1.05 ** bucket;
}
