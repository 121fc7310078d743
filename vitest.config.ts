import { defineConfig } from 'vitest/config';

// No 'import' here: vitest hands the list to Node, and `require` of a CommonJS package would then get its ES module.
const conditions = ['@alipay-intl/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/consumers/**'],
    pool: 'forks',
    // Tests that wait for processes, sockets and disks leave room for others.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
