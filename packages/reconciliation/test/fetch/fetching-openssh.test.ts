import { afterAll, describe } from 'vitest';
import { describeFetching } from './fetching-contract.ts';
import { startOpenssh } from './support/statement-server.ts';

const server = await startOpenssh();
afterAll(() => server?.stop());

describe.skipIf(server === undefined)('where it is installed', () => {
  describeFetching('OpenSSH', () => {
    if (server === undefined) throw new Error('there is no server');
    return server;
  });
});
