import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';

// An adapter that grows, or that loads a framework, is a dependency of everybody who uses another one.

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const { exports, dependencies, peerDependencies, optionalDependencies } = JSON.parse(
  read('../package.json'),
) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const adapters = Object.keys(exports ?? {})
  .filter((entry) => !['.', './testing', './package.json'].includes(entry))
  .map((entry) => entry.slice(2));

/** The packages that a file loads at run time, itself or through files of its own package. Types are not loaded. */
async function loadedBy(input: string, plugins: readonly Plugin[] = []): Promise<readonly string[]> {
  const bundle = await rolldown({ input, plugins: [...plugins], external: /^[^./\0]/, treeshake: false });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return output.flatMap((chunk) =>
    chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : [],
  );
}

it('knows the adapters', () => {
  expect(adapters.toSorted()).toEqual(['express', 'fastify', 'fetch', 'koa', 'node-http']);
});

describe.each(adapters)('the adapter %s', (adapter) => {
  it('has less than 60 lines', () => {
    expect(read(`../src/${adapter}.ts`).trimEnd().split('\n').length).toBeLessThan(60);
  });

  it('loads nothing but Node, the core and zod', async () => {
    const loaded = await loadedBy(fileURLToPath(new URL(`../src/${adapter}.ts`, import.meta.url)));
    expect(loaded).toContain('@alipay-intl/core/validation');
    expect(loaded.filter((name) => !/^(?:zod$|@alipay-intl\/core\/)/.test(name))).toEqual([]);
  });
});

it('the package asks for no framework', () => {
  expect(Object.keys(dependencies ?? {})).toEqual(['@alipay-intl/core', 'zod']);
  expect([peerDependencies, optionalDependencies]).toEqual([undefined, undefined]);
});

it.each([
  [`import express from 'express'; console.log(express);`, ['express']],
  [`import 'express';`, ['express']],
  [`export const app = await import('express');`, ['express']],
  [`import type { Express } from 'express'; export const app: Express | undefined = undefined;`, []],
])('a framework behind another file is found, a type is none: %s', async (code, expected) => {
  const files: Readonly<Record<string, string>> = { entry: `import './behind.ts';`, './behind.ts': code };
  const loaded = await loadedBy('entry', [
    {
      name: 'files-of-the-test',
      resolveId: (id) => (id in files ? `\0${id}.ts` : undefined),
      load: (id) => files[id.slice(1, -'.ts'.length)],
    },
  ]);
  expect(loaded).toEqual(expected);
});
