import { createRequire } from 'node:module';
import type express from 'express';

/**
 * Loads Express 5 as an application does. Where a test runner starts Node with `--conditions import`, a CommonJS
 * require() of is-promise gets its ES module, which Express 5's router cannot call; then the right one is put there.
 */
export async function loadExpress5(): Promise<typeof express> {
  const fromExpress = createRequire(createRequire(import.meta.url).resolve('express'));
  const fromRouter = createRequire(fromExpress.resolve('router'));
  const resolved = fromRouter.resolve('is-promise');
  if (resolved.endsWith('.mjs')) {
    const right: unknown = fromRouter(resolved.replace(/\.mjs$/, '.js'));
    const entry = { id: resolved, filename: resolved, loaded: true, exports: right };
    fromRouter.cache[resolved] = entry as NodeJS.Module;
  }
  return (await import('express')).default;
}
