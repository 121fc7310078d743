import { addDays } from '../fetch/calendar-day.ts';
import { statementReports } from '../statement/file-name.ts';
import { type BatchAccount, isEven } from './batch-account.ts';
import { batchKey, batchTotals } from './batch-totals.ts';
import type { Payout } from './contract-terms.ts';
import { keptDays } from './day-terms.ts';
import type { DayInputs } from './match-day.ts';

/** A batch before and behind a day. */
export interface BatchOfDay {
  /** As earlier days have left it; `undefined` for one that is new. */
  readonly before: BatchAccount | undefined;
  readonly now: BatchAccount;
}

/**
 * Adds the files and payouts of a day to the batches that earlier days have left. All payouts that are given with one day come together, so
 * they take the place of what was known of that day: handing them over again changes nothing.
 */
export function batchesOf(inputs: DayInputs, earlier: readonly BatchAccount[]): readonly BatchOfDay[] {
  const before = new Map(earlier.map((account) => [keyOf(account), account]));
  const now = new Map(before);
  for (const [key, total] of totalsOf(inputs)) now.set(key, withTotal(now.get(key), key, total, inputs.day));
  for (const [key, received] of receivedByBatch(inputs.payouts ?? [])) {
    const account = now.get(key) ?? unexplained(inputs, key, received);
    if (account !== undefined)
      now.set(key, { ...account, received: new Map([...account.received, ...received]) });
  }
  return [...now].map(([key, account]) => ({ before: before.get(key), now: account }));
}

function keyOf({ day, batchId, currency }: BatchAccount): string {
  // Rows without a batch are of none that another day knows.
  return batchId === '' ? day + currency : batchKey(batchId, currency);
}

function totalsOf({ payouts, statements }: DayInputs): ReadonlyMap<string, bigint> {
  return payouts === undefined ? new Map() : batchTotals(statements.map(({ statement }) => statement.facts));
}

function withTotal(account: BatchAccount | undefined, key: string, total: bigint, day: string): BatchAccount {
  const known = account ?? newAccount(key, day);
  return { ...known, total: (known.total ?? 0n) + total, settledOn: day };
}

function newAccount(key: string, day: string): BatchAccount {
  const [batchId, currency] = JSON.parse(key) as [string, string];
  return { day, batchId, currency, total: undefined, settledOn: undefined, received: new Map() };
}

/**
 * A payout of a batch that no file has. One of an earlier day was judged then. Without settlement files nothing can explain a payout.
 */
function unexplained(
  { day, reports = statementReports }: DayInputs,
  key: string,
  received: ReadonlyMap<string, bigint>,
): BatchAccount | undefined {
  const isOfToday = [...received.keys()].some((one) => one >= day);
  return isOfToday && reports.includes('settlement') ? newAccount(key, day) : undefined;
}

function receivedByBatch(payouts: readonly Payout[]): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  const batches = new Map<string, Map<string, bigint>>();
  for (const { batchId, currency, value, day } of payouts) {
    const key = batchKey(batchId, currency);
    const received = batches.get(key) ?? new Map<string, bigint>();
    batches.set(key, received.set(day, (received.get(day) ?? 0n) + value));
  }
  return batches;
}

/** The days of payouts that are others than before, sorted. */
export function newPayoutDays({ before, now }: BatchOfDay): readonly string[] {
  return [...now.received].flatMap(([day, value]) => (before?.received.get(day) === value ? [] : day)).sort();
}

/** Batches that the next day goes on with: those that are even, too, as the bank may pay again and files may come behind. */
export function keptBatches(batches: readonly BatchOfDay[], day: string): readonly BatchAccount[] {
  const from = addDays(day, -keptDays);
  return batches.flatMap(({ now }) =>
    now.day < from || (isEven(now) && now.received.size === 0) ? [] : now,
  );
}
