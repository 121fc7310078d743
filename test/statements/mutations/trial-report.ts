import { addCounts } from '../../support/counts.ts';

/** What became of changed files, as plain data that adds up over processes. */
export interface TrialReport {
  mutants: number;
  readonly outcomes: Record<Outcome, number>;
  /** How many changed files had each change, and how many of those were refused. */
  readonly changes: Record<string, { mutants: number; refused: number }>;
  readonly codes: Record<string, number>;
  /** Changes that nothing in the file and its batch reveals: how many, and how many of them the ledger finds. */
  readonly hidden: Record<string, { mutants: number; byLedger: number; reason: string }>;
  readonly broken: Record<Violation, number>;
  /** The first violations, in words. */
  readonly examples: string[];
}

export type Outcome =
  | 'refused'
  | 'read as it was'
  | 'named by the batch'
  | 'named by a warning'
  | 'hidden'
  | 'broken';

export type Violation =
  | 'silently accepted'
  | 'read otherwise than it says'
  | 'no reason to stay hidden'
  | 'not found by the ledger'
  | 'untyped error'
  | 'refused although unchanged';

export function emptyReport(): TrialReport {
  return {
    ...{ mutants: 0, changes: {}, codes: {}, hidden: {}, examples: [] },
    outcomes: {
      ...{
        refused: 0,
        'read as it was': 0,
        'named by the batch': 0,
        'named by a warning': 0,
        hidden: 0,
        broken: 0,
      },
    },
    broken: {
      ...{ 'silently accepted': 0, 'read otherwise than it says': 0, 'no reason to stay hidden': 0 },
      ...{ 'not found by the ledger': 0, 'untyped error': 0, 'refused although unchanged': 0 },
    },
  };
}

export function addReport(sum: TrialReport, more: TrialReport): void {
  sum.mutants += more.mutants;
  addCounts(sum.outcomes, more.outcomes);
  addCounts(sum.codes, more.codes);
  addCounts(sum.broken, more.broken);
  for (const [name, { mutants, refused }] of Object.entries(more.changes)) {
    const known = changeOf(sum, name);
    known.mutants += mutants;
    known.refused += refused;
  }
  for (const [name, { mutants, byLedger, reason }] of Object.entries(more.hidden)) {
    const known = hiddenOf(sum, name, reason);
    known.mutants += mutants;
    known.byLedger += byLedger;
  }
  sum.examples.push(...more.examples);
}

/** The counts of a change, which start at nothing. */
export function changeOf({ changes }: TrialReport, name: string): { mutants: number; refused: number } {
  const known = changes[name] ?? { mutants: 0, refused: 0 };
  changes[name] = known;
  return known;
}

/** The counts of a class of hidden changes, which start at nothing. */
export function hiddenOf(
  { hidden }: TrialReport,
  name: string,
  reason: string,
): { mutants: number; byLedger: number } {
  const known = hidden[name] ?? { mutants: 0, byLedger: 0, reason };
  hidden[name] = known;
  return known;
}
