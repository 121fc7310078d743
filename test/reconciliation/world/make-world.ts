import type { LedgerRecord, Payout } from '@alipay-intl/reconciliation/match';
import { bytesOf, type Draft } from '../../statements/day/draft.ts';
import { Random } from '../../trial/random.ts';
import { Branch } from './branch.ts';
import { type PlottedPayout, type PlottedSettlement, plotSettlement } from './file-plots.ts';
import { classicSettlement, classicTransactions } from './print/print-classic.ts';
import { newerSettlement, newerTransactions } from './print/print-newer.ts';
import type { ExpectedBreak, ProviderRow } from './row.ts';
import { makeSetting, type Setting } from './setting.ts';
import { stories } from './stories/stories.ts';
import { isNewer, type Story } from './stories/story.ts';

/** A file as it is handed to the reader. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One day of a world: what each side has written down. */
export interface WorldDay {
  readonly records: readonly LedgerRecord[];
  readonly files: readonly WrittenFile[];
  readonly payouts: readonly Payout[] | undefined;
  /** What must be said of the files. */
  readonly fileBreaks: readonly ExpectedBreak[];
}

/** A merchant with its branches over some days. */
export interface World {
  readonly setting: Setting;
  readonly branches: readonly Branch[];
  readonly days: readonly WorldDay[];
  /** The names of the stories that were told, with how often. */
  readonly told: Readonly<Record<string, number>>;
}

/** Which world is made: each seed has others, and each number of a seed. */
export interface WorldName {
  readonly seed: number;
  readonly world: number;
  /** Numbers of its branches. What happens in one does not depend on the others. */
  readonly branches: readonly number[];
  /** How many days it has; a week where it is left out. */
  readonly days?: number | undefined;
}

/** Branches share no id, so that a world of many is as good as many worlds of one, at the price of one engine. */
export function makeWorld({
  seed,
  world: number,
  branches: numbers,
  days: daysOfWorld = 7,
}: WorldName): World {
  const setting = makeSetting(new Random(seed, 1_000_003 * number + 1), number, daysOfWorld);
  const told: Record<string, number> = {};
  const branches = numbers.map((branch) => makeBranch(setting, { seed, number: branch }, told));
  const random = new Random(seed, 1_000_003 * number + 2);
  const written = setting.days.map((_, dayNo) => writeDay(setting, random, dayNo, branches));
  const payouts = written.flatMap((day) => day.payouts);
  const days = written.map((day, dayNo) => ({
    ...day,
    payouts: setting.hasPayouts ? paidOn(payouts, dayNo) : undefined,
  }));
  return { setting, branches, days, told };
}

const paidOn = (payouts: readonly PlottedPayout[], dayNo: number): readonly Payout[] =>
  payouts.filter(({ on }) => on === dayNo).map(({ payout }) => payout);

/** One branch in three has no break; each of the others tells two stories in turn, so that a world of many branches tells all. */
function makeBranch(
  setting: Setting,
  { seed, number }: { readonly seed: number; readonly number: number },
  told: Record<string, number>,
): Branch {
  const random = new Random(seed, 7_919 * number + 5);
  const branch = new Branch(setting, random, number);
  const fitting = Object.entries(stories).filter(([, { fits }]) => fits?.(setting) ?? true);
  const quiet = fitting.filter(([, { plants }]) => plants === 'none');
  const tell = ([name, story]: readonly [string, Story]): void => {
    told[name] = (told[name] ?? 0) + 1;
    story.tell(branch, random.between(0, branch.lastDay));
  };
  const some = (from: typeof fitting, count: number): void => {
    for (let left = count; left > 0; left -= 1) {
      const story = from[random.between(0, from.length - 1)];
      if (story !== undefined) tell(story);
    }
  };
  const isCalm = number % 3 === 2;
  some(quiet, random.between(isCalm ? 1 : 0, 5));
  if (isCalm) return branch;
  const turn = 2 * (Math.floor(number / 3) * 2 + (number % 3));
  for (const at of [turn, turn + 1]) {
    const story = fitting[at % fitting.length];
    if (story !== undefined) tell(story);
  }
  some(fitting, random.between(0, 1));
  return branch;
}

function writeDay(
  setting: Setting,
  random: Random,
  dayNo: number,
  branches: readonly Branch[],
): Omit<WorldDay, 'payouts'> & { readonly payouts: readonly PlottedPayout[] } {
  const on = <Item extends { readonly dayNo: number }>(items: readonly Item[]): readonly Item[] =>
    items.filter((item) => item.dayNo === dayNo);
  const transactions = branches.flatMap((branch) => on(branch.transactions)).map(({ row }) => row);
  const settled = branches.flatMap((branch) => on(branch.settlements)).map(({ row }) => row);
  const sold = printTransactions(setting, random, dayNo, shuffled(random, transactions));
  const { drafts, payouts, breaks } = printSettlement(setting, random, dayNo, shuffled(random, settled));
  const records = branches.flatMap((branch) => on(branch.own).map(({ row }) => row));
  return {
    records: shuffled(random, records),
    files: shuffled(random, [sold, ...drafts]).map((draft) => ({ name: draft.name, bytes: bytesOf(draft) })),
    payouts,
    fileBreaks: breaks,
  };
}

function shuffled<Item>(random: Random, items: readonly Item[]): readonly Item[] {
  const placed = items.map((item) => ({ item, at: random.bits() }));
  return placed.toSorted((one, other) => one.at - other.at).map(({ item }) => item);
}

function printTransactions(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): Draft {
  const print = isNewer(setting) ? newerTransactions : classicTransactions;
  return print(setting, random, dayNo, rows);
}

function printSettlement(
  setting: Setting,
  random: Random,
  dayNo: number,
  rows: readonly ProviderRow[],
): PlottedSettlement {
  if (rows.length === 0) return { drafts: [], payouts: [], breaks: [] };
  const print = isNewer(setting) ? newerSettlement : classicSettlement;
  return plotSettlement({ setting, random, dayNo, printed: print(setting, random, dayNo, rows) });
}
