import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll } from 'vitest';

/**
 * Gives each database one thread, until the tests of the file are over. In a day of a few rows there is nothing to divide, and threads
 * that look for work take as much of the processor as the work does.
 */
export function useOneThread(): void {
  const { create } = DuckDBInstance;
  DuckDBInstance.create = (path, options) => create.call(DuckDBInstance, path, { ...options, threads: '1' });
  afterAll(() => {
    DuckDBInstance.create = create;
  });
}
