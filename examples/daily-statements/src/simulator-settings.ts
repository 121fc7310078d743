import { createMemoryFetchedFiles, remoteDirectories } from '@alipay-intl/reconciliation/fetch';
import type { Simulator } from '@alipay-intl/simulator';
import type { StatementSettings } from './read-day.ts';

/** Where the simulator has the files of a till, and how to get in. */
export function settingsOf({ sftp, credentials }: Simulator, folder: string): StatementSettings {
  if (sftp === undefined) throw new Error('The simulator serves no files.');
  const { host, port, username, password, fingerprint } = sftp;
  return {
    server: { host, port, hostKey: { fingerprints: [fingerprint] } },
    login: { user: username, password },
    merchant: credentials.merchantId,
    directories: remoteDirectories.acquiring,
    family: 'B0',
    folder,
    register: createMemoryFetchedFiles(),
  };
}
