import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { unusableStore } from '../store-failure.ts';
import { SyncedNodeFS, syncDirectory, syncFileAt } from './synced-node-fs.ts';

/** PGlite's own settings, but for `-F`, which turns `fsync` off. */
const startParams = [
  ...['--single', '-O', '-j'],
  ...settings({
    search_path: 'public',
    exit_on_error: 'false',
    log_checkpoints: 'false',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'sync',
    fsync: 'on',
    // The only one whose call reaches the file system below.
    wal_sync_method: 'fsync',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Nothing collects statistics here, so plans must not depend on them; every statement has its index.
    enable_seqscan: 'off',
    enable_bitmapscan: 'off',
    // A restart after a crash reads at most this much.
    min_wal_size: '32MB',
    max_wal_size: '64MB',
  }),
];

function settings(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts the database of a folder; makes one where there is none. */
export async function createDatabase(folder: string): Promise<PGlite> {
  const data = join(folder, 'data');
  if (!existsSync(data)) await makeDatabase(folder, data);
  return await start(data);
}

/** Made beside and moved in when it is whole, so that a crash in between leaves nothing that cannot be started. */
async function makeDatabase(folder: string, data: string): Promise<void> {
  const unfinished = join(folder, 'data.new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const database = await start(unfinished);
  await database.close();
  syncTree(unfinished);
  renameSync(unfinished, data);
  syncDirectory(folder);
}

async function start(data: string): Promise<PGlite> {
  const fileSystem = new SyncedNodeFS(data);
  const database = await PGlite.create({
    fs: fileSystem,
    startParams,
    onStdout: () => true,
    onStderr: () => true,
  });
  if (fileSystem.syncs > 0) return database;
  await database.close();
  throw unusableStore(
    'This version of PGlite does not bring what it writes to the disk.',
    'Install the version of @electric-sql/pglite that this library asks for.',
  );
}

function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncFileAt(path);
  }
  syncDirectory(directory);
}
