import type { FileBreakKind } from '../../match/break-kind.ts';
import { codedText } from '../money-text.ts';
import type { BreakText, BreakTexts } from './break-text.ts';
import { fileWords } from './side-words.ts';

const what: BreakText['what'] = ({ file }) => fileWords(file);
/** A file that only own books miss is told by what they have. */
const whatIsMissing: BreakText['what'] = ({ file, facts, atStake, currency }) => {
  const { records, family } = facts;
  if (records === undefined || currency === undefined) return fileWords(file);
  const money = codedText({ currency, value: atStake });
  return `No transaction file (${family}) has any of ${records} records of own books over ${money}.`;
};

const again =
  'Fetch it again. Where it comes the same, send its name and these findings to Alipay and ask for a new one.';

/** Files that could not be compared. No row of such a file is in any balance. */
export const fileTexts: BreakTexts<FileBreakKind> = {
  FILE_MISSING: {
    title: 'File missing',
    what: whatIsMissing,
    why: 'A file that the calendar or own books expect is not there: not written yet, written under another name, or not fetched. Alipay keeps files for seven days.',
    next: 'Fetch the day again now. Where the server does not have it, ask Alipay for it before seven days are over, then run the day again. Where Alipay confirms that the day had no business, name it in daysWithoutBusiness.',
    waiting: {
      title: 'File not there yet',
      why: 'Alipay still has time to write it.',
      next: 'Nothing yet. The next run looks for it again.',
    },
  },
  FILE_TRUNCATED: {
    title: 'File is not whole',
    what,
    why: 'The end of the file is missing or its number of rows is another than it says: it was fetched while it was written, or the transfer broke.',
    next: again,
  },
  FILE_SEQ_GAP: {
    title: 'Part of a batch missing',
    what,
    why: 'The parts of a split report are numbered, and a number is left out.',
    next: 'Fetch the day again to get the missing part. Where it is not on the server, ask Alipay for it.',
  },
  FILE_CHANGED: {
    title: 'File changed',
    what,
    why: 'A file came again under the same name with other bytes. Alipay revises files now and then; somebody may also have opened and saved it.',
    next: 'Compare the two revisions. Where Alipay says that the new one counts, run the day again with it.',
  },
  UNKNOWN_COLUMN: {
    title: 'Unknown column',
    what,
    why: 'Alipay writes a column that its pages do not describe, and it may hold money.',
    next: 'Ask Alipay what the column means. Then update this library, or report the column to its makers.',
  },
  MISSING_COLUMN: {
    title: 'Column missing',
    what,
    why: 'A column that every known layout has is not there: another report under this name, or a layout for a single merchant.',
    next: 'See whether the file is the right report. If so, ask Alipay for the layout, and report it to the makers of this library.',
  },
  UNIT_AMBIGUOUS: {
    title: 'Unit of the amounts not known',
    what,
    why: "Alipay's pages contradict each other: such files print dollars or cents, and nothing in this one decides it.",
    next: 'Compare one payment with own books and set the unit for this family of files, or pass the known amounts. Then run the day again.',
  },
  ROW_MALFORMED: {
    title: 'Row cannot be read',
    what,
    why: 'At least one row has a form that Alipay does not document. The file was opened with a spreadsheet and saved, or it was damaged on its way.',
    next: again,
  },
  FILE_REFUSED: {
    title: 'File refused',
    what,
    why: 'The file has findings for which none of its rows can be trusted, so none was used.',
    next: again,
  },
};
