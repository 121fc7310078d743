import { clockText, dayText } from '../moment-text.ts';
import { moneyListText } from '../money-text.ts';
import type { ReportInput } from '../report-input.ts';
import { earlierWords, stakeWords, type VerdictState, verdictOf } from '../verdict.ts';
import { visibleText } from '../visible-text.ts';
import type { Look, Paint } from './paint.ts';
import { wrapText } from './text-layout.ts';

const looks: Readonly<Record<VerdictState, Look>> = {
  closed: 'good',
  'closed-by-people': 'good',
  waiting: 'later',
  'not-yet-due': 'later',
  open: 'bad',
  unbalanced: 'bad',
};

/** Who and when, and how the day stands. */
export function headLines(input: ReportInput, paint: Paint, width: number): readonly string[] {
  const { result, merchantName, run, atMs } = input;
  const id = visibleText(result.merchant);
  const who = merchantName === undefined ? id : `${visibleText(merchantName)} (${id})`;
  const verdict = verdictOf(input);
  const { state, headline, sentence, open, atStake, earlierAtStake } = verdict;
  const earlier = earlierWords(verdict);
  return [
    ...wrapText(`${who}: ${dayText(result.day)}`, width),
    ...wrapText(`Run ${run} of ${clockText(atMs)}; all times in UTC+8`, width).map((line) =>
      paint('quiet', line),
    ),
    '',
    paint(looks[state], headline.toUpperCase()),
    ...wrapText(sentence, width),
    ...(open === 0 ? [] : wrapText(`At stake: ${stakeWords(open, atStake)}.`, width)),
    ...(earlier === undefined ? [] : wrapText(earlier, width)),
    ...(earlierAtStake.length === 0
      ? []
      : wrapText(`At stake in them: ${moneyListText(earlierAtStake)}.`, width)),
  ];
}

/** What to do now. */
export function nextLines(input: ReportInput, paint: Paint, width: number): readonly string[] {
  const steps = verdictOf(input).next.flatMap((step, index) => {
    const [first = '', ...rest] = wrapText(step, width, '     ');
    return [`  ${index + 1}. ${first.trimStart()}`, ...rest];
  });
  return [paint('heading', 'What to do next'), ...steps];
}
