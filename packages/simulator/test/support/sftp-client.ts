import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { SftpFacts } from '@alipay-intl/simulator';
import type { Client, ConnectConfig, FileEntryWithStats, SFTPWrapper } from 'ssh2';

const ssh2: typeof import('ssh2') = createRequire(import.meta.url)('ssh2');

export const { utils } = ssh2;

export interface SftpConnection {
  readonly fingerprint: string;
  list(path: string): Promise<readonly FileEntryWithStats[]>;
  /** Size of a file that STAT tells. */
  size(path: string): Promise<number>;
  read(path: string): Promise<Buffer>;
  /** Reads what comes, and what has come when the connection ends or nothing comes for a while. */
  readSome(path: string): Promise<{ readonly bytes: Buffer; readonly ending: 'end' | 'close' | 'silence' }>;
  run<T>(work: (sftp: SFTPWrapper, done: (error?: Error | null, value?: T) => void) => void): Promise<T>;
  close(): void;
}

/** Connects as a merchant does; the fingerprint is that of the key which the server has shown. */
export async function connect(facts: SftpFacts, changes: ConnectConfig = {}): Promise<SftpConnection> {
  const client = new ssh2.Client();
  let fingerprint = '';
  const config: ConnectConfig = {
    host: facts.host,
    port: facts.port,
    username: facts.username,
    password: facts.password,
    hostVerifier: (key: Buffer) => {
      fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
      return true;
    },
    ...changes,
  };
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).on('error', reject);
    client.once('close', () => reject(new Error('closed before ready')));
    client.connect(config);
  });
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
    client.sftp((error, value) => (error ? reject(error) : resolve(value)));
  });
  return operations(client, sftp, fingerprint);
}

function operations(client: Client, sftp: SFTPWrapper, fingerprint: string): SftpConnection {
  const run: SftpConnection['run'] = (work) =>
    new Promise((resolve, reject) => {
      work(sftp, (error, value) => (error ? reject(error) : resolve(value as never)));
    });
  return {
    fingerprint,
    run,
    list: (path) => run((_, done) => sftp.readdir(path, done)),
    size: async (path) => (await run<{ size: number }>((_, done) => sftp.stat(path, done))).size,
    read: (path) => run((_, done) => sftp.readFile(path, done)),
    readSome: (path) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = [];
        const end = (ending: 'end' | 'close' | 'silence') => {
          clearTimeout(timer);
          resolve({ bytes: Buffer.concat(chunks), ending });
        };
        // The simulator's stall lasts for ever, so any length of silence shows it.
        const silence = () => setTimeout(() => end('silence'), 500);
        let timer = silence();
        const stream = sftp.createReadStream(path);
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          clearTimeout(timer);
          timer = silence();
        });
        stream.on('end', () => end('end')).on('error', () => undefined);
        client.once('close', () => end('close'));
      }),
    close: () => client.end(),
  };
}
