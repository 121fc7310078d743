import { afterAll } from 'vitest';
import { describeBrokenLines } from './broken-lines-contract.ts';
import { describeFetching } from './fetching-contract.ts';
import { startSsh2Server } from './support/statement-server.ts';

const server = await startSsh2Server();
afterAll(() => server.stop());

describeFetching('ssh2', () => server);
describeBrokenLines('ssh2', () => server);
