import {
  type ReconciledDay,
  type ReconcileSettings,
  reconcileDay,
  reconcileThrough,
} from '@alipay-intl/reconciliation/match';
import type { Run } from '../command/run.ts';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import { createProgress, type Progress } from '../output/progress.ts';
import type { Books } from './books.ts';
import { contractTermsOf } from './contract-terms-of.ts';
import { payoutsOf } from './payouts-of.ts';
import { withLedger } from './with-ledger.ts';
import { workingDaysOf } from './working-days-of.ts';

/** Which days to reconcile: one, or all through one. */
export type WantedDays =
  | { readonly day: string }
  | {
      readonly through: string;
      /** Days before it that are looked at again for late and changed inputs; the driver's default where left out. */
      readonly lookBackDays?: number | undefined;
    };

/** Compares a merchant's books with what was fetched. Throws what the driver throws, see `reconcileThrough`. */
export async function reconcileMerchant(
  configuration: Configuration,
  merchant: MerchantConfiguration,
  wanted: WantedDays,
  { books, run, by }: { readonly books: Books; readonly run: Run; readonly by: string },
): Promise<readonly ReconciledDay[]> {
  const { folders, limits } = configuration;
  const isWorkingDay = await workingDaysOf(configuration);
  const payoutFile = merchant.payouts;
  const progress = await createProgress(run.terminal);
  try {
    return await withLedger(merchant, books, run, async (ledger) => {
      const settings: ReconcileSettings = {
        merchant: merchant.id,
        ledger,
        terms: contractTermsOf(merchant, isWorkingDay),
        payouts: payoutFile === undefined ? undefined : (day) => payoutsOf(payoutFile, day),
        family: merchant.family,
        reports: merchant.reports,
        daysWithoutBusiness: merchant.daysWithoutBusiness,
        register: books.register,
        statementFolder: folders.statements,
        statementOptions: merchant.statements,
        book: books.book,
        rowsFolder: folders.rows,
        workFolder: folders.work,
        by,
        lookBackDays: 'through' in wanted ? wanted.lookBackDays : undefined,
        ...limits,
        clock: run.clock,
        signal: run.signal,
        onStep: stepTeller(merchant.id, run, progress),
      };
      return 'day' in wanted
        ? [await reconcileDay(wanted.day, settings)]
        : await reconcileThrough(wanted.through, settings);
    });
  } finally {
    progress.end();
  }
}

/** A line for each day, and a bar with what is being done. */
function stepTeller(
  merchant: string,
  { terminal }: Run,
  progress: Progress,
): NonNullable<ReconcileSettings['onStep']> {
  let told: string | undefined;
  return (day, { step, rows }) => {
    if (day !== told) terminal.say(`${merchant} ${day}: comparing`);
    told = day;
    progress.show(`${merchant} ${day}: ${step}, rows`, rows);
  };
}
