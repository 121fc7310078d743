import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerWindow } from './ledger-source.ts';

/** How own books are loaded. */
export interface LedgerLoading {
  /** Epoch milliseconds; what occurred later is refused. */
  readonly nowMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told after each batch: rows so far. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** What a source is loaded with. */
export interface LedgerTarget extends LedgerLoading {
  readonly connection: DuckDBConnection;
  readonly day: string;
  readonly window: LedgerWindow;
  /** The first free `row_id`. */
  readonly firstId: number;
}
