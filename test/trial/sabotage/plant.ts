import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sabotage } from './sabotages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const built = join(root, 'packages', 'payments', 'dist');
const cache = join(root, 'node_modules', '.cache', 'alipay-intl', 'sabotage');

/**
 * Copies the compiled package and plants a bug in the copy. Fails where the place of the bug is not there exactly once, so that
 * a sabotage never turns into nothing.
 *
 * @returns the directory of the copy.
 */
export function plant({ name, file, find, replace }: Sabotage): string {
  const directory = join(cache, name.replaceAll(/\W+/g, '-'));
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  cpSync(built, join(directory, 'dist'), {
    recursive: true,
    filter: (source) => extname(source) === '' || extname(source) === '.js',
  });
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n');
  symlinkSync(
    join(root, 'packages', 'payments', 'node_modules'),
    join(directory, 'node_modules'),
    'junction',
  );
  const path = join(directory, 'dist', 'checkout', file);
  const text = readFileSync(path, 'utf8');
  const parts = text.split(patternOf(find));
  if (parts.length !== 2) {
    throw new Error(`The sabotage "${name}" finds its place ${parts.length - 1} times in ${file}.`);
  }
  writeFileSync(path, parts.join(replace));
  return join(directory, 'dist');
}

function patternOf(find: string): RegExp {
  const words = find.split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+'));
}
