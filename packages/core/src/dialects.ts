export {
  type AcquiringDialect,
  type AcquiringDialectName,
  acquiringDialects,
  acquiringTestBaseUrl,
} from './gateway/acquiring-dialect.ts';
