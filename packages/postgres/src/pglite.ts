export { openPgliteStore, type PgliteStoreOptions } from './pglite/open-pglite-store.ts';
