import { warnOnThrow } from '@alipay-intl/core/printing';
import { type CheckoutOutcome, outcomeOf } from './checkout-outcome.ts';
import { drive } from './drive.ts';
import type { AnyDriverContext } from './driver-context.ts';
import type { LeasedPayment } from './journal.ts';
import { readState } from './read-events.ts';
import { drivenOf } from './take-payment.ts';

/** How much one recovery does. */
export interface RecoverOptions {
  /** Payments driven at the same time, 1 to 256. Default 8. */
  readonly concurrency?: number | undefined;
  /** Stops taking further payments. */
  readonly signal?: AbortSignal | undefined;
}

/** What one recovery did. */
export interface RecoveryReport {
  /** Payments that ended in this recovery. */
  readonly ended: readonly CheckoutOutcome[];
  /** Payments that were driven on and wait for a later step. */
  readonly waiting: number;
  /** Payments that could not be driven, for instance because a newer version wrote them. They are tried again later. */
  readonly failed: readonly { readonly attemptId: string; readonly error: unknown }[];
  /** Why no further payments could be taken, where the store failed on the way; the rest is for the next recovery. */
  readonly interruptedBy: unknown;
}

/** Takes every payment that somebody must go on with, and drives each as far as it goes without waiting. */
export async function recover(
  context: AnyDriverContext,
  { concurrency = 8, signal }: RecoverOptions,
): Promise<RecoveryReport> {
  const ended: CheckoutOutcome[] = [];
  const failed: { attemptId: string; error: unknown }[] = [];
  let waiting = 0;
  const seen = new Set<string>();
  const running = new Set<Promise<void>>();
  const driveOne = async (payment: LeasedPayment): Promise<void> => {
    const result = await driveOn(context, payment, signal);
    if (result === 'waiting') waiting += 1;
    else if ('error' in result) failed.push(result);
    else ended.push(result);
  };
  let interruptedBy: unknown;
  while (signal?.aborted !== true) {
    const taken = await takeMore(context, concurrency - running.size).catch((error: unknown) => {
      interruptedBy = error;
      return [];
    });
    for (const payment of taken) {
      const driving: Promise<void> = driveOne(payment).finally(() => running.delete(driving));
      running.add(driving);
    }
    // Given a second time, although we left nothing due: the store's clock is ahead of ours. Ours gets there, too.
    if (taken.every(({ attemptId }) => seen.has(attemptId))) break;
    for (const { attemptId } of taken) seen.add(attemptId);
    // Half of the lanes, so that one slow call holds nobody back and the store is not asked for each payment.
    while (running.size > concurrency / 2) await Promise.race(running);
  }
  await Promise.all(running);
  if (interruptedBy !== undefined && seen.size === 0) throw interruptedBy;
  return { ended, waiting, failed, interruptedBy };
}

function takeMore(context: AnyDriverContext, limit: number): Promise<readonly LeasedPayment[]> {
  return context.journal.takeDue({ ...context.lease, rail: context.rail.name, limit });
}

async function driveOn(
  context: AnyDriverContext,
  payment: LeasedPayment,
  signal: AbortSignal | undefined,
): Promise<CheckoutOutcome | 'waiting' | { readonly attemptId: string; readonly error: unknown }> {
  try {
    const state = readState(payment.attemptId, payment.events);
    const result = await drive(context, drivenOf(payment, state), {
      isEnough: () => false,
      mayWait: () => false,
      signal,
    });
    if (result.kind === 'lease-lost') return 'waiting';
    const outcome = outcomeOf(result.state);
    return outcome.kind === 'pending' || state.end !== undefined ? 'waiting' : outcome;
  } catch (error) {
    return { attemptId: payment.attemptId, error };
  }
}

/** How recovery goes on by itself. */
export interface KeepRecoveringOptions extends RecoverOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Between two recoveries, in milliseconds, 100 to 60000. Default 1000. */
  readonly everyMs?: number | undefined;
  /** Told after each recovery that did something. What another worker ended is not in it: ask `status` for it. */
  readonly onReport?: ((report: RecoveryReport) => void) | undefined;
  /** Told when the store fails; recovery goes on. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Recovers again and again until the signal aborts. A store that fails is tried again at the next turn. */
export async function keepRecovering(
  context: AnyDriverContext,
  { everyMs = 1_000, onReport, onError, ...options }: KeepRecoveringOptions,
): Promise<void> {
  while (!options.signal.aborted) {
    try {
      const report = await recover(context, options);
      const { ended, waiting, failed, interruptedBy } = report;
      if (ended.length + waiting + failed.length > 0) guard(() => onReport?.(report));
      if (interruptedBy !== undefined) guard(() => onError?.(interruptedBy));
    } catch (error) {
      guard(() => onError?.(error));
    }
    await context.clock.sleep(everyMs, options.signal);
  }
}

function guard(callback: () => void): void {
  warnOnThrow('AlipayRecoveryWarning', callback);
}
