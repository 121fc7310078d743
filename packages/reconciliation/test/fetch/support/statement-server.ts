import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SftpLogin } from '@alipay-intl/reconciliation/fetch';
import { opensshServerOrNone } from '../../../../../test/support/openssh-server.ts';
import { startLastingServer } from './fault-server.ts';
import { makeHostKey } from './host-keys.ts';
import { testPassword, testUser } from './login-of-tests.ts';
import { linkMode } from './remote-files.ts';

/** A server of statements that the fetching contract runs on, whatever it is made of. */
export interface StatementServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly login: SftpLogin;
  /** A directory of the server, made anew and empty. */
  newDirectory(): string;
  /** Puts a file; its time is given in whole seconds, as SFTP has it. */
  put(directory: string, name: string, bytes: Buffer | string, modifiedAtMs?: number): void;
  remove(directory: string, name: string): void;
  /** Puts a link, to `/etc/passwd` or something like it. */
  link(directory: string, name: string): void;
  stop(): Promise<void>;
}

const usualTimeMs = Date.UTC(2026, 10, 22, 1, 30);

/** A server of ssh2, with a password. */
export async function startSsh2Server(): Promise<StatementServer> {
  const key = makeHostKey();
  const server = await startLastingServer({ hostKeys: [key.privateKey] });
  let directories = 0;
  return {
    port: server.port,
    fingerprint: key.fingerprint,
    login: { user: testUser, password: testPassword },
    newDirectory: () => {
      directories += 1;
      server.files.putMany(`/download-${directories}`, [], '');
      return `/download-${directories}`;
    },
    put: (directory, name, bytes, modifiedAtMs = usualTimeMs) =>
      server.files.put(directory, name, bytes, { modifiedAtMs }),
    remove: (directory, name) => server.files.remove(directory, name),
    link: (directory, name) => server.files.put(directory, name, 'root:x:0:0', { mode: linkMode }),
    stop: () => server.close(),
  };
}

/** OpenSSH, with a key; none where it is not installed. */
export async function startOpenssh(): Promise<StatementServer | undefined> {
  const server = await opensshServerOrNone();
  if (server === undefined) return undefined;
  let directories = 0;
  return {
    ...server,
    newDirectory: () => {
      directories += 1;
      const directory = join(server.folder, `download-${directories}`);
      mkdirSync(directory);
      return directory;
    },
    put: (directory, name, bytes, modifiedAtMs = usualTimeMs) => {
      writeFileSync(join(directory, name), bytes);
      utimesSync(join(directory, name), modifiedAtMs / 1000, modifiedAtMs / 1000);
    },
    remove: (directory, name) => rmSync(join(directory, name)),
    link: (directory, name) => symlinkSync('/etc/passwd', join(directory, name)),
  };
}
