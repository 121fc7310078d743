import type { Judgement } from './judgement.ts';
import type { Opening } from './opening.ts';

const pid = /^2088\d{12}$/;

/** Checks the first lines against the layout and against the name of the file. */
export function checkOpening(judgement: Judgement, opening: Opening): void {
  checkColumns(judgement, opening);
  checkPreamble(judgement, opening);
  const { name, findings } = judgement;
  const { layout } = opening;
  if (name?.report === undefined || name.report === 'archive') return;
  if (name.report !== layout.report)
    findings.warn('NAME_DIFFERS', `the columns are of a ${layout.report} report`, 1);
}

function checkColumns({ findings }: Judgement, { columns, columnLine }: Opening): void {
  for (const column of columns.missing) {
    findings.add({ code: 'MISSING_COLUMN', line: columnLine, column, expected: 'this column' });
  }
  for (const column of columns.repeated) {
    findings.add({ code: 'REPEATED_COLUMN', line: columnLine, column, expected: 'each column once' });
  }
  for (const column of columns.unknown) findings.warn('UNKNOWN_COLUMN', column.slice(0, 64), columnLine);
  for (const { name, isKnown } of columns.fees) {
    if (!isKnown) findings.warn('UNKNOWN_FEE_COLUMN', name.slice(0, 64), columnLine);
  }
}

function checkPreamble({ findings, name }: Judgement, opening: Opening): void {
  const { preamble, hasPreambleLine, layout } = opening;
  if (preamble === undefined) {
    if (layout.preamble === 'none' && !hasPreambleLine) return;
    const expected = 'Partner:…|Payment_time:YYYY-MM-DD|Total_count:… before the column names';
    findings.add({ code: 'PREAMBLE_MALFORMED', line: 1, expected });
    return;
  }
  const merchantId = name?.merchantId;
  if (merchantId !== undefined && pid.test(preamble.partner) && preamble.partner !== merchantId) {
    const expected = `${merchantId}, as the file's name says`;
    findings.add({
      code: 'PARTNER_MISMATCH',
      line: 1,
      column: 'Partner',
      printed: preamble.partner,
      expected,
    });
  }
  if (name?.day !== undefined && name.day !== preamble.day) {
    findings.warn('DAY_DIFFERS', `${preamble.day} in the file, ${name.day} in its name`, 1);
  }
}
