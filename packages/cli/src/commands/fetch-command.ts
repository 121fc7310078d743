import type {
  AvailabilityState,
  FetchReport,
  MissingStatement,
  WorkingDay,
} from '@alipay-intl/reconciliation/fetch';
import { addDays, dayAt, daysBetween } from '../calendar.ts';
import type { FetchArguments } from '../command/options.ts';
import { merchantsOf, type Outcome, type Run } from '../command/run.ts';
import type { MerchantConfiguration } from '../configuration/configuration.ts';
import { withBooks } from '../nightly/books.ts';
import { type DueStatements, dueStatements, expectedOn } from '../nightly/due-statements.ts';
import { fetchMerchant, overlooked, skippedLine } from '../nightly/fetch-merchant.ts';
import { workingDaysOf } from '../nightly/working-days-of.ts';
import { columns } from '../output/columns.ts';
import { type ExitCode, worstOf } from '../output/exit-code.ts';

interface Fetched {
  readonly merchant: string;
  readonly days: readonly string[];
  readonly report: FetchReport;
}

/** `statements fetch` */
export async function fetchCommand(run: Run, options: FetchArguments): Promise<Outcome> {
  const configuration = await run.configuration();
  const isWorkingDay = await workingDaysOf(configuration);
  const merchants = merchantsOf(configuration, options.merchant);
  const all = await withBooks(configuration, run, async (books) => {
    const fetched: Fetched[] = [];
    for (const merchant of merchants) {
      const due = wantedOf(merchant, options, run.clock.now(), isWorkingDay);
      if (due.days.length === 0) continue;
      const report = await fetchMerchant({ configuration, merchant, due, isWorkingDay }, books, run);
      fetched.push({ merchant: merchant.id, days: due.days, report });
    }
    return fetched;
  });
  return {
    exitCode: worstOf(all.map(({ report }) => exitCodeOf(report))),
    data: { merchants: all.map(({ report, ...rest }) => ({ ...rest, ...report })) },
    text: all.length === 0 ? 'Nothing is due.\n' : all.map(textOf).join('\n'),
  };
}

function wantedOf(
  merchant: MerchantConfiguration,
  { day, from, through }: FetchArguments,
  nowMs: number,
  isWorkingDay: WorkingDay,
): DueStatements {
  if (day === undefined && from === undefined && through === undefined)
    return dueStatements(merchant, nowMs, isWorkingDay);
  const last = day ?? through ?? addDays(dayAt(nowMs), -1);
  const days = daysBetween(day ?? from ?? last, last);
  return { days, expected: days.flatMap((one) => expectedOn(merchant, one)) };
}

function exitCodeOf(report: FetchReport): ExitCode {
  const states = report.missing.filter(isToBe).map(({ availability }) => availability.state);
  if (overlooked(report).length > 0 || states.some((state) => !toCome.has(state))) return 1;
  return states.length > 0 ? 2 : 0;
}

const toCome: ReadonlySet<AvailabilityState> = new Set(['due', 'not-yet-due']);

/** Where none is written without business, a file that never comes says nothing by itself. */
function isToBe({ availability: { state, absence } }: MissingStatement): boolean {
  if (state === 'not-expected') return false;
  return state === 'due' || state === 'not-yet-due' || absence === 'fault';
}

function textOf({ merchant, days, report }: Fetched): string {
  const first = days[0] ?? '';
  const last = days.at(-1) ?? first;
  const files = columns(
    report.files.map(({ state, name, bytes, revision, path }) => [
      `  ${state}`,
      revision === 1 ? name : `${name} (revision ${revision})`,
      `${bytes} bytes`,
      path,
    ]),
    [2],
  );
  const missing = columns(
    report.missing.map((one) => [`  ${one.availability.state}`, `${one.report} of ${one.day} is not there`]),
  );
  const left = overlooked(report).map((one) => `  ${skippedLine(one)}\n`);
  return `${merchant}, ${first === last ? first : `${first} to ${last}`}:\n${files}${missing}${left.join('')}`;
}
