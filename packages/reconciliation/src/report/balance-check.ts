import type { DayBalances, Disposition, RowSum, SideBalance } from '../match/day-result.ts';

/** Every disposition, in the order in which a report names them. */
export const dispositions: readonly Disposition[] = [
  'matched',
  'mismatched',
  'waiting',
  'missing',
  'duplicate',
  'netted',
  'adjustment',
  'account-level',
  'provider-rounding',
  'before-books',
  'not-awaited',
  'no-money',
];

/** The four sides, each with the one that it faces behind it. */
export const sideNames: readonly (keyof DayBalances)[] = [
  'ledger',
  'transactions',
  'unsettled',
  'settlements',
];

/** What went in, and where it is now. The two are the same, or the result must not be used. */
export interface CheckedBalance {
  readonly in: RowSum;
  readonly out: RowSum;
  readonly agrees: boolean;
}

/** Adds up a side once more, apart from the engine that made it. */
export function checkBalance(side: SideBalance): CheckedBalance {
  const into = addSums([side.added, side.carriedIn]);
  const out = addSums(Object.values(side.by));
  const currencies = new Set([...Object.keys(into.money), ...Object.keys(out.money)]);
  const moneyAgrees = [...currencies].every(
    (currency) => (into.money[currency] ?? 0n) === (out.money[currency] ?? 0n),
  );
  return { in: into, out, agrees: into.rows === out.rows && moneyAgrees };
}

/** Whether all four sides add up. */
export function balancesAgree(balances: DayBalances): boolean {
  return sideNames.every((name) => checkBalance(balances[name]).agrees);
}

function addSums(sums: readonly RowSum[]): RowSum {
  const money = new Map<string, bigint>();
  for (const sum of sums) {
    for (const [currency, value] of Object.entries(sum.money)) {
      money.set(currency, (money.get(currency) ?? 0n) + value);
    }
  }
  return { rows: sums.reduce((rows, sum) => rows + sum.rows, 0), money: Object.fromEntries(money) };
}
