import type { Break } from '../../match/break.ts';
import { breakTitle, explainBreak } from '../explain-break.ts';
import { kindCounts } from '../kind-counts.ts';
import { standingLabels } from '../labels.ts';
import { listedBreaks } from '../listed-breaks.ts';
import { codedText } from '../money-text.ts';
import type { ReportInput } from '../report-input.ts';
import { standingNow } from '../standing-now.ts';
import { counted, verdictOf } from '../verdict.ts';
import { visibleText } from '../visible-text.ts';
import type { Paint } from './paint.ts';
import { type TextColumn, textTable, wrapText } from './text-layout.ts';

const columns: readonly TextColumn[] = [
  { name: '', isNumber: false },
  { name: 'rows', isNumber: true },
  { name: 'at stake', isNumber: false },
];

/** Breaks by standing and kind. */
export function kindLines(input: ReportInput, paint: Paint, width: number): readonly string[] {
  const counts = kindCounts(input);
  if (counts.length === 0) return [];
  const rows = counts.flatMap(({ kind, standing, rows: count, atStake }, at) => [
    ...(counts[at - 1]?.standing === standing ? [] : [[standingLabels[standing]]]),
    [`  ${breakTitle(kind, standing)}`, count.toLocaleString('en'), atStake.map(codedText).join(', ')],
  ]);
  return [paint('heading', 'Breaks by kind'), ...textTable(columns, rows, width)];
}

/** The first breaks in words. */
export function breakLines(
  input: ReportInput,
  paint: Paint,
  { width, breaksMax }: { readonly width: number; readonly breaksMax: number },
): readonly string[] {
  const open = listedBreaks(input).filter((found) => standingNow(found, input.notes) === 'open');
  const shown = open.slice(0, breaksMax);
  const { open: ofTheRun, earlierOpen } = verdictOf(input);
  const allOpen = ofTheRun + earlierOpen;
  if (shown.length === 0) return [];
  const more = allOpen - shown.length;
  return [
    paint(
      'heading',
      more > 0
        ? `The first ${shown.length} of ${counted(allOpen, 'open break', 'open breaks')}`
        : 'Open breaks',
    ),
    ...shown.flatMap((found, index) => [
      ...(index === 0 ? [] : ['']),
      ...explainedLines(found, paint, width),
    ]),
  ];
}

function explainedLines(found: Break, paint: Paint, width: number): readonly string[] {
  const { currency, atStake } = found;
  const { title, what, next } = explainBreak(found);
  const money = currency === undefined ? '' : `, ${codedText({ currency, value: atStake })} at stake`;
  return [
    ...wrapText(`${title}${money}`, width, '  ').map((line) => paint('bad', line)),
    ...wrapText(`${visibleText(found.id)}, day ${found.day}`, width, '    ').map((line) =>
      paint('quiet', line),
    ),
    ...wrapText(what, width, '    '),
    ...wrapText(`Next: ${next}`, width, '    '),
  ];
}
