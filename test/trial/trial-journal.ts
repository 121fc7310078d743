import type { Journal } from '@alipay-intl/payments/checkout';
import type { WorkerProcess } from './worker.ts';

/** The journal as one process sees it: a store at the other end of a network, which fails, and which outlives the process. */
export function journalOf(process: WorkerProcess, store: Journal): Journal {
  const { world } = process;
  const { ledger, scheduler } = world;
  const step = storeStepsOf(process);
  const moment = (): { nowMs: number; storeMs: number } => ({
    nowMs: scheduler.nowMs,
    storeMs: world.wallMs(),
  });
  const givesText = world.faults.fires('store-as-text');
  const copy = <T>(value: T): T =>
    givesText && value !== undefined ? (JSON.parse(JSON.stringify(value)) as T) : value;
  return {
    open: (opening) =>
      step(`open ${opening.attemptId}`, async () => {
        const opened = await store.open(copy(opening));
        const account =
          opened.kind === 'opened' ? ledger.opened(opening, opened.lease.token, moment()) : undefined;
        if (account !== undefined) world.mustEnd(account);
        if (opened.kind === 'order-taken') ledger.refused(opening);
        return opened;
      }),
    load: (attemptId) => step(`load ${attemptId}`, async () => copy(await store.load(attemptId))),
    take: (attemptId, request) =>
      step(`take ${attemptId}`, async () => {
        const taken = await store.take(attemptId, request);
        if (taken.kind !== 'taken') return copy(taken);
        const { version, lease } = taken.payment;
        ledger.taken(attemptId, version, lease.token, request, world.wallMs());
        return copy(taken);
      }),
    takeDue: (request) =>
      step('take due', async () => {
        process.takings += 1;
        if (process.takings > 20 + 2 * ledger.accounts.size) {
          world.fail('V3 bounded time', undefined, `${process.session} recovers without end`);
        }
        const payments = await store.takeDue(request);
        for (const { attemptId, version, lease } of payments) {
          ledger.taken(attemptId, version, lease.token, request, world.wallMs());
          const account = ledger.accounts.get(attemptId);
          if (account !== undefined) account.wasRecovered = true;
        }
        return copy(payments);
      }),
    extend: (lease, request) =>
      step(`extend ${lease.attemptId}`, async () => {
        const extended = await store.extend(lease, request);
        if (extended.kind === 'extended') {
          ledger.extended(lease.attemptId, lease.token, request.leaseMs, world.wallMs());
        }
        return copy(extended);
      }),
    append: (append) =>
      step(`append ${append.attemptId} ${append.events.map(({ type }) => type).join(' ')}`, async () => {
        const result = await store.append(copy(append));
        if (result.kind !== 'appended') return copy(result);
        ledger.appended(append, world.wallMs());
        const account = ledger.accounts.get(append.attemptId);
        const isReopened = append.events.some(({ type }) => type === 'reopened');
        if (account !== undefined && isReopened) world.mustEnd(account);
        return copy(result);
      }),
    list: (query) => step('list', () => store.list(query)),
  };
}

type StoreStep = <T>(label: string, run: () => Promise<T>) => Promise<T>;

/** Carries a step to the store and its answer back. The store does it whether or not the process still lives. */
function storeStepsOf(process: WorkerProcess): StoreStep {
  const { world, session } = process;
  const { faults, random, scheduler } = world;
  return (what, run) => {
    const label = `${session} ${what}`;
    if (process.diesBeforeSending()) return new Promise(() => undefined);
    const delayMs = faults.fires('store-slow') ? random.between(500, 15_000) : random.between(0, 6);
    if (delayMs > 500) world.disturb(delayMs);
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        // A lease whose taking failed on the way back, or whose holder gave up, has to run out.
        world.disturb(world.leaseMs);
        process.later(random.between(0, 20), `${label}, fails`, () => reject(new Error('The store failed.')));
      };
      scheduler.at(delayMs, label, () => {
        if (!world.isStoreUp() || faults.fires('store-fails-before')) return fail();
        const isToldAsFailed = faults.fires('store-fails-after');
        run().then((result) => {
          world.somethingIsDue();
          if (isToldAsFailed) fail();
          else process.goOn(`${label}, answer`, () => resolve(result));
        }, reject);
      });
    });
  };
}
