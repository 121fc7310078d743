import { createNotificationVerifier, type NotificationRequest } from '@alipay-intl/notify';
import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { postgresServerOrNone } from '../../support/postgres-server.ts';
import { auditGoods, createGoods, createGoodsOnce } from '../support/goods.ts';
import { clientId, notifyPath, paidBody, ringOf, seal } from '../support/sender.ts';
import { deliverShare, type ShareReport, type WorkerShare } from './worker-share.ts';
import type { Workload } from './workload.ts';

const server = await postgresServerOrNone({ fsync: 'off' });
afterAll(() => server?.remove());

const workers = 8;
const sealedRequests = new Map<string, NotificationRequest>();

function sealedOnce(payment: string): NotificationRequest {
  const request = sealedRequests.get(payment) ?? seal(paidBody(payment));
  sealedRequests.set(payment, request);
  return request;
}

async function deliverAll(mode: WorkerShare['mode'], workload: Workload) {
  const connectionString = (await server?.createDatabase(mode)) ?? '';
  const stores = await Promise.all(
    Array.from({ length: workers }, () =>
      openPostgresStore({ connectionString, connectionsMax: 4, timeoutMs: 30_000 }),
    ),
  );
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
  const [store] = stores;
  if (store === undefined) throw new Error('no store is open');
  await createGoods(store);
  await createGoodsOnce(store);
  const v1 = createNotificationVerifier({ clientId, path: notifyPath, keyRing: await ringOf('1') });
  const reports = await Promise.all(
    stores.map((own, worker) =>
      deliverShare(
        { ...workload, mode, scope: 'm', worker, workers },
        { store: own, verifiers: { v1 }, requestOf: sealedOnce },
      ),
    ),
  );
  const sum = (count: (report: ShareReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  return { store, sum };
}

describe.skipIf(server === undefined)('deliveries to 8 workers', () => {
  test('4,000 of 400 events have each effect exactly once in the transaction of the log', async () => {
    const workload = { seed: 1, events: 400, deliveries: 4_000 };
    const { store, sum } = await deliverAll('handle-in-transaction', workload);
    expect(sum(({ refused }) => refused)).toBe(0);
    expect(sum(({ handled }) => handled)).toBe(workload.events);
    expect(sum(({ handled, repeated }) => handled + repeated)).toBe(workload.deliveries);
    // Handlers threw with their effect written; none of these is left.
    expect(sum(({ runs }) => runs)).toBeGreaterThan(workload.events);
    expect(await auditGoods(store, 'm', 'goods')).toEqual({
      handedOver: workload.events,
      payments: workload.events,
    });
  }, 300_000);

  test('4,000 of 400 events have each effect that may be repeated at least once under claims', async () => {
    const workload = { seed: 1, events: 400, deliveries: 4_000 };
    const { store, sum } = await deliverAll('handle-first', workload);
    expect(sum(({ refused }) => refused)).toBe(0);
    expect(sum(({ handled }) => handled)).toBe(workload.events);
    expect(sum(({ handled, repeated }) => handled + repeated)).toBe(workload.deliveries);
    expect(sum(({ runs, failed }) => runs - failed)).toBeLessThanOrEqual(workload.events);
    expect(await auditGoods(store, 'm', 'goods_once')).toEqual({
      handedOver: workload.events,
      payments: workload.events,
    });
  }, 300_000);
});
