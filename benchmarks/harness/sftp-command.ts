import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OpensshServer } from '../../test/support/openssh-server.ts';

const execute = promisify(execFile);

/** What copying with the `sftp` command took. */
export interface SftpCopying {
  readonly ms: number;
  /** Processor time of `sftp` and of its `ssh`. */
  readonly processorMs: number;
}

/**
 * Copies everything in a directory of the server with the `sftp` command.
 *
 * @param flags - of its `get`; `-f` makes each file durable.
 * @param place - a folder for its files of its own.
 */
export async function copyWithSftp(
  server: OpensshServer,
  {
    from,
    to,
    place,
    flags = '',
  }: Readonly<Record<'from' | 'to' | 'place', string>> & { readonly flags?: string },
): Promise<SftpCopying> {
  const { port, login, loginKeyPath } = server;
  const [batch, knownHosts] = [join(place, 'batch'), join(place, 'known_hosts')];
  writeFileSync(batch, `get ${flags} ${from}/* ${to}/\n`);
  writeFileSync(knownHosts, server.knownHosts);
  const command = [
    ...['sftp', '-q', '-b', batch, '-P', String(port), '-i', loginKeyPath, '-F', 'none'],
    ...['-o', 'StrictHostKeyChecking=yes', '-o', `UserKnownHostsFile=${knownHosts}`],
    // The cipher that the library asks for first: the server's work is the same then.
    ...['-c', 'aes128-gcm@openssh.com', `${login.user}@127.0.0.1`],
  ];
  const started = performance.now();
  const { stdout } = await execute('sh', ['-c', '"$@" > /dev/null && times', 'sh', ...command]);
  return { ms: performance.now() - started, processorMs: processorMsOf(stdout) };
}

/** `times` prints user and system time of the shell, and on the second line those of its children. */
function processorMsOf(printed: string): number {
  const times = [...(printed.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`times printed something else:\n${printed}`);
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
}
