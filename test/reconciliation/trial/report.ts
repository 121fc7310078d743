import { addCounts } from '../../support/counts.ts';
import type { Violation } from './judge.ts';

/** What many worlds came to. */
export interface WorldsReport {
  worlds: number;
  /** How many of the worlds have the files of a family. */
  readonly families: Record<string, number>;
  /** Days of branches. */
  smallDays: number;
  /** Runs of the engine. */
  runs: number;
  /** Rows of own books, of transactions and of settlements. */
  rows: number;
  /** How often each story was told that can be told in one of the worlds. */
  readonly told: Record<string, number>;
  /** Breaks that were planted and found, by kind; those of waiting rows included. */
  readonly planted: Record<string, number>;
  readonly broken: Record<Violation['rule'], number>;
  readonly examples: string[];
}

export function emptyReport(): WorldsReport {
  const broken = { breaks: 0, endings: 0, balances: 0, counts: 0, totals: 0, state: 0, ids: 0, error: 0 };
  return {
    worlds: 0,
    families: {},
    smallDays: 0,
    runs: 0,
    rows: 0,
    told: {},
    planted: {},
    broken,
    examples: [],
  };
}

/** Puts the report of a part to another. */
export function addReport(sum: WorldsReport, part: WorldsReport): void {
  sum.worlds += part.worlds;
  sum.smallDays += part.smallDays;
  sum.runs += part.runs;
  sum.rows += part.rows;
  addCounts(sum.families, part.families);
  addCounts(sum.told, part.told);
  addCounts(sum.planted, part.planted);
  addCounts(sum.broken, part.broken);
  sum.examples.push(...part.examples.slice(0, Math.max(0, 12 - sum.examples.length)));
}
