import { type AddressInfo, createServer } from 'node:net';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';
import { onTestFinished } from 'vitest';

import { testPassword, testUser } from './login-of-tests.ts';
import { plainMode, type RemoteFile, RemoteFiles } from './remote-files.ts';

/** A request of a client, before it is answered. */
export interface SftpRequest {
  readonly operation: 'list' | 'stat' | 'open' | 'read';
  readonly path: string;
  /** For `read`. */
  readonly offset: number;
}

/** What the server does with a request. */
export type Reaction =
  | 'answer'
  | 'stall'
  | 'disconnect'
  | 'fail'
  | { readonly data: Buffer }
  | { readonly reason: number };

/** Settings of a fault server. */
export interface FaultServerOptions {
  readonly hostKeys: readonly string[];
  readonly password?: string;
  /** Ways of logging in that are offered. */
  readonly methods?: readonly ('password' | 'publickey' | 'keyboard-interactive')[];
  /** Does something else than answering. */
  readonly react?: ((request: SftpRequest) => Reaction) | undefined;
  /** Ends the connection when a login comes. */
  readonly onLogin?: ((connection: Connection) => 'judge' | 'nothing') | undefined;
}

/** A server that does what it is told to, and remembers what it received. */
export interface FaultServer {
  readonly port: number;
  readonly files: RemoteFiles;
  react: (request: SftpRequest) => Reaction;
  /** Handshakes that were finished: nothing of a client's credentials comes before one. */
  readonly handshakes: number;
  readonly connections: number;
  /** Which connection stands still, by its number from 1; 0 for none. */
  readonly stalledConnection: number;
  /** Everything that came to log in, `none` included. */
  readonly logins: readonly { readonly method: string; readonly user: string; readonly password?: string }[];
  readonly requests: readonly SftpRequest[];
  close(): Promise<void>;
}

const pieceMax = 32 * 1024;
// Names in one answer, which has a size limit.
const namesMax = 500;

/** Starts a server on loopback, ended with the test. */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const server = await startLastingServer(options);
  onTestFinished(() => server.close());
  return server;
}

/** Starts a server on loopback; the caller ends it. */
export async function startLastingServer(options: FaultServerOptions): Promise<FaultServer> {
  const state = {
    handshakes: 0,
    connections: 0,
    stalledConnection: 0,
    logins: [] as FaultServer['logins'][number][],
  };
  const open = new Set<Connection>();
  const requests: SftpRequest[] = [];
  const files = new RemoteFiles();
  const protocol = new ssh2.Server({ hostKeys: [...options.hostKeys] }, (connection) => {
    state.connections += 1;
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', () => undefined);
    connection.on('handshake', () => {
      state.handshakes += 1;
    });
    connection.on('authentication', (context) => {
      state.logins.push({
        method: context.method,
        user: context.username,
        ...(context.method === 'password' ? { password: context.password } : {}),
      });
      if (context.method !== 'none' && options.onLogin?.(connection) === 'nothing') return;
      judge(context, options);
    });
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        serveSftp(
          acceptSftp(),
          connection,
          (request) => {
            requests.push(request);
            const reaction = result.react(request);
            if (reaction === 'stall') state.stalledConnection = state.connections;
            return reaction;
          },
          files,
        );
      });
    });
  });
  // A socket of ours, because ssh2 lets small answers wait for more.
  const server = createServer({ noDelay: true }, (socket) => protocol.injectSocket(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const result = {
    port: (server.address() as AddressInfo).port,
    files,
    react: options.react ?? (() => 'answer' as const),
    requests,
    get handshakes() {
      return state.handshakes;
    },
    get connections() {
      return state.connections;
    },
    get stalledConnection() {
      return state.stalledConnection;
    },
    logins: state.logins,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const connection of open) connection.end();
      }),
  };

  return result;
}

