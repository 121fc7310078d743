import type { StatementFacts } from '../statement/statement-facts.ts';
import { batchOf } from './load-statements.ts';

/** What names a batch, or a payout of it: its number and the currency. */
export function batchKey(batchId: string, currency: string): string {
  return JSON.stringify([batchId, currency]);
}

/** What the details of each batch of a day add up to, by {@link batchKey}. */
export function batchTotals(files: readonly StatementFacts[]): ReadonlyMap<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const facts of files) {
    if (facts.report !== 'settlement') continue;
    for (const { batchId, kind, netCurrency, net } of facts.totals) {
      if (kind === 'total' || netCurrency === undefined || net === undefined) continue;
      const key = batchKey(batchId ?? batchOf(facts) ?? '', netCurrency);
      totals.set(key, (totals.get(key) ?? 0n) + net);
    }
  }
  return totals;
}
