import type { Draft } from '../../../statements/day/draft.ts';
import { netOf, type ProviderRow } from '../row.ts';

/** What was settled together in one currency. */
export interface Batch {
  readonly batchId: string;
  readonly currency: string;
  readonly net: bigint;
}

/** The files of what was settled on a day, and what the bank should receive. */
export interface PrintedSettlement {
  readonly drafts: readonly Draft[];
  readonly batches: readonly Batch[];
}

/** The batch of rows, or the batches where they have several currencies. */
export function batchesOf(batchId: string, rows: readonly ProviderRow[]): readonly Batch[] {
  const currencies = [...new Set(rows.map(({ netCurrency }) => netCurrency))];
  return currencies.map((currency) => ({
    batchId,
    currency,
    net: rows.filter((row) => row.netCurrency === currency).reduce((sum, row) => sum + netOf(row), 0n),
  }));
}
