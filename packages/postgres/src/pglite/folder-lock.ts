import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '@alipay-intl/core/errors';
import { unusableStore } from '../store-failure.ts';
import { askHolder } from './ask-holder.ts';

/** The right to a folder. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process. The lock is a listening socket in the folder, so it is the operating system that knows
 * whether its holder lives: a killed process leaves nothing that blocks the next, and no process id is ever compared, which
 * containers that share a folder could not do.
 *
 * @throws StoreError `ERR_STORE_IN_USE` where a living process holds the folder, `ERR_STORE_UNAVAILABLE` where the folder
 * cannot hold a socket.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  return process.platform === 'win32' ? await lockByPipe(folder) : await lockBySocket(folder);
}

/** A named pipe of Windows has one owner, and goes with it. */
async function lockByPipe(folder: string): Promise<FolderLock> {
  const name = createHash('sha256').update(realpathSync.native(folder).toLowerCase()).digest('hex');
  const pipe = `\\\\.\\pipe\\alipay-intl-${name}`;
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, pipe);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw inUse(error);
    throw noLock(error);
  }
  return { release: () => close(server) };
}

const startingMostMs = 5_000;
const lookAgainMs = 20;

/**
 * Each candidate listens first and looks at the others then, so of two the one that looks later sees the other. It becomes
 * the holder when nobody else lives. Of two candidates the one with the smaller name stays and looks again.
 */
async function lockBySocket(folder: string): Promise<FolderLock> {
  const directory = join(folder, 'lock');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + startingMostMs;
  for (;;) {
    const candidate = await stand(directory);
    let outcome: 'alone' | 'held' | 'yield' | 'unseen' | 'wait';
    do {
      outcome = await lookAround(directory, candidate.name);
      if (outcome === 'wait') await sleep(lookAgainMs);
    } while (outcome === 'wait' && Date.now() < deadline);
    if (outcome === 'alone') return candidate.hold();
    await candidate.release();
    if (outcome === 'held' || Date.now() >= deadline) throw inUse();
    await sleep(lookAgainMs);
  }
}

interface Candidate extends FolderLock {
  readonly name: string;
  hold(): FolderLock;
}

/** Listens under a name of its own, and tells who asks whether it holds the folder already. */
async function stand(directory: string): Promise<Candidate> {
  const name = randomUUID().slice(0, 8);
  let answer = 'candidate';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(answer);
  });
  const reach = reachable(directory);
  try {
    await listen(server, join(reach.path, name));
  } catch (error) {
    throw noLock(error);
  } finally {
    reach.done();
  }
  const release = async (): Promise<void> => {
    await close(server);
    rmSync(join(directory, name), { force: true });
  };
  const hold = (): FolderLock => {
    answer = 'holder';
    return { release };
  };
  return { name, release, hold };
}

async function lookAround(
  directory: string,
  own: string,
): Promise<'alone' | 'held' | 'yield' | 'unseen' | 'wait'> {
  const names = readdirSync(directory);
  // Another candidate took this one for dead in the moment before it listened.
  if (!names.includes(own)) return 'unseen';
  let outcome: 'alone' | 'wait' | 'yield' = 'alone';
  for (const name of names.filter((other) => other !== own)) {
    const reach = reachable(directory);
    const answer = await askHolder(join(reach.path, name)).finally(reach.done);
    if (answer === 'holder') return 'held';
    if (answer === 'nobody') rmSync(join(directory, name), { force: true });
    else if (outcome !== 'yield') outcome = name < own ? 'yield' : 'wait';
  }
  return outcome;
}

// The shortest limit of a socket's path among the systems, less the name.
const longestPath = 103 - 9;

/** A path to the directory that is short enough for a socket. */
function reachable(directory: string): { readonly path: string; done(): void } {
  const short = [directory, relative(process.cwd(), directory) || '.'].find(
    (path) => Buffer.byteLength(path) <= longestPath,
  );
  if (short !== undefined) return { path: short, done: () => undefined };
  if (process.platform !== 'linux') throw noLock(new Error(`the path ${directory} is too long for a socket`));
  const descriptor = openSync(directory, 'r');
  return { path: `/proc/self/fd/${descriptor}`, done: () => closeSync(descriptor) };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      // A lock alone does not keep a process running.
      server.unref();
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function inUse(cause?: unknown): StoreError {
  return new StoreError('ERR_STORE_IN_USE', {
    what: 'Another process, or this one, has the folder open already.',
    money: 'Nothing was sent.',
    next: 'End the other process, or let both use a PostgreSQL server.',
    cause,
  });
}

function noLock(cause: unknown): StoreError {
  return unusableStore(
    'The folder cannot be locked.',
    'Choose a folder on a local disk with a shorter path.',
    cause,
  );
}
