import { FetchError, type FetchErrorCode } from '@alipay-intl/core/errors';
import { printable } from './printable.ts';

/** What a connection, a server or a file is about, for an error. */
export interface FaultPlace {
  readonly server?: string | undefined;
  readonly file?: string | undefined;
}

const connectionFaults: ReadonlySet<FetchErrorCode> = new Set([
  'ERR_SFTP_CONNECT',
  'ERR_SFTP_NOT_ALLOWED',
  'ERR_SFTP_LOST',
]);

/** Tells a fault that another host or another moment may cure. A wrong host key and a refused login never are such. */
export function isConnectionFault(error: unknown): error is FetchError {
  return error instanceof FetchError && connectionFaults.has(error.code);
}

/** What happens next for each code, where the moment has nothing better to say. */
const nextSteps: Readonly<Record<FetchErrorCode, string>> = {
  ERR_SFTP_HOST_KEY:
    'Ask Alipay support for the fingerprint of the new key by another way, and pin it; do not pin it unseen.',
  ERR_SFTP_LOGIN:
    'Check user name and password or key, and ask Alipay support whether the account is active: 90 unused days disable it.',
  ERR_SFTP_NOT_ALLOWED:
    'Ask Alipay support whether the public address of this machine is on the allow-list of the account.',
  ERR_SFTP_CONNECT: 'Check host, port, network and firewall; then fetch again.',
  ERR_SFTP_LOST: 'Fetch again; what was fetched is kept.',
  ERR_SFTP_REFUSED: 'Check the directories, and ask Alipay support whether the account may read it.',
  ERR_SFTP_INCOMPLETE: 'Fetch again later; where it stays, ask Alipay support to provide the file again.',
  ERR_SFTP_NAME: 'Ask for a documented name, or allow your own by alsoNames.',
  ERR_ARCHIVE_REFUSED: 'Ask Alipay support for a new archive; raise a limit only where the size is expected.',
  ERR_FILE_WRITE: 'Repair the folder and fetch again.',
  ERR_FETCH_STOPPED: 'Fetch again; what was fetched is kept.',
};

/** A {@link FetchError} with the usual next step. */
export function fetchFault(
  code: FetchErrorCode,
  what: string,
  place: FaultPlace = {},
  cause?: unknown,
): FetchError {
  return new FetchError(code, { what, next: nextSteps[code], cause: withoutDetails(cause), ...place });
}

class LowerFault extends Error {
  declare readonly code?: string;

  constructor({ name, message }: Error, code: string | undefined) {
    super(printable(message));
    this.name = name;
    if (code !== undefined) this.code = code;
  }
}

/** Lower layers hang settings and texts of the server on their errors; name, code and a printable message are kept. */
function withoutDetails(cause: unknown): Error | undefined {
  return cause instanceof Error ? new LowerFault(cause, codeOf(cause)) : undefined;
}

/** The code of an error of Node or of a driver, where it has one. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number' ? String(error.code) : undefined;
}

/** What `signal` ended. */
export function stoppedFault(signal: AbortSignal, place: FaultPlace = {}): FetchError {
  return fetchFault('ERR_FETCH_STOPPED', 'The fetch was stopped by its signal.', place, signal.reason);
}
