import type { BreakEvent, BreakRecord } from '@alipay-intl/reconciliation/match';
import { timeText } from '../calendar.ts';
import type { ExplainArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { columns } from '../output/columns.ts';
import { moneyText } from '../output/money-text.ts';
import { breakAbout } from './break-about.ts';
import { unknownBreak } from './unknown-break.ts';

/** `breaks explain` */
export async function explainCommand(run: Run, id: string, options: ExplainArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const { id: merchant } = merchantOf(configuration, options.merchant);
  const found = await withBooks(configuration, run, ({ book }) => book.explain(merchant, id));
  if (found === undefined) throw unknownBreak(id, merchant);
  const { explainBreak } = await import('@alipay-intl/reconciliation/report');
  const explained = explainBreak(found.record.break);
  return {
    exitCode: 0,
    data: { merchant, ...found, explained },
    text: [
      `${run.terminal.style('bold', explained.title)} (${found.record.standing})\n`,
      `${explained.what}\n${explained.why}\nNext: ${explained.next}\n\n`,
      `${columns(factRows(found.record))}\n`,
      columns(found.events.map(eventRow)),
    ].join(''),
  };
}

/** What was asked, by which rule, and since and until when. */
function factRows({ break: one, standing, firstDay }: BreakRecord): readonly (readonly string[])[] {
  const { id, kind, question, rule, day, dueDay, currency, atStake, difference, facts } = one;
  const rows = [
    ['break', id],
    ['kind', kind],
    ['standing', standing],
    ['question', question],
    ['rule', rule],
    ['day', `${day}, found on ${firstDay}`],
    ['due', dueDay],
    ['about', breakAbout(one)],
    ['at stake', moneyText(atStake, currency)],
    ['difference', moneyText(difference, currency)],
    ...Object.entries(facts).sort(([left], [right]) => (left < right ? -1 : 1)),
  ];
  return rows.flatMap(([name = '', value = '']) => (value === '' ? [] : [[`  ${name}`, value]]));
}

function eventRow({ atMs, kind, by, day, run, reason }: BreakEvent): readonly string[] {
  return [timeText(atMs), kind, by, day === undefined ? '' : `${day} run ${run}`, reason];
}
