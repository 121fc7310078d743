import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { openPgliteStore } from '@alipay-intl/postgres/pglite';
import { afterAll, describe, expect, test } from 'vitest';
import { postgresServerOrNone } from '../../support/postgres-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type KillReport, runKills } from './kill-run.ts';

const server = await postgresServerOrNone();
afterAll(() => server?.remove());

function expectOnce(report: KillReport): void {
  const { events, handedOver, payments, acknowledgedAgain, broken } = report;
  expect({ handedOver, payments, acknowledgedAgain }).toEqual({
    handedOver: events,
    payments: events,
    acknowledgedAgain: events,
  });
  // Otherwise it was never killed at work, and the rest would prove nothing.
  expect(broken).toBeGreaterThan(0);
}

describe('a receiver that is killed 3 times under load loses nothing that it acknowledged', () => {
  test.skipIf(server === undefined)(
    'on PostgreSQL, and has each effect once in the transaction of the log',
    async () => {
      const connectionString = (await server?.createDatabase('transaction')) ?? '';
      expectOnce(
        await runKills({
          ...{ seed: 1, kills: 3, mode: 'handle-in-transaction' },
          store: { connectionString },
          openStore: () => openPostgresStore({ connectionString }),
        }),
      );
    },
    600_000,
  );

  test('on PGlite, and has each effect once in the transaction of the log', async () => {
    const folder = temporaryFolder();
    expectOnce(
      await runKills({
        ...{ seed: 1, kills: 3, mode: 'handle-in-transaction' },
        store: { folder },
        openStore: () => openPgliteStore({ folder }),
      }),
    );
  }, 600_000);

  test.skipIf(server === undefined)(
    'on PostgreSQL, and processes everything that it had only stored',
    async () => {
      const connectionString = (await server?.createDatabase('stored')) ?? '';
      expectOnce(
        await runKills({
          ...{ seed: 1, kills: 3, mode: 'store-first' },
          store: { connectionString },
          openStore: () => openPostgresStore({ connectionString }),
        }),
      );
    },
    600_000,
  );
});
