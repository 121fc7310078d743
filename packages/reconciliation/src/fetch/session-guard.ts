import type { Socket } from 'node:net';
import { FetchError } from '@alipay-intl/core/errors';
import type { SessionPorts } from './dial.ts';
import { codeOf, fetchFault, stoppedFault } from './fetch-fault.ts';
import { printable } from './printable.ts';

/**
 * Runs one operation of a session and ends the connection where it is stopped, stands still or says too much.
 *
 * @param file - what it is about, for the error.
 * @param bytesMax - most that the server may say meanwhile.
 * @returns its result, or `undefined` where the server knows no such file.
 */
export type SessionGuard = <Result>(
  file: string,
  operation: () => Promise<Result>,
  bytesMax?: number,
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
  const closed = new Promise<never>((_resolve, reject) => {
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
  closed.catch(() => undefined);
  return async (file, operation, bytesMax = Number.POSITIVE_INFINITY) => {
    const place = { server, file: printable(file) };
    if (signal?.aborted) throw stoppedFault(signal, place);
    const over = new AbortController();
    const watched = watch(socket, { ...ports, bytesMax, over: over.signal });
    const running = operation();
    running.catch(() => undefined);
    try {
      return await Promise.race([running, watched, closed]);
    } catch (error) {
      const fault = faultOf(error, place, { signal, isBroken: isBroken() });
      if (fault === undefined) return undefined;
      throw fault;
    } finally {
      over.abort();
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

interface Watch extends SessionPorts {
  readonly bytesMax: number;
  /** Aborted when the operation is over. */
  readonly over: AbortSignal;
}

/** Rejects, and ends the connection, where an operation must not go on. */
function watch(socket: Socket, { clock, stallMs, signal, bytesMax, over }: Watch): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (reason: string): void => {
      reject(new Error(reason));
      socket.destroy();
    };
    const stop = (): void => end('it was stopped');
    const limit = socket.bytesRead + bytesMax;
    const count = (): void => {
      if (socket.bytesRead > limit) end('the server says more than a listing can hold');
    };
    signal?.addEventListener('abort', stop, { once: true });
    socket.on('data', count);
    over.addEventListener(
      'abort',
      () => {
        signal?.removeEventListener('abort', stop);
        socket.off('data', count);
      },
      { once: true },
    );
    void endWhenStill(socket, { clock, stallMs, over }, end);
  });
}

async function endWhenStill(
  socket: Socket,
  { clock, stallMs, over }: Pick<Watch, 'clock' | 'stallMs' | 'over'>,
  end: (reason: string) => void,
): Promise<void> {
  for (let before = -1; !over.aborted; ) {
    if (socket.bytesRead === before) return end(`nothing arrived for ${stallMs} ms`);
    before = socket.bytesRead;
    await clock.sleep(stallMs, over);
  }
}
