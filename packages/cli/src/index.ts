export { type CommandEnvironment, runCommand } from './command/run-command.ts';
export type {
  Configuration,
  ContractConfiguration,
  LedgerConfiguration,
  MerchantConfiguration,
  QueueConfiguration,
  SecretReference,
  ServerConfiguration,
  SftpConfiguration,
  StoreConfiguration,
  TextOrReference,
} from './configuration/configuration.ts';
export { readConfiguration } from './configuration/read-configuration.ts';
export type { ExitCode } from './output/exit-code.ts';
export type { Streams } from './output/terminal.ts';
