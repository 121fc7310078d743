export { createPostgresDayBook, type PostgresDayBookOptions } from './day-book/postgres-day-book.ts';
export {
  createPostgresFetchedFiles,
  type PostgresFetchedFilesOptions,
} from './fetched-files/postgres-fetched-files.ts';
export { createPostgresJournal, type PostgresJournalOptions } from './journal/postgres-journal.ts';
export { type JournalLedgerOptions, ledgerFromJournal } from './ledger/ledger-from-journal.ts';
export { type LedgerQuery, ledgerFromQuery } from './ledger/ledger-from-query.ts';
export {
  createPostgresNotificationLog,
  type PostgresNotificationLog,
  type PostgresNotificationLogOptions,
} from './notifications/postgres-notification-log.ts';
export type { SqlValue, Store, StoreSession } from './store.ts';
