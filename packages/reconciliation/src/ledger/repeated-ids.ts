import type { LedgerTarget } from './ledger-target.ts';

/** An own id that several records of a kind have. */
export interface RepeatedId {
  readonly kind: string;
  readonly ownId: string;
  /** Of the first, and of those that repeat it up to a bound. */
  readonly rowIds: readonly number[];
}

/** Ids that occur more than once among the rows that were loaded, up to a bound. */
export async function repeatedIds({ connection, firstId }: LedgerTarget): Promise<readonly RepeatedId[]> {
  const result = await connection.runAndReadAll(`
    with repeated as (
      select kind, own_id from ledger_rows where row_id >= ${firstId}
      group by kind, own_id having count(*) > 1 order by min(row_id) limit 101
    )
    select kind, own_id, array_to_string(list_sort(list(row_id))[1:101], ' ')
    from ledger_rows join repeated using (kind, own_id) where row_id >= ${firstId}
    group by kind, own_id order by min(row_id)`);
  return result.getRows().map(([kind, ownId, rowIds]) => ({
    kind: String(kind),
    ownId: String(ownId),
    rowIds: String(rowIds).split(' ').map(Number),
  }));
}
