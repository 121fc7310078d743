import { lstatSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file and link below a folder, by its path with `/`, sorted. */
export function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !lstatSync(join(folder, name)).isDirectory())
    .map((name) => relative(folder, join(folder, name)).replaceAll(sep, '/'))
    .sort();
}

/** Those that look like statements. */
export function visibleOf(folder: string): readonly string[] {
  return treeOf(folder).filter((path) => !path.split('/').at(-1)?.startsWith('.'));
}
