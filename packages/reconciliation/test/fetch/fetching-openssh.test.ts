import { afterAll, describe } from 'vitest';
import { describeBrokenLines } from './broken-lines-contract.ts';
import { describeFetching } from './fetching-contract.ts';
import { startOpenssh } from './support/statement-server.ts';

const server = await startOpenssh();
afterAll(() => server?.stop());

describe.skipIf(server === undefined)('where it is installed', () => {
  const serverOf = () => {
    if (server === undefined) throw new Error('there is no server');
    return server;
  };
  describeFetching('OpenSSH', serverOf);
  describeBrokenLines('OpenSSH', serverOf);
});
