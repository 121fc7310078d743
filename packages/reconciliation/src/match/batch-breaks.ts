import { checkBatch } from '../statement/check-batch.ts';
import type { Defect } from '../statement/defect.ts';
import type { StatementFacts } from '../statement/statement-facts.ts';
import type { Break } from './break.ts';
import type { BreakKind, BreakQuestion } from './break-kind.ts';
import { fileBreakId } from './file-break-id.ts';
import type { DayInputs } from './match-day.ts';

/** Comparison 3: what the files of the day say about each other. docs/wire/statements §11.2 */
export function batchBreaks(inputs: DayInputs): readonly Break[] {
  const { defects } = checkBatch(inputs.statements.map(({ statement }) => statement));
  return defects.map((defect) => defectBreak(inputs, defect));
}

/** An amount at the beginning of a text, with the decimals of its currency. */
const amount = /^-?\d+(?:\.\d+)?/;

/** Defects of one file and code are told apart by their column and batch, or by what is missing; not by the amount, which may change. */
function subjectOf({ column = '', expected }: Defect): string {
  return `${column} ${expected.replace(amount, '#')}`;
}

const kindOf: Readonly<Partial<Record<Defect['code'], BreakKind>>> = {
  FILE_SEQ_GAP: 'FILE_SEQ_GAP',
  FILE_MISSING: 'FILE_MISSING',
  // Two names, one content: what one of them should hold is missing.
  FILE_REPEATED: 'FILE_MISSING',
};

function defectBreak({ merchant, day, statements }: DayInputs, defect: Defect): Break {
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
    file: { name, sha256: facts?.sha256, defects: [defect] },
    facts: { finding: defect.code },
  };
}

const noSides = { ledger: undefined, transaction: undefined, settlement: undefined } as const;

/** The sums that differ begin the texts of the defect: what is printed, and what it should be, with the same decimals. */
function moneyOf(
  { printed, expected, column = '' }: Defect,
  facts: StatementFacts | undefined,
): Pick<Break, 'currency' | 'atStake' | 'difference'> {
  const [currency, ...others] = new Set(facts?.totals.flatMap(({ netCurrency }) => netCurrency ?? []));
  const [is, should] = [printed, expected].map((text) => amount.exec(text ?? '')?.[0].replace('.', ''));
  const isMoney = !column.startsWith('count') && is !== undefined && should !== undefined;
  if (!isMoney || others.length > 0) return { currency, atStake: 0n, difference: undefined };
  const difference = BigInt(is) - BigInt(should);
  return { currency, atStake: difference < 0n ? -difference : difference, difference };
}
