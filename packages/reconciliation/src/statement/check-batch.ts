import type { BatchDefect } from './batch-defect.ts';
import { checkCopies } from './check-copies.ts';
import { checkParts } from './check-parts.ts';
import { compareBatchFiles } from './compare-batch-files.ts';
import { compareSummaries } from './compare-summaries.ts';
import { type StatementReport, statementReports } from './file-name.ts';
import type { StatementFacts } from './statement-facts.ts';

/** What files that belong together say about each other. */
export interface BatchCheck {
  /**
   * No part is seen to be missing and no sum differs. Where a report has neither summary nor batch file beside it, nothing
   * tells how many parts there are, so that the last one can be missing.
   */
  readonly complete: boolean;
  readonly defects: readonly BatchDefect[];
}

/** What belongs together. */
export interface BatchCheckOptions {
  /** What Alipay writes for the merchant; nothing else is called missing. All reports when left out. */
  readonly reports?: readonly StatementReport[] | undefined;
}

/**
 * Checks statements against each other: parts of a split report are there from 000 without a gap, the details of a
 * batch add up to its summary by type and in total, and a batch file's rows to their settle files. No two files have the
 * same rows. docs/wire/statements §9.1, §11.2.
 *
 * @param statements - opened statements of one merchant and period, in any order.
 */
export function checkBatch(
  statements: Iterable<{ readonly facts: StatementFacts }>,
  { reports = statementReports }: BatchCheckOptions = {},
): BatchCheck {
  const files = [...statements].map(({ facts }) => facts);
  const defects = [
    ...checkParts(files),
    ...checkCopies(files),
    ...compareSummaries(files, reports),
    ...compareBatchFiles(files, reports),
  ];
  return { complete: defects.length === 0, defects };
}
