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
      let running: Promise<unknown> = Promise.resolve();
      const given = await guard(path, async () => {
        if (client.sftp === undefined) throw new Error('the connection was closed');
        running = receiveFile(client.sftp, path, range, take);
        await running;
        return true;
      }).catch(async (error: unknown) => {
        // What had arrived is taken before the fault is told, so that the next connection goes on behind it.
        await settledOrLate(running, ports);
        throw error;
      });
      if (given === true) return;
      const file = printable(path);
      throw fetchFault('ERR_SFTP_INCOMPLETE', `${file} is gone.`, { server, file });
    },
    close: async () => {
      await settledOrLate(client.end(), ports);
      socket.destroy();
    },
  };
}

/** Waits for the end of something, but not long. */
async function settledOrLate(running: Promise<unknown>, { clock }: SessionPorts): Promise<void> {
  const over = new AbortController();
  await Promise.race([running.catch(() => undefined), clock.sleep(farewellMs, over.signal)]);
  over.abort();
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
