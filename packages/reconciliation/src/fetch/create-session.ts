import { constants } from 'node:fs';
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
// What SSH and SFTP put around the bytes of a file is far less than they are.
const bytesForByte = 2;
const farewellMs = 1_000;

/** The types of the client do not know all of it. */
type Client = SftpClient & {
  readonly sftp: (FileReader & Looker) | undefined;
};

/** What ssh2 offers for looking at a name. What the client above it offers bears only few at once. */
interface Looker {
  lstat(path: string, done: (error: Error | undefined, stats: Stats) => void): void;
}

/** A server may leave out any of them. */
interface Stats {
  readonly mode?: number;
  readonly size?: number;
  /** In seconds. */
  readonly mtime?: number;
}

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
    stat: (path) => guard(path, async () => statOf(await look(open(client), path)), listingBytesMax),
    receive: async (path, range, take) => {
      let running: Promise<unknown> = Promise.resolve();
      const bytesMax = bytesForByte * (range.bytes - range.offset) + listingBytesMax;
      const given = await guard(
        path,
        async () => {
          running = receiveFile(open(client), path, range, take);
          await running;
          return true;
        },
        bytesMax,
      ).catch(async (error: unknown) => {
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

function open({ sftp }: Client): FileReader & Looker {
  if (sftp === undefined) throw new Error('the connection was closed');
  return sftp;
}

function look(looker: Looker, path: string): Promise<Stats> {
  return new Promise((resolve, reject) => {
    looker.lstat(path, (error, stats) => {
      if (error) reject(error);
      else resolve(stats);
    });
  });
}

function statOf({ mode, size, mtime }: Stats): RemoteStat {
  const kind = (mode ?? 0) & constants.S_IFMT;
  return {
    kind: mode === undefined ? undefined : kind === constants.S_IFREG ? 'file' : 'other',
    bytes: size !== undefined && Number.isSafeInteger(size) ? size : undefined,
    modifiedAtMs: mtime === undefined ? undefined : mtime * 1000,
  };
}
