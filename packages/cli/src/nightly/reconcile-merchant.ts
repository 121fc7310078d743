import {
  type ReconciledDay,
  type ReconcileSettings,
  reconcileDay,
  reconcileThrough,
} from '@alipay-intl/reconciliation/match';
import type { Run } from '../command/run.ts';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import { createProgress } from '../output/progress.ts';
import type { Books } from './books.ts';
import { contractTermsOf } from './contract-terms-of.ts';
import { readPayouts } from './read-payouts.ts';
import { withLedger } from './with-ledger.ts';
import { workingDaysOf } from './working-days-of.ts';

/** Which days to reconcile: one, or all through one. */
export type WantedDays = { readonly day: string } | { readonly through: string };

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
  const progress = await createProgress(run.console);
  try {
    return await withLedger(merchant, books, run, async (ledger) => {
      const settings: ReconcileSettings = {
        merchant: merchant.id,
        ledger,
        terms: contractTermsOf(merchant, isWorkingDay),
        payouts: payoutFile === undefined ? undefined : () => readPayouts(payoutFile),
        family: merchant.family,
        reports: merchant.reports,
        register: books.register,
        statementFolder: folders.statements,
        statementOptions: merchant.statements,
        book: books.book,
        rowsFolder: folders.rows,
        by,
        ...limits,
        clock: run.clock,
        signal: run.signal,
        onStep: (day, { step, rows }) => progress.show(`${merchant.id} ${day} ${step}, rows`, rows),
      };
      return 'day' in wanted
        ? [await reconcileDay(settings, wanted.day)]
        : await reconcileThrough(settings, wanted.through);
    });
  } finally {
    progress.end();
  }
}
