import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** OpenSSH's own server, as a child process on loopback. */
export interface OpensshServer {
  readonly port: number;
  readonly fingerprint: string;
  /** For a `known_hosts` file. */
  readonly knownHosts: string;
  readonly login: { readonly user: string; readonly privateKey: string };
  /** Where the private key is, for commands. */
  readonly loginKeyPath: string;
  /** A folder whose path is the same for the server and for the test. */
  readonly folder: string;
  stop(): Promise<void>;
}

const programs = { sshd: '/usr/sbin/sshd', sftpServer: '/usr/lib/openssh/sftp-server' };

/** Starts it, or says loudly that it is not installed. */
export async function opensshServerOrNone(): Promise<OpensshServer | undefined> {
  if (!existsSync(programs.sshd) || !existsSync(programs.sftpServer)) {
    console.warn('LEFT OUT: everything with OpenSSH, because openssh-server is not installed.');
    return undefined;
  }
  // Where root starts it, it wants this folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const place = mkdtempSync(join(tmpdir(), 'alipay-intl-sshd-'));
  const [hostKey, loginKey] = [makeKey(join(place, 'host_key')), makeKey(join(place, 'login_key'))];
  const folder = join(place, 'remote');
  mkdirSync(folder);
  writeFileSync(join(place, 'authorized_keys'), `${loginKey.publicLine}\n`, { mode: 0o600 });
  const port = await freePort();
  writeFileSync(join(place, 'config'), configOf(place, port));
  const child = spawn(programs.sshd, ['-D', '-e', '-f', join(place, 'config')], { stdio: 'ignore' });
  await listening(child, port);
  return {
    port,
    fingerprint: hostKey.fingerprint,
    knownHosts: `[127.0.0.1]:${port} ${hostKey.publicLine}\n`,
    login: { user: userInfo().username, privateKey: readFileSync(loginKey.path, 'utf8') },
    loginKeyPath: loginKey.path,
    folder,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Made by OpenSSH's own program, so that nothing here depends on ours. */
function makeKey(path: string): {
  readonly path: string;
  readonly publicLine: string;
  readonly fingerprint: string;
} {
  const run = (...args: string[]): string => execFileSync('ssh-keygen', args, { encoding: 'utf8' });
  run('-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path);
  const publicLine = readFileSync(`${path}.pub`, 'utf8').trim();
  const [, fingerprint = ''] = run('-lf', path).split(' ');
  return { path, publicLine, fingerprint };
}

function configOf(place: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(place, 'host_key')}`,
    `AuthorizedKeysFile ${join(place, 'authorized_keys')}`,
    `PidFile ${join(place, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'MaxStartups 100',
    `Subsystem sftp ${programs.sftpServer}`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
