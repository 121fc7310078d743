import type { Defect } from './defect.ts';
import { groupBy } from './group-by.ts';
import type { StatementFacts } from './statement-facts.ts';

/** No two files have the same rows. Files without rows may be equal: those of two days without business are. */
export function checkCopies(files: readonly StatementFacts[]): readonly Defect[] {
  const groups = groupBy(
    files.filter(({ rows }) => rows > 0),
    ({ sha256 }) => sha256,
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    others
      .filter(({ name }) => name !== first?.name)
      .map(({ name }) => ({
        code: 'FILE_REPEATED',
        file: name,
        expected: `other bytes than ${first?.name} has`,
      })),
  );
}
