import { resolve } from 'node:path';
import type { SleepingClock } from '@alipay-intl/core/time';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import type { SecretSource } from '../configuration/read-secret.ts';
import type { ExitCode } from '../output/exit-code.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrongArgument } from './wrong-argument.ts';

/** What a command has around it. */
export interface Run extends SecretSource {
  readonly terminal: Terminal;
  readonly clock: SleepingClock;
  /** Aborted where the command is to end. */
  readonly signal: AbortSignal;
  /** Folder that paths of the arguments count from. */
  readonly cwd: string;
  /** Tells a fault that does not end the command. */
  reportFault(error: unknown): void;
  /** Reads the configuration that the arguments name. */
  configuration(): Promise<Configuration>;
}

/** What a command has to say: as a document, and as text. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly data: unknown;
  readonly text: string;
}

/** An outcome that has been written already, row by row. */
export interface WrittenOutcome {
  readonly exitCode: ExitCode;
  readonly isWritten: true;
}

/** The file that is read where none is named. */
const usualFile = 'alipay-intl.yaml';

/** Makes what a command has around it. */
export function createRun(
  around: Pick<Run, 'terminal' | 'clock' | 'signal' | 'cwd' | 'env' | 'reportFault'>,
  configurationFile: string | undefined,
): Run {
  const { terminal, cwd, env } = around;
  return {
    ...around,
    warn: terminal.warn,
    configuration: () =>
      readConfiguration(resolve(cwd, configurationFile ?? env['ALIPAY_INTL_CONFIG'] ?? usualFile)),
  };
}

/**
 * The merchants that a command is about.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for one that there is not.
 */
export function merchantsOf(
  { merchants }: Configuration,
  id: string | undefined,
): readonly MerchantConfiguration[] {
  if (id === undefined) return merchants;
  const found = merchants.filter((merchant) => merchant.id === id);
  if (found.length > 0) return found;
  throw wrongMerchant(`There is no merchant ${id} in the configuration.`, merchants);
}

/**
 * The only merchant, or the one that is named.
 *
 * @throws OptionError `ERR_OPTION_INVALID` where that leaves none or several.
 */
export function merchantOf(configuration: Configuration, id: string | undefined): MerchantConfiguration {
  const [merchant, ...others] = merchantsOf(configuration, id);
  if (merchant !== undefined && others.length === 0) return merchant;
  throw wrongMerchant('The configuration has several merchants.', configuration.merchants);
}

function wrongMerchant(what: string, merchants: readonly MerchantConfiguration[]): Error {
  return wrongArgument(what, `Name one with --merchant: ${merchants.map(({ id }) => id).join(', ')}.`);
}
