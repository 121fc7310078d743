import { createPostgresJournal, type Store } from '@alipay-intl/postgres';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChargingGateway, startChargingGateway } from '../../benchmarks/harness/charging-gateway.ts';
import { createKeyPair } from '../../benchmarks/harness/keys.ts';
import { queryPath } from '../../benchmarks/harness/messages.ts';
import { insertOldPayments, oldPaymentId } from '../../benchmarks/harness/old-payments.ts';
import { auditBacklog, recoverBacklog } from '../../benchmarks/harness/recover-backlog.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';

const payments = 1_000;
const scope = 'merchant';
const conditions = ['@alipay-intl/source'];
const ids = Array.from({ length: payments }, (_, index) => oldPaymentId(index + 1));
const [merchant, alipay] = [createKeyPair(), createKeyPair()];
let server: PostgresServer;
let gateway: ChargingGateway;
let store: Store;

beforeAll(async () => {
  [server, gateway] = await Promise.all([
    startPostgresServer(),
    startChargingGateway(alipay, { path: queryPath, ids: [] }, conditions),
  ]);
  store = await openPostgresStore({ connectionString: server.connectionString });
});

afterAll(async () => {
  await Promise.all([store?.close(), gateway?.stop()]);
  await server?.remove();
});

test('two processes bring a backlog to its end without driving any payment twice', async () => {
  await insertOldPayments(store, scope, payments);
  const order = {
    connectionString: server.connectionString,
    scope,
    baseUrl: gateway.baseUrl,
    merchantPrivatePem: merchant.privatePem,
    alipayPublicPem: alipay.publicPem,
  };
  const { workers } = await recoverBacklog(order, 2, conditions);

  expect(workers.map(({ others }) => others)).toEqual([0, 0]);
  // Otherwise they were not at work at the same time, and the rest would prove nothing.
  for (const { paid } of workers) expect(paid.length).toBeGreaterThan(payments / 20);
  expect(workers.flatMap(({ paid }) => paid).toSorted()).toEqual(ids.toSorted());
  expect(await gateway.takeCounts()).toEqual({ calls: payments, repeated: 0 });
  expect(await auditBacklog(store, scope)).toEqual({
    payments,
    paid: payments,
    takenOtherwise: 0,
    askedOtherwise: 0,
    endedOtherwise: 0,
  });
  const journal = createPostgresJournal(store, { scope });
  const due = { rail: 'payment-code', session: 'another', leaseMs: 30_000, limit: 8 };
  expect(await journal.takeDue(due)).toEqual([]);
}, 180_000);
