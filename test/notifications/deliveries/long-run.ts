import { openPostgresStore } from '@alipay-intl/postgres/pg';
import { startPostgresServer } from '../../support/postgres-server.ts';
import { auditGoods, createGoods, createGoodsOnce } from '../support/goods.ts';
import { deliverInProcesses } from './deliver-in-processes.ts';
import type { ShareReport, WorkerShare } from './worker-share.ts';
import type { Workload } from './workload.ts';

const workers = 8;

export type DeliveryMode = WorkerShare['mode'];
export const deliveryModes: readonly DeliveryMode[] = ['handle-in-transaction', 'handle-first'];

/** Delivers in each mode on a server of its own, prints what came of it, and tells whether each effect was there once. */
export async function deliverLong(workload: Workload, modes: readonly DeliveryMode[]): Promise<boolean> {
  // Its data need not survive the machine; the database still logs and locks as ever.
  const server = await startPostgresServer({ fsync: 'off', max_wal_size: '4GB' });
  try {
    let isRight = true;
    for (const mode of modes) {
      const isThisRight = await deliverIn(mode, workload, await server.createDatabase(mode));
      isRight &&= isThisRight;
    }
    return isRight;
  } finally {
    await server.remove();
  }
}

async function deliverIn(mode: DeliveryMode, workload: Workload, connectionString: string): Promise<boolean> {
  const store = await openPostgresStore({ connectionString, timeoutMs: 600_000 });
  try {
    await createGoods(store);
    await createGoodsOnce(store);
    const started = performance.now();
    const reports = await deliverInProcesses(connectionString, { ...workload, mode, scope: 'm', workers });
    const seconds = (performance.now() - started) / 1e3;
    const table = mode === 'handle-first' ? 'goods_once' : 'goods';
    const { handedOver, payments } = await auditGoods(store, 'm', table);
    const sum = (count: (report: ShareReport) => number): number =>
      reports.reduce((total, report) => total + count(report), 0);
    const deliveries = sum((report) => report.deliveries);
    console.log(`${mode}: ${deliveries} deliveries of ${workload.events} events to ${workers} workers`);
    console.log(
      `  handled ${sum(({ handled }) => handled)}, repeated ${sum(({ repeated }) => repeated)}, ` +
        `asked again ${sum(({ failed }) => failed)}, refused ${sum(({ refused }) => refused)}; ` +
        `the handler ran ${sum(({ runs }) => runs)} times`,
    );
    console.log(
      `  effects ${handedOver} for ${payments} payments; ${seconds.toFixed(0)} s, ` +
        `${(deliveries / seconds).toFixed(0)} a second`,
    );
    const isOnce = handedOver === workload.events && payments === workload.events;
    return isOnce && sum(({ handled }) => handled) === workload.events;
  } finally {
    await store.close();
  }
}