function judge(
  context: AuthContext,
  { methods = ['password'], password = testPassword }: FaultServerOptions,
): void {
  const offered = [...methods];
  const decide = (isRight: boolean): void => {
    if (isRight) context.accept();
    else context.reject(offered);
  };
  if (context.username !== testUser || !offered.some((method) => method === context.method)) decide(false);
  else if (context.method === 'password') decide(context.password === password);
  else if (context.method === 'keyboard-interactive') {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => decide(answer === password));
  } else decide(true);
}

const { STATUS_CODE } = ssh2.utils.sftp;

function serveSftp(
  sftp: SFTPWrapper,
  connection: Connection,
  react: (request: SftpRequest) => Reaction,
  files: RemoteFiles,
): void {
  const handles = new Map<number, { readonly path: string; listed: number }>();
  let handleCount = 0;
  const handleOf = (bytes: Buffer) => handles.get(bytes.length === 4 ? bytes.readUInt32BE() : -1);
  const openHandle = (path: string): Buffer => {
    handleCount += 1;
    handles.set(handleCount, { path, listed: 0 });
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(handleCount);
    return bytes;
  };
  const meet = (id: number, request: SftpRequest, answer: (data?: Buffer) => void): void => {
    const reaction = react(request);
    if (reaction === 'answer') answer();
    else if (typeof reaction === 'object' && 'data' in reaction) answer(reaction.data);
    else if (typeof reaction === 'object') disconnectFor(connection, reaction.reason);
    else if (reaction === 'fail') sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    else if (reaction === 'disconnect') connection.end();
  };
  sftp.on('error', () => undefined);
  sftp.on('OPENDIR', (id, path) =>
    meet(id, { operation: 'list', path, offset: 0 }, () =>
      files.list(path) === undefined
        ? sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
        : sftp.handle(id, openHandle(path)),
    ),
  );
  sftp.on('READDIR', (id, bytes) => {
    const handle = handleOf(bytes);
    const names =
      files
        .list(handle?.path ?? '')
        ?.slice(handle?.listed)
        .slice(0, namesMax) ?? [];
    if (handle === undefined || names.length === 0) {
      sftp.status(id, STATUS_CODE.EOF);
      return;
    }
    handle.listed += names.length;
    sftp.name(
      id,
      names.map((filename) => ({
        filename,
        longname: `-rw-r--r-- ${filename}`,
        attrs: attributesOf(undefined),
      })),
    );
  });
  const stat = (id: number, path: string): void =>
    meet(id, { operation: 'stat', path, offset: 0 }, () => {
      const file = files.get(path);
      if (file === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      sftp.attrs(id, attributesOf(file));
    });
  sftp.on('LSTAT', stat);
  sftp.on('STAT', stat);
  sftp.on('OPEN', (id, path) =>
    meet(id, { operation: 'open', path, offset: 0 }, () =>
      files.get(path) === undefined
        ? sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
        : sftp.handle(id, openHandle(path)),
    ),
  );
  sftp.on('READ', (id, bytes, offset, length) => {
    const path = handleOf(bytes)?.path ?? '';
    meet(id, { operation: 'read', path, offset }, (instead) => {
      const content = files.get(path)?.bytes ?? Buffer.alloc(0);
      const piece = instead ?? content.subarray(offset, offset + Math.min(length, pieceMax));
      if (piece.length === 0) return sftp.status(id, STATUS_CODE.EOF);
      sftp.data(id, piece);
    });
  });
  sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
}

function attributesOf(file: RemoteFile | undefined) {
  const seconds = Math.floor((file?.modifiedAtMs ?? 0) / 1000);
  return {
    mode: file?.mode ?? plainMode,
    uid: 0,
    gid: 0,
    size: file?.claimedBytes ?? file?.bytes.length ?? 0,
    atime: seconds,
    mtime: seconds,
  };
}

/** Ends a connection with a reason of RFC 4253 §11.1; ssh2 itself gives none. */
export function disconnectFor(connection: Connection, reason: number): void {
  (connection as unknown as { _protocol: { disconnect(reason: number): void } })._protocol.disconnect(reason);
  connection.end();
}
