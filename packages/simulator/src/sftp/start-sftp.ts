import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { ParsedKey, ServerConnectionListener, utils } from 'ssh2';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { assertOption, withoutUndefined } from '../option-check.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { StatementFaults } from '../statements/statement-fault.ts';
import type { StatementShelf } from '../statements/statement-shelf.ts';
import { createFileTree } from './file-tree.ts';
import { openHostKey } from './host-key.ts';
import { answerLogin, type SftpAccount } from './sftp-login.ts';
import type { SftpFacts, SftpOptions } from './sftp-options.ts';
import { serveSftpSession } from './sftp-session.ts';

/** A running SFTP server. */
export interface RunningSftp {
  readonly facts: SftpFacts;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

/** What is served, and what goes wrong. */
export interface SftpParts {
  readonly shelf: StatementShelf;
  readonly faults: StatementFaults;
}

const host = '127.0.0.1';

/**
 * Serves the published files by SFTP on 127.0.0.1, read-only.
 *
 * @throws {@link SimulatorError} `ERR_SIMULATOR_OPTION_INVALID` for a wrong option, `ERR_SIMULATOR_PORT_TAKEN`.
 */
export async function startSftp(options: SftpOptions, parts: SftpParts): Promise<RunningSftp> {
  // Loaded here, so that a simulator without SFTP starts without it.
  const { default: ssh2 } = await import('ssh2');
  const {
    publicKey,
    hostKey,
    port: wanted = 0,
    allowedAddresses = [host],
    ...named
  } = withoutUndefined(options);
  const account = { username: 'TEST_SFTP', password: randomBytes(16).toString('hex'), ...named };
  assertOption(
    'sftp.port',
    Number.isInteger(wanted) && wanted >= 0 && wanted <= 65_535,
    'a number from 0 to 65535',
  );
  assertOption('sftp.username', account.username !== '', 'a text that is not empty');
  assertOption('sftp.password', account.password !== '', 'a text that is not empty');
  const key = openHostKey(ssh2.utils, hostKey);
  const sockets = new Set<Socket>();
  const serve = clientServer({ ...account, publicKey: readPublicKey(ssh2.utils, publicKey) }, parts, sockets);
  const server = new ssh2.Server({ hostKeys: [key.privateKey] }, serve);
  const listener = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => undefined));
    const fault = parts.faults.take('connect');
    const isAllowed = allowedAddresses.includes(socket.remoteAddress ?? '') && fault !== 'not-allowed';
    if (!isAllowed) socket.destroy();
    else if (fault === undefined) server.injectSocket(socket);
    else new ssh2.Server({ hostKeys: [openHostKey(ssh2.utils).privateKey] }, serve).injectSocket(socket);
  });
  const port = await listenOnLoopback(listener, wanted);
  const knownHost = `[${host}]:${port} ${key.publicKey}`;
  return {
    facts: { host, port, ...account, fingerprint: key.fingerprint, knownHost },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Serves each client that has shaken hands; what grows under one connection goes on growing under the next. */
function clientServer(
  account: SftpAccount,
  { shelf, faults }: SftpParts,
  sockets: ReadonlySet<Socket>,
): ServerConnectionListener {
  const tree = createFileTree(shelf, faults);
  return (client, { port }) => {
    const cut = (): void => {
      for (const socket of sockets) if (socket.remotePort === port) socket.destroy();
    };
    client.on('error', () => undefined);
    client.on('authentication', (context) => answerLogin(account, faults, context));
    client.on('session', (acceptSession) => {
      acceptSession().on('sftp', (acceptSftp) => serveSftpSession(acceptSftp(), { tree, faults, cut }));
    });
  };
}

function readPublicKey(tools: typeof utils, given: string | undefined): ParsedKey | undefined {
  if (given === undefined) return undefined;
  const key = tools.parseKey(given);
  if (!(key instanceof Error)) return key;
  throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', 'sftp.publicKey must be a public key');
}
