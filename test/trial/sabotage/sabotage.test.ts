import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catchAll } from './catch-sabotage.ts';
import { sabotages } from './sabotages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('every planted bug is caught', { timeout: 600_000 }, async () => {
  // The bugs are planted in copies of what is compiled.
  execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-b', 'packages/payments'], {
    cwd: root,
  });
  const all = await catchAll(sabotages, { seed: 3, payments: 6_000 });
  console.log(all.map(({ line }) => line).join('\n'));
  expect(all.filter(({ isCaught }) => !isCaught)).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(24);
});
