import type { DayBook } from '@alipay-intl/reconciliation/match';
import { timeText } from '../calendar.ts';
import { currentUser } from '../command/arguments.ts';
import type { ClosingArguments } from '../command/options.ts';
import { merchantOf, type Outcome, type Run } from '../command/run.ts';
import { wrongArgument } from '../command/wrong-argument.ts';
import { withBooks } from '../nightly/books.ts';
import { printable } from '../output/columns.ts';
import { unknownBreak } from './unknown-break.ts';

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
  const { outcome, found } = await withBooks(configuration, run, async ({ book }) => {
    const said = await book[name](closing);
    return {
      outcome: said,
      found: said.endsWith('-already') ? await book.explain(merchant, breakId) : undefined,
    };
  });
  if (outcome === 'unknown') throw unknownBreak(breakId, merchant);
  if (outcome === 'closed-by-run')
    throw wrongArgument(
      `The break ${breakId} was closed by a run, so only a run can find it again.`,
      'alipay-intl breaks explain shows what closed it.',
    );
  const data = { merchant, breakId, outcome };
  if (found !== undefined) return alreadyOutcome(data, found);
  return {
    exitCode: 0,
    data: { ...data, isWritten: true, by, atMs: closing.atMs, reason },
    text: `${breakId}: ${outcome}, by ${printable(by)}.\n`,
  };
}

type Found = NonNullable<Awaited<ReturnType<DayBook['explain']>>>;

/** Nothing was changed: who has closed it, or what has opened it, was somebody else or somebody earlier. */
function alreadyOutcome(
  data: { readonly merchant: string; readonly breakId: string; readonly outcome: string },
  { record, events }: Found,
): Outcome {
  const { breakId } = data;
  const isClosed = data.outcome === 'closed-already';
  const last = events.findLast(({ kind }) => (kind === 'closed') === isClosed && kind !== 'noted');
  const { by, atMs, reason } = last ?? { by: '', atMs: undefined, reason: '' };
  const when = atMs === undefined ? '' : `, ${timeText(atMs)}`;
  const next =
    record.standing === 'closed-by-person'
      ? `To give another reason, open it first: alipay-intl breaks reopen ${breakId} --reason …\n`
      : '';
  return {
    exitCode: 0,
    data: { ...data, isWritten: false, standing: record.standing, by, atMs, reason },
    text: [
      `${breakId}: ${isClosed ? 'closed' : 'open'} already (by ${printable(by)}${when}: ${printable(reason)})\n`,
      `Nothing was written, and your reason is not in the trail.\n${next}`,
    ].join(''),
  };
}
