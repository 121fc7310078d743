import type { Defect } from './defect.ts';
import { groupBy } from './group-by.ts';
import type { StatementFacts } from './statement-facts.ts';

/** The parts of a report are there from 000 without a gap, each once. docs/wire/statements §9.1. */
export function checkParts(files: readonly StatementFacts[]): readonly Defect[] {
  // A day without business has a batch number of zeros, so the files of two such days have one name. docs/wire/statements §3.3
  const isEmptyBatch = ({ rows, fileName }: StatementFacts): boolean =>
    rows === 0 && /^0+$/.test(fileName?.batchId ?? '');
  const reports = groupBy(
    files.filter((file) => file.fileName?.seq !== undefined && !isEmptyBatch(file)),
    ({ name }) => name.replace(/_\d{3}\.csv$/, ''),
  );
  return [...reports].flatMap(([stem, parts]) => {
    const numbers = parts.map((part) => part.fileName?.seq ?? 0).sort((left, right) => left - right);
    const wrong = numbers.findIndex((number, index) => number !== index);
    if (wrong < 0) return [];
    const missing = `${stem}_${String(wrong).padStart(3, '0')}.csv`;
    const isTwice = numbers[wrong] === numbers[wrong - 1];
    const expected = isTwice ? 'each part once' : `${missing}: the parts are numbered from 000 without a gap`;
    return [
      { code: 'FILE_SEQ_GAP', file: `${stem}_${String(numbers[wrong]).padStart(3, '0')}.csv`, expected },
    ];
  });
}
