import { reportWarning } from '../report-warning.ts';
import type { Claim, NotificationLog } from './notification-log.ts';

/**
 * Makes a claim last until `work` has ended, so that nobody else begins meanwhile; afterwards the log is not used any more. Throws
 * what `work` throws.
 */
export async function holdClaim<Transaction>(
  log: NotificationLog<Transaction>,
  claim: Claim,
  claimMs: number,
  work: PromiseLike<void>,
): Promise<void> {
  let isOver = false;
  let extending = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const extendLater = (): void => {
    timer = setTimeout(
      () => {
        extending = extend();
      },
      Math.ceil(claimMs / 3),
    ).unref();
  };
  const extend = async (): Promise<void> => {
    try {
      if ((await log.extend(claim, { leaseMs: claimMs })) === 'lost') return;
    } catch (error) {
      reportWarning(error);
    }
    if (!isOver) extendLater();
  };
  extendLater();
  try {
    await work;
  } finally {
    isOver = true;
    clearTimeout(timer);
    await extending;
  }
}
