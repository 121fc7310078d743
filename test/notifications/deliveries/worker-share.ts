import {
  createNotificationReceiver,
  type NotificationReceiver,
  type NotificationRequest,
  type ReceiverVerifiers,
} from '@alipay-intl/notify';
import { createPostgresNotificationLog, type Store } from '@alipay-intl/postgres';
import { Random } from '../../trial/random.ts';
import { handOver, handOverOnce } from '../support/goods.ts';
import { deliveryOrder, paymentOf, type Workload } from './workload.ts';

/** A worker among several, each with deliveries of its own. */
export interface WorkerShare extends Workload {
  readonly mode: 'handle-in-transaction' | 'handle-first';
  readonly scope: string;
  readonly worker: number;
  readonly workers: number;
}

/** What a worker saw. */
export interface ShareReport {
  readonly deliveries: number;
  readonly handled: number;
  readonly repeated: number;
  /** Asked to come again: the handler threw, or another worker was at it. */
  readonly failed: number;
  readonly refused: number;
  /** How often the handler began. */
  readonly runs: number;
}

/** What a worker works with. */
export interface WorkerParts {
  readonly store: Store;
  readonly verifiers: ReceiverVerifiers;
  readonly requestOf: (payment: string) => NotificationRequest;
}

// Deliveries that a worker takes at the same time.
const lanes = 4;
// One handler in so many throws when its effect is written.
const throwsOneIn = 40;
const roundsMost = 50;

/** Delivers a worker's share, and again what was not acknowledged. */
export async function deliverShare(share: WorkerShare, parts: WorkerParts): Promise<ShareReport> {
  const counts = { handled: 0, repeated: 0, failed: 0, refused: 0 };
  const run = { count: 0 };
  const receiver = createReceiver(share, parts, run);
  const deliver = async (event: number): Promise<boolean> => {
    const { kind } = await receiver.receive(parts.requestOf(paymentOf(event)));
    if (kind !== 'stored') counts[kind] += 1;
    return kind === 'handled' || kind === 'repeated';
  };
  let open: readonly number[] = [...deliveryOrder(share)].filter(
    (_, index) => index % share.workers === share.worker,
  );
  let deliveries = 0;
  for (let round = 0; open.length > 0; round++) {
    if (round === roundsMost) throw new Error(`${open.length} deliveries are never acknowledged`);
    deliveries += open.length;
    open = await deliverInLanes(open, deliver);
  }
  return { deliveries, ...counts, runs: run.count };
}

function createReceiver(
  { mode, scope, seed, worker }: WorkerShare,
  { store, verifiers }: WorkerParts,
  run: { count: number },
): NotificationReceiver {
  const log = createPostgresNotificationLog(store, { scope });
  const chance = new Random(seed, 100 + worker);
  const sometimesThrow = (): void => {
    run.count += 1;
    if (chance.chance(1 / throwsOneIn)) throw new Error('the goods are not there');
  };
  const lookup = () => ({ amount: { currency: 'USD', value: '599' } });
  if (mode === 'handle-first') {
    return createNotificationReceiver({
      verifiers,
      lookup,
      log,
      handler: async (received) => {
        await handOverOnce(store, scope, received);
        sometimesThrow();
      },
    });
  }
  return createNotificationReceiver({
    verifiers,
    lookup,
    log,
    mode: 'handle-in-transaction',
    handler: async (received, session) => {
      await handOver(session, scope, received);
      sometimesThrow();
    },
  });
}

/** Delivers some events; answers with those that were not acknowledged. */
async function deliverInLanes(
  events: readonly number[],
  deliver: (event: number) => Promise<boolean>,
): Promise<readonly number[]> {
  const unacknowledged: number[] = [];
  const waiting = events.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const event of waiting) if (!(await deliver(event))) unacknowledged.push(event);
    }),
  );
  return unacknowledged;
}
