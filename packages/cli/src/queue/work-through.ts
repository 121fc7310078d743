import type { SleepingClock } from '@alipay-intl/core/time';
import { lostLocks, type MerchantLocks } from './merchant-lock.ts';
import type { NightQueue, NightTask, TakenTask } from './night-queue.ts';

/** What came of a task. `given-up`: it failed as every repetition would. `stopped`: the signal ended it before it was done. */
export type TaskEnd =
  | { readonly kind: 'done'; readonly output: object }
  | { readonly kind: 'failed' | 'given-up'; readonly error: object }
  | { readonly kind: 'stopped' };

/** What a worker works with. */
export interface WorkOptions {
  readonly queue: NightQueue;
  readonly locks: MerchantLocks;
  readonly merchants: readonly string[];
  /** Does a task; never throws. */
  readonly perform: (task: TakenTask, signal: AbortSignal) => Promise<TaskEnd>;
  /** Told of a task that is given up because one worker after another has gone with it. */
  readonly onGivenUp?: ((task: NightTask) => void) | undefined;
  /** Ends when nothing is left, instead of waiting for more. */
  readonly isOnce: boolean;
  readonly clock: SleepingClock;
  readonly signal: AbortSignal;
}

const idleMs = 1_000;

/**
 * Does tasks until it is stopped, or until none is left. A merchant is locked before a task of it is taken, so no two workers ever
 * have the same merchant, and what a killed one had is found by whoever has the lock next. A task that is stopped is put back.
 *
 * @returns `empty` where nothing was left; `stopped` where the signal came before.
 * @throws StoreError `ERR_STORE_UNAVAILABLE` where the database fails, and with it the locks.
 */
export async function workThrough(options: WorkOptions): Promise<'empty' | 'stopped'> {
  const { queue, merchants, clock, isOnce } = options;
  const signal = AbortSignal.any([options.signal, options.locks.lost]);
  // Every round begins with another merchant, so that none is always the last.
  for (let first = 0; !signal.aborted; first++) {
    if (await workRound(first, options, signal)) continue;
    if (isOnce && (await queue.unfinished(merchants)) === 0) return 'empty';
    await clock.sleep(idleMs, signal);
  }
  if (options.locks.lost.aborted) throw lostLocks();
  return isOnce && (await queue.unfinished(merchants)) === 0 ? 'empty' : 'stopped';
}

/** Does one task of each merchant; `false` where there was none to do. */
async function workRound(first: number, options: WorkOptions, signal: AbortSignal): Promise<boolean> {
  const { merchants } = options;
  let hasWorked = false;
  for (let index = 0; index < merchants.length && !signal.aborted; index++) {
    const merchant = merchants[(first + index) % merchants.length] ?? '';
    if (await workOn(merchant, options, signal)) hasWorked = true;
  }
  return hasWorked;
}

/** Does one task of a merchant; `false` where there is none to do, or another worker has the merchant. */
async function workOn(merchant: string, options: WorkOptions, signal: AbortSignal): Promise<boolean> {
  const { queue, locks, perform } = options;
  if (!(await locks.take(merchant))) return false;
  try {
    for (const given of (await queue.giveBack(merchant)).givenUp) options.onGivenUp?.(given);
    const task = await queue.take(merchant);
    if (task === undefined) return false;
    const end = await perform(task, signal);
    // Another worker may have the merchant by now, and this very task.
    if (!locks.lost.aborted) await writeEnd(task, end, queue);
    return true;
  } finally {
    if (!locks.lost.aborted) await locks.release(merchant);
  }
}

async function writeEnd(task: TakenTask, end: TaskEnd, queue: NightQueue): Promise<void> {
  switch (end.kind) {
    case 'done':
      return queue.complete(task, end.output);
    case 'failed':
      return queue.fail(task, end.error);
    case 'given-up':
      return queue.giveUp(task, end.error);
    case 'stopped':
      return queue.putBack(task);
  }
}
