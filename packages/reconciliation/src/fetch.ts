export { type AddOptions, addStatements } from './fetch/add-statements.ts';
export {
  type Availability,
  type AvailabilityState,
  availability,
  type ExpectedStatement,
} from './fetch/availability.ts';
export { type AvailabilityRule, availabilityRules } from './fetch/availability-rules.ts';
export type { FetchEvent } from './fetch/fetch-event.ts';
export type { FetchLimits, FetchOptions } from './fetch/fetch-options.ts';
export type {
  FetchedState,
  FetchedStatement,
  FetchReport,
  MissingStatement,
  SkippedFile,
  SkipReason,
} from './fetch/fetch-report.ts';
export { fetchStatements } from './fetch/fetch-statements.ts';
export type { FetchedFile, FetchedFiles, RecordedFile, Recording } from './fetch/fetched-files.ts';
export type { HostKeyPin } from './fetch/host-key-pin.ts';
export type { HostKeyType } from './fetch/host-key-type.ts';
export { createMemoryFetchedFiles } from './fetch/memory-fetched-files.ts';
export { remoteDirectories } from './fetch/remote-directories.ts';
export { alipaySftpHosts, type SftpLogin, type SftpServer } from './fetch/sftp-server.ts';
export type { RetryRule } from './fetch/steady-session.ts';
export { type WorkingDay, type WorkingDayExceptions, workingDays } from './fetch/working-days.ts';
export type { ZipLimits } from './fetch/zip-limits.ts';
