import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Makes one file of a program and its sources, in a directory of its own, so that a process of it starts at once. */
export async function bundleProgram(program: URL, name: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(program),
    platform: 'node',
    resolve: { conditionNames: ['@alipay-intl/source', 'node', 'import', 'default'] },
    plugins: [{ name: 'left-out', resolveId: resolveLeftOut }],
    logLevel: 'silent',
  });
  const directory = join(root, 'node_modules/.cache/alipay-intl', `${name}-${randomUUID()}`);
  mkdirSync(directory, { recursive: true });
  const { output } = await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].mjs' });
  await bundle.close();
  return join(directory, output[0].fileName);
}

const own = createRequire(join(root, 'packages/postgres/package.json'));
/** What finds its own files by where it is, or cannot be put into one file. */
const leftOut: ReadonlyMap<string, readonly [packageName: string, file: string]> = new Map([
  ['@electric-sql/pglite', ['@electric-sql/pglite', 'index.js']],
  ['@electric-sql/pglite/nodefs', ['@electric-sql/pglite', 'fs/nodefs.js']],
  ['pg', ['pg', '../esm/index.mjs']],
]);

function resolveLeftOut(id: string): { id: string; external: true } | undefined {
  const place = leftOut.get(id);
  if (place === undefined) return undefined;
  const [name, file] = place;
  return { id: pathToFileURL(join(dirname(own.resolve(name)), file)).href, external: true };
}
