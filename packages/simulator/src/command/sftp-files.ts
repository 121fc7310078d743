import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyPair } from '../sftp/make-key-pair.ts';

/** What the SFTP server of the command keeps in the keys directory. */
export interface SftpFiles {
  readonly passwordFile: string;
  readonly password: string;
  readonly hostKey: string;
}

/** Reads host key and password of the SFTP server and makes the missing ones, for their owner alone (mode 0600). */
export async function openSftpFiles(directory: string): Promise<SftpFiles> {
  const passwordFile = join(directory, 'sftp-password');
  const password = await openFile(passwordFile, async () => randomBytes(16).toString('hex'));
  const hostKey = await openFile(join(directory, 'sftp-host-key'), async () => {
    const { default: ssh2 } = await import('ssh2');
    return makeKeyPair(ssh2.utils).private;
  });
  return { passwordFile, password: password.trim(), hostKey };
}

async function openFile(file: string, make: () => Promise<string>): Promise<string> {
  if (existsSync(file)) return await readFile(file, 'utf8');
  const text = await make();
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  return text;
}
