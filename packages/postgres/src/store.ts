/** A value handed to a statement. */
export type SqlValue = string | number | boolean | null;

/** Runs statements. */
export interface StoreSession {
  /**
   * Runs one statement; outside a transaction it is a transaction of its own, durable when this resolves.
   *
   * @param text - SQL with `$1`, `$2`, … for the values.
   * @throws StoreError `ERR_STORE_UNAVAILABLE` for every failure of the database; whether a write happened is then unknown.
   * `ERR_STORE_DAMAGED` where the database itself reports corrupted data.
   */
  query<Row>(text: string, values: readonly SqlValue[]): Promise<readonly Row[]>;
}

/**
 * A database with the tables of this library, embedded or on a server. Open one for each process, and let every merchant and
 * every part of the library use it.
 */
export interface Store extends StoreSession {
  /**
   * Runs all statements of `work` in one transaction: all of them happen, or, when `work` throws, none. `work` uses the session
   * that it is given and not the store: an embedded one has a single connection and refuses that, a server's would run it outside
   * the transaction.
   *
   * @throws what `work` throws, and StoreError `ERR_STORE_UNAVAILABLE` where the commit was a rollback, because `work` let a
   * failed statement pass; then nothing has happened.
   */
  transaction<Result>(work: (session: StoreSession) => Promise<Result>): Promise<Result>;
  /** Waits for the running statements and lets the database go. Resolves at once the second time. */
  close(): Promise<void>;
}
