import { connect, type Socket } from 'node:net';
import type { FetchError } from '@alipay-intl/core/errors';
import type { SleepingClock } from '@alipay-intl/core/time';
import { codeOf, fetchFault, stoppedFault } from './fetch-fault.ts';

/** What dialling and talking need from outside. */
export interface SessionPorts {
  readonly clock: SleepingClock;
  /** Longest time for connecting, handshake and login together, in milliseconds. */
  readonly connectMs: number;
  /** Longest time in which nothing arrives, in milliseconds. */
  readonly stallMs: number;
  readonly signal: AbortSignal | undefined;
}

const slabBytes = 1024 * 1024;
const pieceBytesLeast = 64 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to its network',
};

/**
 * Connects to a server. The socket is ours, so that ending it ends everything at once.
 *
 * @throws FetchError `ERR_SFTP_CONNECT`, `ERR_SFTP_NOT_ALLOWED`, `ERR_FETCH_STOPPED`.
 */
export async function dial(host: string, port: number, ports: SessionPorts): Promise<Socket> {
  const server = `${host}:${port}`;
  if (ports.signal?.aborted) throw stoppedFault(ports.signal, { server });
  const socket = connectTo(host, port);
  const over = new AbortController();
  const connected = new Promise<'connected'>((resolve, reject) => {
    socket.once('connect', () => resolve('connected')).once('error', reject);
  });
  const signal = ports.signal === undefined ? over.signal : AbortSignal.any([ports.signal, over.signal]);
  const waited = ports.clock.sleep(ports.connectMs, signal);
  try {
    if ((await Promise.race([connected, waited])) === 'connected') return socket;
  } catch (error) {
    socket.destroy();
    throw unreachable(server, error);
  } finally {
    over.abort();
  }
  connected.catch(() => undefined);
  socket.destroy();
  if (ports.signal?.aborted) throw stoppedFault(ports.signal, { server });
  throw fetchFault(
    'ERR_SFTP_CONNECT',
    `${server} did not take the connection within ${ports.connectMs} ms; a firewall does so, and maybe an allow-list without this address.`,
    { server },
  );
}

/**
 * A socket that takes in at once what there is. Node's own pieces have 64 KiB at most, each in memory of its own, which costs more than
 * what is done with them. It reads when it is resumed.
 */
function connectTo(host: string, port: number): Socket {
  let free: Buffer = Buffer.alloc(0);
  const socket = connect({
    ...{ host, port, noDelay: true, keepAlive: true },
    onread: {
      // Never the same memory again: what listens may keep it.
      buffer: () => {
        if (free.length < pieceBytesLeast) free = Buffer.allocUnsafeSlow(slabBytes);
        return free;
      },
      callback: (bytes) => {
        const piece = free.subarray(0, bytes);
        free = free.subarray(bytes);
        socket.emit('data', piece);
        return true;
      },
    },
  });
  return socket.pause();
}

function unreachable(server: string, error: unknown): FetchError {
  const code = codeOf(error) ?? '?';
  if (code === 'ECONNRESET') {
    const what = `${server} reset the connection at once. No credentials were sent.`;
    return fetchFault('ERR_SFTP_NOT_ALLOWED', what, { server }, error);
  }
  const what = `${server} cannot be reached: ${reasons[code] ?? 'the network failed'} (${code}).`;
  return fetchFault('ERR_SFTP_CONNECT', what, { server }, error);
}
