import { createHash } from 'node:crypto';
import type { StatementError } from '@alipay-intl/core/errors';
import type { Availability, ExpectedStatement } from '../fetch/availability.ts';
import type { Break } from '../match/break.ts';
import type { FileBreakKind } from '../match/break-kind.ts';
import { isoText } from '../report/moment-text.ts';
import type { ChosenFile } from './choose-files.ts';

/** Whose file, and of what day. */
export interface FileDay {
  readonly merchant: string;
  readonly day: string;
}

const defectsMax = 100;

/** The reader's code that says most about a file, in this order, and the kind of break that it makes. */
const kinds: readonly (readonly [code: string, kind: FileBreakKind])[] = [
  ['FILE_TRUNCATED', 'FILE_TRUNCATED'],
  ['ROW_COUNT_MISMATCH', 'FILE_TRUNCATED'],
  ['MISSING_COLUMN', 'MISSING_COLUMN'],
  ['UNIT_AMBIGUOUS', 'UNIT_AMBIGUOUS'],
  ['ROW_MALFORMED', 'ROW_MALFORMED'],
];

/** A file that cannot be read: no row of it is compared. */
export function refusedFile(of: FileDay, { file }: ChosenFile, error: StatementError): Break {
  const codes = new Set(error.defects.map(({ code }) => code));
  const known = kinds.find(([code]) => codes.has(code))?.[1] ?? 'FILE_REFUSED';
  const count = error.defects.length + error.moreDefects;
  return fileBreak(of, file.name, {
    kind: error.code === 'ERR_STATEMENT_UNKNOWN' ? 'UNKNOWN_COLUMN' : known,
    rule: 'the file against the layout of its family',
    file: { name: file.name, sha256: file.sha256, defects: error.defects.slice(0, defectsMax) },
    facts: {
      defects: `${count}`,
      ...(error.columnLine === undefined ? {} : { columns: error.columnLine }),
    },
  });
}

/** A file whose content is another than the one that came first; it is compared as it is now. */
export function changedFile(of: FileDay, { file, formerSha256 }: ChosenFile): Break {
  return fileBreak(of, file.name, {
    kind: 'FILE_CHANGED',
    rule: 'the bytes of the file against those that came before under its name',
    file: { name: file.name, sha256: file.sha256, defects: [] },
    facts: { contents: `${formerSha256.length + 1}`, former: formerSha256.join(' ') },
  });
}

/** A file that should have come. How late it is by now is not said: a person's word holds while nothing but the clock goes on. */
export function missingFile(
  merchant: string,
  { family, report, day }: ExpectedStatement,
  { dueFromMs, lostFromMs }: Pick<Availability, 'dueFromMs' | 'lostFromMs'>,
): Break {
  return fileBreak({ merchant, day }, `${family} ${report}`, {
    kind: 'FILE_MISSING',
    rule: 'the files that are there against the calendar',
    file: undefined,
    facts: { family, report, dueFrom: isoText(dueFromMs), lostFrom: isoText(lostFromMs) },
  });
}

function fileBreak(
  { merchant, day }: FileDay,
  name: string,
  found: Pick<Break, 'kind' | 'rule' | 'file' | 'facts'>,
): Break {
  const question = 'file-whole';
  const told = JSON.stringify([merchant, question, 'files', day, null, name, null, 0]);
  return {
    id: createHash('sha256').update(told).digest('hex').slice(0, 20),
    ...found,
    question,
    standing: 'open',
    day,
    dueDay: undefined,
    currency: undefined,
    atStake: 0n,
    difference: undefined,
    ledger: undefined,
    transaction: undefined,
    settlement: undefined,
  };
}
