import type { BatchDefect } from '../statement/batch-defect.ts';
import { checkBatch } from '../statement/check-batch.ts';
import type { Defect } from '../statement/defect.ts';
import type { StatementFacts } from '../statement/statement-facts.ts';
import type { Break } from './break.ts';
import type { BreakKind, BreakQuestion } from './break-kind.ts';
import { fileBreakId } from './file-break-id.ts';
import type { DayInputs } from './match-day.ts';

/** Comparison 3: what the files of the day say about each other. docs/wire/statements §11.2 */
export function batchBreaks(inputs: DayInputs): readonly Break[] {
  const { statements, reports } = inputs;
  const { defects } = checkBatch(
    statements.map(({ statement }) => statement),
    { reports },
  );
  return defects.map((defect) => defectBreak(inputs, defect));
}

/** An amount at the beginning of a text, with the decimals of its currency. */
const amount = /^-?\d+(?:\.\d+)?/;

/** Defects of one file and code are told apart by their column and batch, or by what is missing; not by the amount, which may change. */
function subjectOf({ column = '', expected }: BatchDefect): string {
  return `${column} ${expected.replace(amount, '#')}`;
}

const kindOf: Readonly<Partial<Record<BatchDefect['code'], BreakKind>>> = {
  FILE_SEQ_GAP: 'FILE_SEQ_GAP',
  FILE_MISSING: 'FILE_MISSING',
  // Two names, one content: what one of them should hold is missing.
  FILE_REPEATED: 'FILE_MISSING',
};

function defectBreak({ merchant, day, statements }: DayInputs, defect: BatchDefect): Break {
  const name = defect.file ?? '';
  const facts = statements.find(({ statement }) => statement.facts.name === name)?.statement.facts;
  const kind = kindOf[defect.code] ?? 'SUMMARY_MISMATCH';
  const question: BreakQuestion = kind === 'SUMMARY_MISMATCH' ? 'sums-agree' : 'file-whole';
  const { currency, atStake, difference } = moneyOf(defect, facts);
  return {
    ...noSides,
    id: fileBreakId([merchant, question, 'files', day, defect.code, name, null, subjectOf(defect)]),
    ...{ kind, question, standing: 'open', day, dueDay: undefined, currency, atStake, difference },
    rule: kind === 'SUMMARY_MISMATCH' ? 'details of a batch against their sums' : 'files of a batch',
    file: { name, sha256: facts?.sha256, defects: [withoutData(defect)] },
    facts: { finding: defect.code },
  };
}

const noSides = { ledger: undefined, transaction: undefined, settlement: undefined } as const;

/** A defect as the reader of a file tells them. */
function withoutData({ sums: _, currency: __, ...defect }: BatchDefect): Defect {
  return defect;
}

function moneyOf(
  { sums, currency }: BatchDefect,
  facts: StatementFacts | undefined,
): Pick<Break, 'currency' | 'atStake' | 'difference'> {
  const [only, ...others] = new Set(facts?.totals.flatMap(({ netCurrency }) => netCurrency ?? []));
  const ofFile = others.length > 0 ? undefined : only;
  if (sums === undefined) return { currency: currency ?? ofFile, atStake: 0n, difference: undefined };
  const difference = sums.printed - sums.expected;
  return { currency, atStake: difference < 0n ? -difference : difference, difference };
}
