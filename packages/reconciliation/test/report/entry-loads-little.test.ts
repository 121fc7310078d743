import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

test('a report is written without the engine, the SFTP client and zod', async () => {
  const input = fileURLToPath(new URL('../../src/report.ts', import.meta.url));
  const bundle = await rolldown({ input, external: /^[^./\0]/, treeshake: false });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const loaded = output.flatMap((chunk) =>
    chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : [],
  );
  expect(loaded.toSorted()).toEqual(['@alipay-intl/core/money', 'd3-scale', 'node:crypto']);
});
