import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeFetching } from './fetching-contract.ts';
import { startSsh2Server } from './support/statement-server.ts';

const keys = mkdtempSync(join(tmpdir(), 'alipay-intl-keys-'));
const server = await startSsh2Server(keys);
afterAll(async () => {
  await server.stop();
  rmSync(keys, { recursive: true, force: true });
});

describeFetching('ssh2', () => server);
