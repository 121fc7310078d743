export { openPostgresStore, type PostgresStoreOptions } from './pg/open-postgres-store.ts';
export type { PostgresClient, PostgresPool } from './pg/postgres-pool.ts';
