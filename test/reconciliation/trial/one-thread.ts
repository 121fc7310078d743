import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Gives each database one thread. In a day of some hundred rows there is nothing to divide, and threads that look for work take as
 * much of the processor as the work does.
 */
export function useOneThread(): void {
  const create = DuckDBInstance.create.bind(DuckDBInstance);
  DuckDBInstance.create = (path, options) => create(path, { ...options, threads: '1' });
}
