import type { Socket } from 'node:net';
import { OptionError } from '@alipay-intl/core/errors';
import SftpClient from 'ssh2-sftp-client';
import { createSession } from './create-session.ts';
import { dial, type SessionPorts } from './dial.ts';
import { fetchFault, stoppedFault } from './fetch-fault.ts';
import { fingerprintOf, type PinnedHostKeys } from './host-key-pin.ts';
import { typeOfKey } from './host-key-type.ts';
import { loginSteps } from './login-steps.ts';
import { printable } from './printable.ts';
import { type ConnectionWitness, refusedConnection } from './refused-connection.ts';
import type { SftpLogin } from './sftp-server.ts';
import type { SftpSession } from './sftp-session.ts';
import { sshAlgorithms } from './ssh-algorithms.ts';

/** A server whose pin was read. */
export interface PinnedServer {
  readonly host: string;
  readonly port: number;
  readonly keys: PinnedHostKeys;
}

/** What the connections of one fetch know of each other's logins. */
export interface LoginGuard {
  /** Whether credentials were sent and not accepted: sending them again could lock the account. */
  isSpent: boolean;
}

/**
 * Connects, checks the host key, logs in and opens SFTP. Nothing is tried twice.
 *
 * @param guard - is spent where the credentials were sent and not accepted.
 * @throws FetchError `ERR_SFTP_CONNECT`, `ERR_SFTP_NOT_ALLOWED`, `ERR_SFTP_HOST_KEY`, `ERR_SFTP_LOGIN`, `ERR_SFTP_LOST`,
 * `ERR_FETCH_STOPPED`; OptionError `ERR_OPTION_INVALID` for a private key that cannot be read.
 */
export async function openSession(
  server: PinnedServer,
  login: SftpLogin,
  ports: SessionPorts,
  guard: LoginGuard,
): Promise<SftpSession> {
  const witness: ConnectionWitness = {
    server: `${server.host}:${server.port}`,
    refusedKey: undefined,
    hasHandshake: false,
    hasLoggedIn: false,
    wasSent: false,
    offered: undefined,
    fault: undefined,
  };
  const socket = await dial(server.host, server.port, ports);
  const client = silentClient(witness);
  const connecting = client.connect(connectOptions(server, login, socket, witness));
  try {
    await inTime(connecting, witness, ports);
  } catch (error) {
    guard.isSpent ||= isUnanswered(witness);
    connecting.catch(() => undefined);
    socket.destroy();
    throw error;
  }
  return createSession(client, socket, witness.server, ports);
}

/** Without callbacks of ours it would print on the console. */
function silentClient(witness: ConnectionWitness): SftpClient {
  const ignore = (): void => undefined;
  const client = new SftpClient('alipay-intl', { error: ignore, end: ignore, close: ignore });
  client.on('error', (fault: unknown) => {
    if (fault instanceof Error) witness.fault ??= fault;
  });
  client.on('handshake', () => {
    witness.hasHandshake = true;
  });
  client.on('ready', () => {
    witness.hasLoggedIn = true;
  });
  return client;
}

function connectOptions(
  server: PinnedServer,
  login: SftpLogin,
  sock: Socket,
  witness: ConnectionWitness,
): SftpClient.ConnectOptions {
  return {
    sock,
    username: login.user,
    algorithms: sshAlgorithms(server.keys.types),
    // Must stay a function: ssh2 ignores anything else and then takes every key.
    hostVerifier: (key: Buffer): boolean => {
      const isPinned = server.keys.accepts(key);
      if (!isPinned) witness.refusedKey = `${printable(typeOfKey(key) ?? '?')} ${fingerprintOf(key)}`;
      return isPinned;
    },
    authHandler: loginSteps(login, witness),
    ...('privateKey' in login ? keyOptions(login) : {}),
    readyTimeout: 0,
  };
}

// ssh2 reads the key before it connects only where it is named here too, and says then what is wrong with it.
function keyOptions(login: Extract<SftpLogin, { privateKey: unknown }>): SftpClient.ConnectOptions {
  const { privateKey, passphrase } = login;
  return { privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
}

async function inTime(
  connecting: Promise<unknown>,
  witness: ConnectionWitness,
  { clock, connectMs, signal }: SessionPorts,
): Promise<void> {
  const { server } = witness;
  const over = new AbortController();
  const waited = clock.sleep(
    connectMs,
    signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]),
  );
  const outcome = await Promise.race([
    connecting.then(
      () => 'connected' as const,
      (error: unknown) => ({ error }),
    ),
    waited,
  ]);
  over.abort();
  if (outcome === 'connected') return;
  if (signal?.aborted) throw stoppedFault(signal, { server });
  if (outcome !== undefined) throw unusableKey(outcome.error) ?? refusedConnection(witness, outcome.error);
  const stage = witness.hasHandshake ? 'the login' : 'the handshake';
  const code = isUnanswered(witness) ? 'ERR_SFTP_LOGIN' : 'ERR_SFTP_CONNECT';
  throw fetchFault(code, `${server} did not finish ${stage} within ${connectMs} ms.`, { server });
}

/** Tells whether the credentials are with the server, and it has not accepted them. */
function isUnanswered({ wasSent, hasLoggedIn }: ConnectionWitness): boolean {
  return wasSent && !hasLoggedIn;
}

function unusableKey(error: unknown): OptionError | undefined {
  if (!(error instanceof Error) || !error.message.includes('privateKey')) return undefined;
  return new OptionError('ERR_OPTION_INVALID', {
    what: 'The private key of the statement account cannot be read. No credentials were sent.',
    next: 'Pass an OpenSSH or PEM key, with its passphrase where it has one.',
  });
}
