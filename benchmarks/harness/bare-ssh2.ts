import { createRequire } from 'node:module';
import { connect } from 'node:net';
import type { OpensshServer } from '../../test/support/openssh-server.ts';

interface Reader {
  open(path: string, flags: 'r', done: (error: Error | undefined, handle: Buffer) => void): void;
  read(
    handle: Buffer,
    into: Buffer,
    at: number,
    length: number,
    position: number,
    done: (error: Error | undefined, bytesRead: number) => void,
  ): void;
}

interface Client {
  once(event: 'ready' | 'close', done: () => void): Client;
  once(event: 'error', done: (error: Error) => void): Client;
  connect(options: Readonly<Record<string, unknown>>): void;
  sftp(done: (error: Error | undefined, reader: Reader) => void): void;
  end(): void;
}

// It is the library's, not the benchmarks'.
const { Client } = createRequire(new URL('../../packages/reconciliation/package.json', import.meta.url))(
  'ssh2',
) as { readonly Client: new () => Client };

// As much as OpenSSH gives for one read, and as many as fit into what a channel lets through.
const readBytes = 248 * 1_024;
const readsAtOnce = 8;

/** Reads a file with bare ssh2, as the library asks for it, and lets the bytes go: no hash, no disk. */
export async function readWithBareSsh2(server: OpensshServer, path: string, bytes: number): Promise<void> {
  const client = new Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    const { user: username, privateKey } = server.login;
    const algorithms = { cipher: ['aes128-gcm@openssh.com'] };
    const sock = connect({ host: '127.0.0.1', port: server.port, noDelay: true });
    client.connect({ sock, username, privateKey, algorithms });
  });
  const reader = await answer<Reader>((done) => client.sftp(done));
  const handle = await answer<Buffer>((done) => reader.open(path, 'r', done));
  let next = 0;
  const readOn = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafeSlow(readBytes);
    while (next < bytes) {
      const position = next;
      const length = Math.min(readBytes, bytes - position);
      next += length;
      const read = await answer<number>((done) => reader.read(handle, buffer, 0, length, position, done));
      if (read !== length) throw new Error(`${read} of ${length} bytes came at ${position}.`);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, readOn));
  const closed = new Promise<void>((resolve) => client.once('close', resolve));
  client.end();
  await closed;
}

function answer<Answer>(
  ask: (done: (error: Error | undefined, answer: Answer) => void) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    ask((error, given) => (error ? reject(error) : resolve(given)));
  });
}
