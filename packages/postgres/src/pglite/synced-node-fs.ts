import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type FileSystemOptions = Parameters<NodeFS['init']>[1];

/** What this file uses of Emscripten's file system: an open file, with the real descriptor where it is a file. */
interface OpenFile {
  readonly nfd?: number;
  readonly node: object;
}

interface NodeFileSystem {
  realPath(node: object): string;
  readonly stream_ops: { fsync?: (file: OpenFile) => number };
}

/**
 * The folder of an embedded database, with `fsync` that reaches the disk. PGlite's own takes the call and does nothing, so
 * that a power cut could take back what was confirmed.
 */
export class SyncedNodeFS extends NodeFS {
  /** How often the database has had a file brought to the disk. */
  syncs = 0;

  override async init(database: PGlite, options: FileSystemOptions): ReturnType<NodeFS['init']> {
    const started = await super.init(database, options);
    const preRun = started.emscriptenOpts.preRun ?? [];
    const addSync = (module: unknown): void => {
      const { NODEFS: fileSystem } = module as { readonly NODEFS: NodeFileSystem };
      fileSystem.stream_ops.fsync = (file) => {
        this.syncs += 1;
        return syncFile(fileSystem, file);
      };
    };
    return { ...started, emscriptenOpts: { ...started.emscriptenOpts, preRun: [...preRun, addSync] } };
  }
}

// Emscripten's number of "input/output error".
const inputOutputError = 29;

function syncFile(fileSystem: NodeFileSystem, file: OpenFile): number {
  try {
    if (file.nfd === undefined) syncDirectory(fileSystem.realPath(file.node));
    else fsyncSync(file.nfd);
    return 0;
  } catch {
    return inputOutputError;
  }
}

/** Windows keeps directories by itself and refuses to sync them. */
export function syncDirectory(path: string): void {
  if (process.platform !== 'win32') syncFileAt(path);
}

/** Brings a file to the disk. */
export function syncFileAt(path: string): void {
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
