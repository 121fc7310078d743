import type { ReconciledDay } from '@alipay-intl/reconciliation/match';
import { addDays, dayAt } from '../calendar.ts';
import { currentUser } from '../command/arguments.ts';
import type { ReconcileArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { withBooks } from '../nightly/books.ts';
import { reconcileMerchant, type WantedDays } from '../nightly/reconcile-merchant.ts';
import { columns } from '../output/columns.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';

interface Reconciled {
  readonly merchant: MerchantConfiguration;
  readonly days: readonly ReconciledDay[];
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
      done.push({ merchant, days });
    }
    return done;
  });
  return {
    exitCode: worstOf(all.flatMap(({ days }) => days.map(exitCodeOf))),
    data: { merchants: all.map(({ merchant, days }) => ({ merchant: merchant.id, days })) },
    text: columns(all.flatMap(({ merchant, days }) => days.map((day) => rowOf(merchant.id, day)))),
  };
}

function wantedDays({ day, through }: ReconcileArguments, run: Run): WantedDays {
  if (day !== undefined) return { day };
  return { through: through ?? addDays(dayAt(run.clock.now()), -1) };
}

function exitCodeOf({ kind, result }: ReconciledDay): ExitCode {
  if (kind === 'not-yet-due') return 2;
  return result.state === 'open' ? 1 : 0;
}

function rowOf(merchant: string, { day, kind, run, result }: ReconciledDay): readonly string[] {
  const open = result.counts
    .filter(({ standing }) => standing === 'open')
    .reduce((sum, { rows }) => sum + rows, 0);
  return [
    merchant,
    day,
    result.state,
    kind === 'committed' ? `run ${run}` : kind === 'same' ? 'as before' : '',
    `${open} open`,
  ];
}
