import { isPromise } from '../is-promise.ts';
import { reportWarning } from '../report-warning.ts';
import { holdClaim } from './hold-claim.ts';
import type { Claim, NotificationLog } from './notification-log.ts';
import { codeOf } from './receipt-events.ts';

/** What came of a handler that ran under a claim. */
export type ClaimedHandling =
  /** `claimLost`: another has taken the claim over meanwhile, so the effect may be there twice. */
  | { readonly kind: 'handled'; readonly claimLost: boolean }
  /** `isWrittenDown`: whether the log could take the claim back. */
  | { readonly kind: 'threw'; readonly error: unknown; readonly isWrittenDown: boolean };

/**
 * Runs a handler under a claim, which lasts as long as the handler runs, and marks the notification as done or gives it back.
 *
 * @param retryInMs - after how many milliseconds it may be handled again if the handler throws; `undefined`: never without a person.
 */
export async function handleClaimed<Transaction>(
  log: NotificationLog<Transaction>,
  claim: Claim,
  { claimMs, retryInMs }: { readonly claimMs: number; readonly retryInMs: number | undefined },
  handle: () => Promise<void> | void,
): Promise<ClaimedHandling> {
  try {
    const handling = handle();
    // What is done already needs no time.
    if (isPromise(handling)) await holdClaim(log, claim, claimMs, handling);
  } catch (error) {
    return { kind: 'threw', error, isWrittenDown: await giveBack(log, claim, error, retryInMs) };
  }
  const claimLost = (await log.complete(claim)) === 'lost';
  if (claimLost) reportWarning(claimLostText);
  return { kind: 'handled', claimLost };
}

const claimLostText =
  'The claim of a notification ran out while its handler ran, and another has begun to handle it: look whether its effect is there twice.';

/** What fails here must not hide what the handler threw. */
async function giveBack<Transaction>(
  log: NotificationLog<Transaction>,
  claim: Claim,
  error: unknown,
  retryInMs: number | undefined,
): Promise<boolean> {
  try {
    await log.fail(claim, { reason: codeOf(error) ?? '', retryInMs });
    return true;
  } catch (failure) {
    reportWarning(failure);
    return false;
  }
}
