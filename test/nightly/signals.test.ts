import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, vi } from 'vitest';
import { madeFolder } from '../support/made-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The command is built, and opens an embedded store.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const packageFolder = fileURLToPath(new URL('../../packages/cli/', import.meta.url));

/** Runs a program to its end, or until it is sent a signal. */
function start(args: readonly string[], cwd: string) {
  const env = { ...process.env, ALIPAY_SFTP_PASSWORD: 'hunter2' };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, ended };
}

beforeAll(async () => {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const { code, out } = await start([join(dirname(manifest), 'bin/tsc'), '-b', '.'], packageFolder).ended;
  expect(code, out).toBe(0);
});

it.each(['SIGINT', 'SIGTERM'] as const)('stops in good order on %s', async (signal) => {
  // A server that takes every connection and says nothing.
  const server = createServer();
  const connected = new Promise<void>((resolve) => server.once('connection', () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const folder = temporaryFolder();
  await madeFolder(join(folder, 'store'));
  writeFileSync(
    join(folder, 'alipay-intl.yaml'),
    `merchants:
  - id: M1
    family: B0
    reports: [transaction]
    booksBegin: 2026-11-19
    contract: { settlement: T+1 }
    ledger: { csv: "{day}.csv" }
sftp:
  servers:
    - host: 127.0.0.1
      port: ${typeof address === 'object' ? address?.port : ''}
      hostKey: { fingerprints: ["SHA256:${'A'.repeat(43)}"] }
  user: somebody
  password: { env: ALIPAY_SFTP_PASSWORD }
store: { pglite: store }
folders: { statements: statements, rows: rows, reports: reports }
`,
  );
  const args = ['statements', 'fetch', '--day', '2026-11-20', '--json'];
  const { child, ended } = start([join(packageFolder, 'bin/alipay-intl.js'), ...args], folder);
  await connected;
  child.kill(signal);
  const { code, out, err } = await ended;
  // Told once, and what there is of each merchant is written out.
  expect([code, JSON.parse(err).error.code]).toEqual([3, 'STOPPED']);
  expect(JSON.parse(out).merchants).toMatchObject([
    { merchant: 'M1', exitCode: 3, error: { code: 'STOPPED' } },
  ]);
  server.close();
});
