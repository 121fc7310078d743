import type { DayResult, ReconciledDay } from '@alipay-intl/reconciliation/match';
import { currentUser } from '../command/arguments.ts';
import type { ReconcileArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { lastDayOf, yesterdayOf } from '../nightly/asked-days.ts';
import { type Books, withBooks } from '../nightly/books.ts';
import { openBreaks as openBreaksOf } from '../nightly/break-standings.ts';
import { eachMerchant, type MerchantFault, merchantFault } from '../nightly/each-merchant.ts';
import { openOfDay, openOfMerchant } from '../nightly/open-count.ts';
import { reconcileMerchant } from '../nightly/reconcile-merchant.ts';
import { columns } from '../output/columns.ts';
import type { ExitCode } from '../output/exit-code.ts';

interface Reconciled {
  readonly merchant: string;
  readonly exitCode: ExitCode;
  readonly days: readonly CountedDay[];
  /** Breaks that are open now, of whatever day. */
  readonly openBreaks: number;
}

interface CountedDay extends ReconciledDay {
  /** How the day stands now, as its report says; how its run left it is in the result. */
  readonly state: DayResult['state'] | 'closed-by-people';
  /** Breaks of the day that are open now. */
  readonly openBreaks: number;
}

/** `reconcile` */
export async function reconcileCommand(run: Run, options: ReconcileArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const wanted =
    options.day === undefined
      ? { through: lastDayOf(options.through, run) }
      : { day: lastDayOf(options.day, run) };
  const by = currentUser(run.env);
  const named = merchantsOf(configuration, options.merchant);
  const { exitCode, merchants } = await withBooks(configuration, run, (books) =>
    eachMerchant(named, run, async (merchant) => {
      try {
        const days = await reconcileMerchant(configuration, merchant, wanted, { books, run, by });
        for (const { day, warnings } of days)
          for (const { message } of warnings) run.terminal.warn(`${merchant.id} ${day}: ${message}`);
        return await standingOf(merchant, days, books, run);
      } catch (error) {
        return merchantFault(merchant, error, run);
      }
    }),
  );
  return { exitCode, data: { merchants }, text: merchants.map(textOf).join('') };
}

/** How a merchant stands now: runs of other days and people have closed breaks of these, and those of others may be open. */
async function standingOf(
  { id, booksBegin }: MerchantConfiguration,
  reconciled: readonly ReconciledDay[],
  { book }: Books,
  run: Run,
): Promise<Reconciled> {
  const open = await openBreaksOf(book, id);
  const days = reconciled.map((one): CountedDay => {
    const openBreaks = openOfDay(one.result, open);
    return { ...one, state: stateNow(one.result, openBreaks), openBreaks };
  });
  const openBreaks = await openOfMerchant(book, id, { from: booksBegin, to: yesterdayOf(run) }, open);
  const exitCode = openBreaks > 0 ? 1 : days.some(({ kind }) => kind === 'not-yet-due') ? 2 : 0;
  return { merchant: id, exitCode, days, openBreaks };
}

function stateNow({ state, counts }: DayResult, openBreaks: number): CountedDay['state'] {
  if (state === 'not-yet-due') return state;
  if (openBreaks > 0) return 'open';
  if (state !== 'open') return state;
  return counts.some(({ standing, rows }) => standing === 'waiting' && rows > 0)
    ? 'waiting'
    : 'closed-by-people';
}

function textOf(reconciled: Reconciled | MerchantFault): string {
  const { merchant } = reconciled;
  if ('error' in reconciled) return `${merchant}  a fault\n`;
  const { days, openBreaks } = reconciled;
  const rows = days.map(({ day, kind, run, state, openBreaks: open }) => [
    merchant,
    day,
    state,
    kind === 'committed' ? `run ${run}` : kind === 'same' ? 'as before' : '',
    `${open} open`,
  ]);
  const all =
    openBreaks === 0
      ? ''
      : `${openBreaks} open of whatever day: alipay-intl breaks list --merchant ${merchant}\n`;
  return `${columns(rows)}${all}`;
}
