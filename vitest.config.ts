import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// No 'import' here: vitest hands the list to Node, and `require` of a CommonJS package would then get its ES module.
const conditions = ['@alipay-intl/source', 'node'];
/** They hold databases and processes, change what a process shares, or put another module in place of one. */
const apart = [
  'packages/postgres/test/**/*.test.ts',
  'packages/core/test/gateway/judge-reply-lenient-base64.test.ts',
  'test/**/*.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    pool: 'forks',
    // Many a test waits for processes, sockets and disks; a processor that waits for one has another to run.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...apart],
          // A process for each file takes almost as much computing as its tests do; its modules are new all the same.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          globalSetup: 'test/support/run-folder.ts',
          include: apart,
          exclude: ['**/node_modules/**', 'test/consumers/**'],
        },
      },
    ],
  },
});
