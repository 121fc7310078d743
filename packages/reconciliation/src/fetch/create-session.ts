import type { Socket } from 'node:net';
import type SftpClient from 'ssh2-sftp-client';
import type { SessionPorts } from './dial.ts';
import { fetchFault } from './fetch-fault.ts';
import { printable } from './printable.ts';
import { type FileReader, receiveFile } from './receive-file.ts';
import { createGuard } from './session-guard.ts';
import type { RemoteStat, SftpSession } from './sftp-session.ts';

// A listing is kept in memory, so a server must not be able to send it without end.
const listingBytesMax = 64 * 1024 * 1024;
const farewellMs = 1_000;

/** The types of the client do not know all of it. */
type Client = SftpClient & {
  readonly sftp: FileReader | undefined;
  lstat(path: string): Promise<SftpClient.FileStats>;
};

/** Puts a session over a connected client, with our own watch over its socket. */
export function createSession(
  connected: SftpClient,
  socket: Socket,
  server: string,
  ports: SessionPorts,
): SftpSession {
  const client = connected as Client;
  let isBroken = false;
  // Told before the operation that fails by it.
  for (const event of ['error', 'end', 'close']) {
    client.on(event, () => {
      isBroken = true;
    });
  }
  const guard = createGuard(socket, server, ports, () => isBroken);
  return {
    server,
    list: (directory) =>
      guard(directory, async () => (await client.list(directory)).map(({ name }) => name), listingBytesMax),
    stat: (path) => guard(path, async () => statOf(await client.lstat(path)), listingBytesMax),
    receive: async (path, range, take) => {
      const given = await guard(path, async () => {
        if (client.sftp === undefined) throw new Error('the connection was closed');
        await receiveFile(client.sftp, path, range, take);
        return true;
      });
      if (given === true) return;
      const file = printable(path);
      throw fetchFault('ERR_SFTP_INCOMPLETE', `${file} is gone.`, { server, file });
    },
    close: async () => {
      const over = new AbortController();
      await Promise.race([client.end().catch(() => false), ports.clock.sleep(farewellMs, over.signal)]);
      over.abort();
      socket.destroy();
    },
  };
}

function statOf({ mode, isFile, size, modifyTime }: SftpClient.FileStats): RemoteStat {
  // A server may leave out any of them, whatever the types say.
  const isTold = Number.isInteger(mode);
  return {
    kind: isTold ? (isFile ? 'file' : 'other') : undefined,
    bytes: Number.isSafeInteger(size) && size >= 0 ? size : undefined,
    modifiedAtMs: Number.isFinite(modifyTime) ? modifyTime : undefined,
  };
}
