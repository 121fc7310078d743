/** What this library uses of a client of `pg`. */
export interface PostgresClient {
  query(statement: {
    /** A prepared statement of the connection, where there is one. */
    readonly name?: string;
    readonly text: string;
    readonly values: unknown[];
    readonly query_timeout: number;
  }): Promise<{
    readonly rows: unknown[];
    /** The word of what was done: `ROLLBACK` where a commit could not be. */
    readonly command: string;
  }>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /** Gives the connection back; with `true` it is closed instead. */
  release(destroy?: boolean): void;
}

/** What this library uses of a `Pool` of `pg`. Yours fits, of whatever version from 8.11 on. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}
