import { createHash } from 'node:crypto';
import { FetchError, isAlipayError } from '@alipay-intl/core/errors';
import type { SftpLogin, SftpServer } from '@alipay-intl/reconciliation/fetch';

/** Where somebody logs in, and how. */
export interface SftpAccess {
  readonly servers: readonly SftpServer[];
  readonly login: SftpLogin;
}

/**
 * Remembers logins that were not accepted, as long as a command runs: merchants and tasks share them, and a repetition could lock the
 * account. docs/fetching.md
 */
export class RefusedLogins {
  readonly #refused: {
    readonly hosts: readonly string[];
    readonly digest: string;
    readonly error: unknown;
  }[] = [];

  /**
   * Does what needs a login, unless this one was refused before. Throws what `work` throws.
   *
   * @throws FetchError `ERR_SFTP_LOGIN` where it was; then nothing is connected.
   */
  async guard<Result>({ servers, login }: SftpAccess, work: () => Promise<Result>): Promise<Result> {
    const hosts = servers.map(({ host, port = 22 }) => `${host}:${port}`);
    const digest = digestOf(login);
    const known = this.#refused.find(
      (one) => one.digest === digest && one.hosts.some((host) => hosts.includes(host)),
    );
    if (known !== undefined) throw notSentAgain(known.error);
    try {
      return await work();
    } catch (error) {
      if (isRefusedLogin(error)) this.#refused.push({ hosts, digest, error });
      throw error;
    }
  }
}

/** Tells a login that was not accepted: no repetition cures it. */
function isRefusedLogin(error: unknown): boolean {
  return isAlipayError(error) && error.code === 'ERR_SFTP_LOGIN';
}

function digestOf(login: SftpLogin): string {
  return createHash('sha256').update(JSON.stringify(login)).digest('hex');
}

function notSentAgain(cause: unknown): FetchError {
  return new FetchError('ERR_SFTP_LOGIN', {
    what: 'This login was not accepted before in this run, so it was not sent again: a repetition could lock the account.',
    next: 'Check user name and password or key, and ask Alipay support whether the account is active; then run the command again.',
    cause,
  });
}
