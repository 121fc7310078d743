import type { BatchDefect } from './batch-defect.ts';
import { byBatch, difference, fileMissing, sumOf } from './batch-part.ts';
import type { StatementReport } from './file-name.ts';
import type { StatementFacts } from './statement-facts.ts';

/**
 * The rows of a batch file are the sums of their settle files. docs/wire/statements §11.2.
 *
 * @param written - reports that Alipay writes for the merchant; what is of no other is not missing.
 */
export function compareBatchFiles(
  files: readonly StatementFacts[],
  written: readonly StatementReport[],
): readonly BatchDefect[] {
  // One without rows names none of the settle files beside it.
  if (!files.some(({ report }) => report === 'batch')) return [];
  const batches = byBatch(files, 'batch');
  const details = byBatch(
    files.filter(({ family }) => family.startsWith('A')),
    'settlement',
  );
  const unnamed = [...details].flatMap(([key, [part]]) =>
    part === undefined || part.total.batchId === undefined || batches.has(key)
      ? []
      : [fileMissing(part, 'row of the batch file')],
  );
  const differing = [...batches].flatMap(([key, batch]) => {
    const [first] = batch;
    const parts = details.get(key);
    if (first === undefined) return [];
    if (parts === undefined) return written.includes('settlement') ? [fileMissing(first, 'settle file')] : [];
    return difference(first, 'Settlement', sumOf(batch, 'net'), sumOf(parts, 'net'));
  });
  return [...unnamed, ...differing];
}
