import type { BreakEvent, BreakRecord } from '@alipay-intl/reconciliation/match';
import { timeText } from '../calendar.ts';
import { currentUser } from '../command/arguments.ts';
import type { ClosingArguments, ExplainArguments, ListArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import { withBooks } from '../nightly/books.ts';
import { columns, printable } from '../output/columns.ts';
import { moneyText } from '../output/money-text.ts';

/** `breaks list` */
export async function listCommand(run: Run, options: ListArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const { id: merchant } = merchantOf(configuration, options.merchant);
  const { standing, day, limit, after } = options;
  const records = await withBooks(configuration, run, ({ book }) =>
    book.breaks({ merchant, standing, day, limit, afterId: after }),
  );
  const afterId = records.length === limit ? records.at(-1)?.break.id : undefined;
  const more = afterId === undefined ? '' : `There may be more: --after ${afterId}\n`;
  return {
    exitCode: 0,
    data: { merchant, breaks: records, afterId },
    text: records.length === 0 ? 'There are none.\n' : `${columns(records.map(rowOf), [4])}${more}`,
  };
}

function rowOf({ break: one, standing, firstDay }: BreakRecord): readonly string[] {
  const { ledger, transaction, settlement, file } = one;
  const provider = transaction ?? settlement;
  const about = ledger?.ownId ?? provider?.ownId ?? provider?.providerId ?? file?.name ?? '';
  return [
    one.id,
    standing,
    one.day,
    one.kind,
    moneyText(one.atStake, one.currency),
    about,
    `since ${firstDay}`,
  ];
}

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
      `${columns([rowOf(found.record)])}\n`,
      `${explained.what}\n${explained.why}\nNext: ${explained.next}\n\n`,
      columns(found.events.map(eventRow)),
    ].join(''),
  };
}

function eventRow({ atMs, kind, by, day, run, reason }: BreakEvent): readonly string[] {
  return [timeText(atMs), kind, by, day === undefined ? '' : `${day} run ${run}`, reason];
}

/** `breaks close` and `breaks reopen` */
export async function closingCommand(
  run: Run,
  name: 'close' | 'reopen',
  breakId: string,
  options: ClosingArguments,
): Promise<Outcome> {
  const configuration = await run.configuration();
  const { id: merchant } = merchantOf(configuration, options.merchant);
  const { reason, by = currentUser(run.env) } = options;
  const closing = { merchant, breakId, by, reason, atMs: run.clock.now() };
  const done = await withBooks(configuration, run, ({ book }) => book[name](closing));
  if (done === 'unknown') throw unknownBreak(breakId, merchant);
  if (done === 'closed-by-run')
    throw wrongArgument(
      `The break ${breakId} was closed by a run, so only a run can find it again.`,
      'alipay-intl breaks explain shows what closed it.',
    );
  return {
    exitCode: 0,
    data: { merchant, breakId, by, outcome: done },
    text: `${breakId}: ${done}, by ${printable(by)}.\n`,
  };
}

function unknownBreak(id: string, merchant: string): Error {
  return wrongArgument(
    `The merchant ${merchant} has no break ${printable(id)}.`,
    'alipay-intl breaks list shows the ids.',
  );
}
