import type { StatementFaults } from '../statements/statement-fault.ts';
import type { ShelfFile, StatementShelf } from '../statements/statement-shelf.ts';

/** A file or directory as one connection sees it. */
export interface TreeNode {
  readonly name: string;
  readonly isDirectory: boolean;
  /** Bytes to be seen now. */
  readonly size: number;
  readonly modifiedMs: number;
}

/** The published files as directories, with files that grow while one looks at them. */
export interface FileTree {
  /** What is at an absolute path; `undefined` when there is nothing. */
  look(path: string): TreeNode | undefined;
  /** What is in a directory; `undefined` when it is none. */
  list(path: string): readonly TreeNode[] | undefined;
  file(path: string): ShelfFile | undefined;
  /** A file that was opened, also when another revision has taken its place; a growing one has more bytes each time. */
  nodeOf(file: ShelfFile): TreeNode;
}

/** In how many looks a growing file becomes whole, half of it being there at the first. */
const growingSteps = 8;

/** Directories that are there before the first file is. */
const lastingDirectories: readonly string[] = ['/', '/download', '/v1', '/v1/settlements'];

/** Creates the tree over the published files. */
export function createFileTree(shelf: StatementShelf, faults: StatementFaults): FileTree {
  const looks = new WeakMap<ShelfFile, number>();
  const visibleBytes = (file: ShelfFile): number => {
    const before = looks.get(file);
    if (before === undefined && faults.take('look', file.path) === undefined) return file.bytes.length;
    const seen = before ?? 0;
    looks.set(file, Math.min(seen + 1, growingSteps));
    const half = Math.floor(file.bytes.length / 2);
    return half + Math.floor(((file.bytes.length - half) * seen) / growingSteps);
  };
  const nodeOf = (file: ShelfFile): TreeNode => ({
    name: lastPart(file.path),
    isDirectory: false,
    size: visibleBytes(file),
    modifiedMs: file.modifiedMs,
  });
  const filesBelow = (path: string): readonly ShelfFile[] =>
    shelf.files().filter((file) => file.path.startsWith(prefixOf(path)));
  return {
    nodeOf,
    file: shelf.find,
    list: (path) => {
      const inside = filesBelow(path);
      return inside.length === 0 && !isLasting(path) ? undefined : childrenOf(path, inside, nodeOf);
    },
    look: (path) => {
      const file = shelf.find(path);
      if (file !== undefined) return nodeOf(file);
      const inside = filesBelow(path);
      return inside.length === 0 && !isLasting(path) ? undefined : directoryOf(lastPart(path), inside);
    },
  };
}

/** Files directly inside, and one directory for all that lie deeper under one name. */
function childrenOf(
  path: string,
  inside: readonly ShelfFile[],
  toNode: (file: ShelfFile) => TreeNode,
): readonly TreeNode[] {
  const prefix = prefixOf(path);
  const lasting = lastingDirectories.filter((one) => one.startsWith(prefix) && one !== path);
  const deeper = new Map<string, ShelfFile[]>(
    lasting.map((one) => [one.slice(prefix.length).split('/', 1)[0] ?? '', []]),
  );
  const files: TreeNode[] = [];
  for (const file of inside) {
    const [name = '', below] = file.path.slice(prefix.length).split('/', 2);
    if (below === undefined) files.push(toNode(file));
    else deeper.set(name, [...(deeper.get(name) ?? []), file]);
  }
  return [...files, ...[...deeper].map(([name, below]) => directoryOf(name, below))];
}

function directoryOf(name: string, inside: readonly ShelfFile[]): TreeNode {
  const modifiedMs = Math.max(0, ...inside.map((file) => file.modifiedMs));
  return { name, isDirectory: true, size: 0, modifiedMs };
}

function isLasting(path: string): boolean {
  return lastingDirectories.includes(path);
}

function prefixOf(path: string): string {
  return path === '/' ? '/' : `${path}/`;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
