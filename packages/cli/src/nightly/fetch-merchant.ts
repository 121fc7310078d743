import { ReconciliationError } from '@alipay-intl/core/errors';
import {
  type FetchEvent,
  type FetchReport,
  fetchStatements,
  remoteDirectories,
  type SkippedFile,
  type SkipReason,
  type WorkingDay,
} from '@alipay-intl/reconciliation/fetch';
import type { Run } from '../command/run.ts';
import type { Configuration, MerchantConfiguration } from '../configuration/configuration.ts';
import { createProgress, type Progress } from '../output/progress.ts';
import type { Books } from './books.ts';
import type { DueStatements } from './due-statements.ts';
import type { RefusedLogins } from './refused-logins.ts';
import { openSftp } from './sftp-login.ts';

/** What a fetch is about. */
export interface FetchTask {
  readonly configuration: Configuration;
  readonly merchant: MerchantConfiguration;
  readonly due: DueStatements;
  readonly isWorkingDay: WorkingDay;
  readonly logins: RefusedLogins;
}

// Files of other days and merchants, and those that are not written to their end. Any other could be one that the books need.
const harmless: ReadonlySet<SkipReason> = new Set([
  'temporary',
  'other-day',
  'other-merchant',
  'not-asked-for',
]);

/**
 * Fetches statements of a merchant, unless its login was refused before.
 *
 * @throws FetchError; ReconciliationError `ERR_CONFIGURATION` for a merchant without a server.
 */
export async function fetchMerchant(
  { configuration, merchant, due, isWorkingDay, logins }: FetchTask,
  { register }: Books,
  run: Run,
): Promise<FetchReport> {
  if (merchant.sftp === undefined) throw noServer(merchant);
  const access = await openSftp(merchant.sftp, run);
  const progress = await createProgress(run.terminal);
  try {
    return await logins.guard(access, () =>
      fetchStatements({
        ...access,
        merchant: merchant.id,
        days: due.days,
        expected: due.expected,
        directories: merchant.directories ?? directoriesOf(merchant),
        folder: configuration.folders.statements,
        register,
        isWorkingDay,
        clock: run.clock,
        signal: run.signal,
        onEvent: eventTeller(run, progress),
      }),
    );
  } finally {
    progress.end();
  }
}

/** Files that were left out and that could be ones that the books need. */
export function overlooked({ skipped }: FetchReport): readonly SkippedFile[] {
  return skipped.filter(({ reason }) => !harmless.has(reason));
}

/** Those of {@link overlooked} that somebody must look at. A name in no grammar may be anything, such as a directory: it is told, and that is enough. */
export function unread(report: FetchReport): readonly SkippedFile[] {
  return overlooked(report).filter(({ reason }) => reason !== 'unknown-name' && reason !== 'not-a-file');
}

/** One line for a file that was left out. */
export function skippedLine({ directory, name, reason, error }: SkippedFile): string {
  return `${directory}/${name} was left out: ${reason}${error === undefined ? '' : ` (${error.message})`}`;
}

function directoriesOf({ family }: MerchantConfiguration): readonly string[] {
  if (family === 'B0') return remoteDirectories.acquiring;
  return family.startsWith('A') ? remoteDirectories.classic : remoteDirectories.v1;
}

function eventTeller(run: Run, progress: Progress): (event: FetchEvent) => void {
  const received = new Map<string, { readonly bytes: number; readonly done: number }>();
  const showBytes = (name: string, bytes: number, done: number): void => {
    received.set(name, { bytes, done });
    const all = [...received.values()];
    const sum = (member: 'bytes' | 'done'): number => all.reduce((total, one) => total + one[member], 0);
    progress.show('bytes', sum('done'), sum('bytes'));
  };
  return (event) => {
    switch (event.type) {
      case 'connected':
        return run.terminal.say(`connected to ${event.server}`);
      case 'waiting':
        return run.terminal.say(`waiting ${event.waitMs} ms: ${event.error.message}`);
      case 'receiving':
        return showBytes(event.name, event.bytes, event.fromByte);
      case 'progress':
        return showBytes(event.name, event.bytes, event.receivedBytes);
      case 'fetched':
      case 'revision':
        return run.terminal.say(`${event.type} ${event.name}, ${event.bytes} bytes`);
    }
  };
}

function noServer({ id }: MerchantConfiguration): ReconciliationError {
  return new ReconciliationError('ERR_CONFIGURATION', {
    what: `The merchant ${id} has no sftp section, so nothing can be fetched.`,
    money: 'Nothing was connected.',
    next: 'Add sftp to the merchant or to the top of the file, or take local files in: alipay-intl statements add',
  });
}
