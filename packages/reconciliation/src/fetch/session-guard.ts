import type { Socket } from 'node:net';
import { FetchError } from '@alipay-intl/core/errors';
import { watchConnection } from './connection-watch.ts';
import type { SessionPorts } from './dial.ts';
import { codeOf, fetchFault, stoppedFault } from './fetch-fault.ts';
import { printable } from './printable.ts';

/**
 * Runs one operation of a session and ends the connection where it is stopped, stands still or says too much.
 *
 * @param file - what it is about, for the error.
 * @param bytesMax - most that the server may say because of it.
 * @returns its result, or `undefined` where the server knows no such file.
 */
export type SessionGuard = <Result>(
  file: string,
  operation: () => Promise<Result>,
  bytesMax: number,
) => Promise<Result | undefined>;

// Status words of SFTP: no such file, and how ssh2-sftp-client names it.
const notThere: ReadonlySet<string> = new Set(['2', 'ENOENT']);
// Permission denied, failure, bad message, not supported.
const refusals: ReadonlySet<string> = new Set(['3', '4', '5', '8']);

/**
 * Makes the guard of a session.
 *
 * @param isBroken - whether the connection itself has failed. The reason that a server gives for ending it is a number too, and must
 * not be read as a status of SFTP: a lost connection would become a directory that is not there.
 */
export function createGuard(
  socket: Socket,
  server: string,
  ports: SessionPorts,
  isBroken: () => boolean,
): SessionGuard {
  const { signal } = ports;
  const watch = watchConnection(socket, ports);
  return async (file, operation, bytesMax) => {
    const place = { server, file: printable(file) };
    if (signal?.aborted) throw stoppedFault(signal, place);
    try {
      return await watch.run(operation, bytesMax);
    } catch (error) {
      const fault = faultOf(error, place, { signal, isBroken: isBroken() });
      if (fault === undefined) return undefined;
      throw fault;
    }
  };
}

/** Why an operation failed, or `undefined` where there is no such file. */
function faultOf(
  error: unknown,
  place: { readonly server: string; readonly file: string },
  { signal, isBroken }: { readonly signal: AbortSignal | undefined; readonly isBroken: boolean },
): FetchError | undefined {
  if (signal?.aborted) return stoppedFault(signal, place);
  if (error instanceof FetchError) return error;
  const told = error instanceof Error ? printable(error.message) : 'for no reason that was told';
  const status = isBroken ? '' : (codeOf(error) ?? '');
  if (notThere.has(status)) return undefined;
  if (refusals.has(status)) {
    return fetchFault('ERR_SFTP_REFUSED', `${place.server} refuses ${place.file}: ${told}.`, place, error);
  }
  return fetchFault('ERR_SFTP_LOST', `The connection to ${place.server} was lost: ${told}.`, place, error);
}
