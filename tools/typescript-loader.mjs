// `node --import ./tools/typescript-loader.mjs file.ts`: runs TypeScript in place, without a build.
// Types are only removed, never checked; that is the job of `npm run check`.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from 'rolldown/utils';

if (isMainThread) register(import.meta.url);

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const { code, errors } = await transform(path, await readFile(path, 'utf8'), { sourceType: 'module' });
  if (errors.length > 0) throw new SyntaxError(errors.map((error) => error.message).join('\n'));
  return { format: 'module', source: code, shortCircuit: true };
}
