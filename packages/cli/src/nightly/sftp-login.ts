import { readFile } from 'node:fs/promises';
import { ReconciliationError } from '@alipay-intl/core/errors';
import type { SftpServer } from '@alipay-intl/reconciliation/fetch';
import type { ServerConfiguration, SftpConfiguration } from '../configuration/configuration.ts';
import { readSecret, readTextOrSecret, type SecretSource } from '../configuration/read-secret.ts';
import type { SftpAccess } from './refused-logins.ts';

/** Servers and login of a fetch, with what their files and secrets hold. */
export async function openSftp(
  { servers, user, login }: SftpConfiguration,
  source: SecretSource,
): Promise<SftpAccess> {
  const name = await readTextOrSecret(user, source);
  const pinned = await Promise.all(servers.map(pinnedServer));
  if ('password' in login)
    return { servers: pinned, login: { user: name, password: await readSecret(login.password, source) } };
  const privateKey = await readSecret(login.privateKey, source);
  const passphrase = login.passphrase === undefined ? undefined : await readSecret(login.passphrase, source);
  // A key that ends without a line end is not read by every library.
  return { servers: pinned, login: { user: name, privateKey: `${privateKey}\n`, passphrase } };
}

async function pinnedServer({ host, port, hostKey }: ServerConfiguration): Promise<SftpServer> {
  if (!('knownHosts' in hostKey)) return { host, port, hostKey };
  try {
    return { host, port, hostKey: { knownHosts: await readFile(hostKey.knownHosts, 'utf8') } };
  } catch (cause) {
    throw new ReconciliationError('ERR_CONFIGURATION', {
      what: `The known hosts in ${hostKey.knownHosts} could not be read, so ${host} is not pinned.`,
      money: 'Nothing was connected.',
      next: 'Write the file as docs/fetching.md tells, or correct knownHosts.',
      cause,
    });
  }
}
