import { reportWarning } from '../report-warning.ts';
import type { Claim, NotificationLog } from './notification-log.ts';

/**
 * Makes a claim last until it is let go, so that nobody else begins while its handler runs.
 *
 * @returns what lets it go; afterwards the log is not used any more.
 */
export function holdClaim<Transaction>(
  log: NotificationLog<Transaction>,
  claim: Claim,
  claimMs: number,
): () => Promise<void> {
  let isOver = false;
  let extending = Promise.resolve();
  let timer: NodeJS.Timeout;
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
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await extending;
  };
}
