export { createPostgresJournal, type PostgresJournalOptions } from './journal/postgres-journal.ts';
export type { SqlValue, Store, StoreSession } from './store.ts';
