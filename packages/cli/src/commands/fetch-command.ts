import type { AvailabilityState, FetchReport, MissingStatement } from '@alipay-intl/reconciliation/fetch';
import { daysBetween } from '../calendar.ts';
import type { FetchArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { checkRange, yesterdayOf } from '../nightly/asked-days.ts';
import { withBooks } from '../nightly/books.ts';
import { type DueStatements, dueStatements, expectedOn } from '../nightly/due-statements.ts';
import { eachMerchant, type MerchantFault, merchantFault } from '../nightly/each-merchant.ts';
import { fetchMerchant, overlooked, skippedLine, unread } from '../nightly/fetch-merchant.ts';
import { RefusedLogins } from '../nightly/refused-logins.ts';
import { workingDaysOf } from '../nightly/working-days-of.ts';
import { columns } from '../output/columns.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { filesText } from './files-text.ts';

interface Fetched extends FetchReport {
  readonly merchant: string;
  readonly exitCode: ExitCode;
  readonly days: readonly string[];
}

const nothing: FetchReport = { files: [], skipped: [], missing: [] };

/** `statements fetch` */
export async function fetchCommand(run: Run, options: FetchArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const asked = askedDays(options, run);
  const isWorkingDay = await workingDaysOf(configuration);
  const wanted = merchantsOf(configuration, options.merchant);
  // Where one is named, it is a fault that it has none.
  const withoutServer = options.merchant === undefined ? wanted.filter(({ sftp }) => sftp === undefined) : [];
  const withServer = wanted.filter((merchant) => !withoutServer.includes(merchant));
  const logins = new RefusedLogins();
  const { exitCode, merchants } = await withBooks(configuration, run, (books) =>
    eachMerchant(withServer, run, async (merchant) => {
      const due =
        asked === undefined ? dueStatements(merchant, run.clock.now(), isWorkingDay) : dueOn(merchant, asked);
      const task = { configuration, merchant, due, isWorkingDay, logins };
      try {
        const report = due.days.length === 0 ? nothing : await fetchMerchant(task, books, run);
        return { merchant: merchant.id, exitCode: exitCodeOf(report), days: due.days, ...report };
      } catch (error) {
        return merchantFault(merchant, error, run);
      }
    }),
  );
  const skipped = withoutServer.map(({ id }) => id);
  return {
    exitCode,
    data: { merchants, withoutServer: skipped },
    text: [...merchants.map(textOf), ...skipped.map(withoutServerText)].join('\n'),
  };
}

/** @throws OptionError `ERR_OPTION_INVALID`. */
function askedDays({ day, from, through }: FetchArguments, run: Run): readonly string[] | undefined {
  const last = day ?? through ?? yesterdayOf(run);
  const first = day ?? from ?? (through === undefined ? undefined : last);
  if (first === undefined) return undefined;
  checkRange(first, last, run);
  return daysBetween(first, last);
}

function dueOn(merchant: MerchantConfiguration, days: readonly string[]): DueStatements {
  return { days, expected: days.flatMap((day) => expectedOn(merchant, day)) };
}

function exitCodeOf(report: FetchReport): ExitCode {
  const states = report.missing.filter(isToBe).map(({ availability }) => availability.state);
  if (unread(report).length > 0 || states.some((state) => !toCome.has(state))) return 1;
  return states.length > 0 ? 2 : 0;
}

const toCome: ReadonlySet<AvailabilityState> = new Set(['due', 'not-yet-due']);

/** Where none is written without business, a file that never comes says nothing by itself. */
function isToBe({ availability: { state, absence } }: MissingStatement): boolean {
  if (state === 'not-expected') return false;
  return state === 'due' || state === 'not-yet-due' || absence === 'fault';
}

function textOf(fetched: Fetched | MerchantFault): string {
  const { merchant } = fetched;
  if ('error' in fetched) return `${merchant}: a fault\n`;
  const [first] = fetched.days;
  if (first === undefined) return `${merchant}: nothing is due\n`;
  const last = fetched.days.at(-1) ?? first;
  const missing = columns(
    fetched.missing.map((one) => [`  ${one.availability.state}`, `${one.report} of ${one.day} is not there`]),
  );
  const left = overlooked(fetched).map((one) => `  ${skippedLine(one)}\n`);
  return `${merchant}, ${first === last ? first : `${first} to ${last}`}:\n${filesText(fetched.files)}${missing}${left.join('')}`;
}

function withoutServerText(merchant: string): string {
  return `${merchant}: no server; its files are taken in by alipay-intl statements add\n`;
}
