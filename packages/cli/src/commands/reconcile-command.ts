import type { ReconciledDay } from '@alipay-intl/reconciliation/match';
import { addDays, dayAt } from '../calendar.ts';
import { currentUser } from '../command/arguments.ts';
import type { ReconcileArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import { withBooks } from '../nightly/books.ts';
import { openBreaks } from '../nightly/break-standings.ts';
import { openOfDay } from '../nightly/open-count.ts';
import { reconcileMerchant, type WantedDays } from '../nightly/reconcile-merchant.ts';
import { columns } from '../output/columns.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';

interface Reconciled {
  readonly merchant: string;
  readonly days: readonly CountedDay[];
}

interface CountedDay extends ReconciledDay {
  /** Breaks of the day that are open now. */
  readonly openBreaks: number;
}

/** `reconcile` */
export async function reconcileCommand(run: Run, options: ReconcileArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const wanted = wantedDays(options, run);
  const merchants = merchantsOf(configuration, options.merchant);
  const by = currentUser(run.env);
  const all = await withBooks(configuration, run, async (books) => {
    const done: Reconciled[] = [];
    for (const merchant of merchants) {
      const days = await reconcileMerchant(configuration, merchant, wanted, { books, run, by });
      for (const { day, warnings } of days)
        for (const { message } of warnings) run.terminal.warn(`${merchant.id} ${day}: ${message}`);
      const open = await openBreaks(books.book, merchant.id);
      const counted = days.map((one) => ({ ...one, openBreaks: openOfDay(one.result, open) }));
      done.push({ merchant: merchant.id, days: counted });
    }
    return done;
  });
  return {
    exitCode: worstOf(all.flatMap(({ days }) => days.map(exitCodeOf))),
    data: { merchants: all },
    text: columns(all.flatMap(({ merchant, days }) => days.map((day) => rowOf(merchant, day)))),
  };
}

function wantedDays({ day, through }: ReconcileArguments, run: Run): WantedDays {
  if (day !== undefined) return { day };
  return { through: through ?? addDays(dayAt(run.clock.now()), -1) };
}

function exitCodeOf({ kind, openBreaks: open }: CountedDay): ExitCode {
  if (open > 0) return 1;
  return kind === 'not-yet-due' ? 2 : 0;
}

function rowOf(
  merchant: string,
  { day, kind, run, result, openBreaks: open }: CountedDay,
): readonly string[] {
  return [
    merchant,
    day,
    result.state,
    kind === 'committed' ? `run ${run}` : kind === 'same' ? 'as before' : '',
    `${open} open`,
  ];
}
