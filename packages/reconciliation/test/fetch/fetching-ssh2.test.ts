import { afterAll } from 'vitest';
import { describeFetching } from './fetching-contract.ts';
import { startSsh2Server } from './support/statement-server.ts';

const server = await startSsh2Server();
afterAll(() => server.stop());

describeFetching('ssh2', () => server);
