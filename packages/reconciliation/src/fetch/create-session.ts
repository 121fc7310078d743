import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type SftpClient from 'ssh2-sftp-client';
import type { SessionPorts } from './dial.ts';
import { fetchFault } from './fetch-fault.ts';
import { createGuard } from './session-guard.ts';
import type { RemoteStat, SftpSession } from './sftp-session.ts';

// A listing is kept in memory, so a server must not be able to send it without end.
const listingBytesMax = 64 * 1024 * 1024;
// As much as OpenSSH gives in one answer.
const readBytes = 256 * 1024;
const farewellMs = 1_000;

/** The types of the client do not know it. */
type Client = SftpClient & { lstat(path: string): Promise<SftpClient.FileStats> };

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
    receive: async (path, offset, sink) => {
      const given = await guard(path, () => receiveInto(client, path, offset, sink)).catch(
        (error: unknown) => {
          sink.destroy();
          throw error;
        },
      );
      if (given !== undefined) return;
      sink.destroy();
      throw fetchFault('ERR_SFTP_INCOMPLETE', 'The file is gone.', { server, file: path });
    },
    close: async () => {
      const over = new AbortController();
      await Promise.race([client.end().catch(() => false), ports.clock.sleep(farewellMs, over.signal)]);
      over.abort();
      socket.destroy();
    },
  };
}

async function receiveInto(client: Client, path: string, offset: number, sink: Writable): Promise<true> {
  const written = finished(sink);
  written.catch(() => undefined);
  // Typed apart, because the types of `get` know less than ssh2 reads.
  const readStreamOptions = { start: offset, highWaterMark: readBytes, encoding: null };
  try {
    await client.get(path, sink, { readStreamOptions });
    await written;
  } catch (error) {
    // The client wraps what the sink failed with.
    throw sink.errored ?? error;
  }
  return true;
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
