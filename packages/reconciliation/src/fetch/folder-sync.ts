import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const waiting = new Map<string, Promise<void>>();
const running = new Map<string, Promise<void>>();

/**
 * Makes the names in a folder durable, where the platform knows how. Calls that come while it is under way share the next one, which
 * begins after all of them.
 */
export function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return Promise.resolve();
  const shared = waiting.get(path);
  if (shared !== undefined) return shared;
  const next = syncAfter(running.get(path), path);
  waiting.set(path, next);
  return next;
}

async function syncAfter(before: Promise<void> | undefined, path: string): Promise<void> {
  // Also where there is none before: those that come in the same moment share it.
  await before?.catch(() => undefined);
  waiting.delete(path);
  const syncing = syncNow(path);
  running.set(path, syncing);
  try {
    await syncing;
  } finally {
    if (running.get(path) === syncing) running.delete(path);
  }
}

async function syncNow(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
