import { BIGINT, BOOLEAN, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import type { LedgerRecord } from './ledger-record.ts';

/** A record and the `row_id` that it gets. */
export interface NumberedRecord {
  readonly record: LedgerRecord;
  readonly rowId: number;
}

// The columns of `ledger_rows`, in their order.
const types = [BIGINT, BOOLEAN, ...Array.from({ length: 8 }, () => VARCHAR), BIGINT, BIGINT];

/** Rows of the table `ledger_rows`, at most 2048. */
export function ledgerChunk(day: string, rows: readonly NumberedRecord[]): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, rows.length);
  const of = <Value>(read: (record: LedgerRecord) => Value): Value[] =>
    rows.map(({ record }) => read(record));
  chunk.setColumns([
    rows.map(({ rowId }) => BigInt(rowId)),
    rows.map(() => false),
    rows.map(() => day),
    of(({ kind }) => kind),
    of(({ ownId }) => ownId),
    of(({ providerId }) => providerId ?? null),
    of(({ originalOwnId }) => originalOwnId ?? null),
    of(({ originalProviderId }) => originalProviderId ?? null),
    of(({ status }) => status),
    of(({ amount }) => amount.currency),
    of(({ kind, amount }) => (kind === 'refund' ? -BigInt(amount.value) : BigInt(amount.value))),
    of(({ occurredAtMs }) => BigInt(occurredAtMs)),
  ]);
  return chunk;
}
