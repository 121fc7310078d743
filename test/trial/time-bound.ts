import type { Account } from './account.ts';

/** What a recovery needs to be known of. */
export interface RecoveryPace {
  readonly everyMs: number;
  readonly queueLength: number;
}

const minuteMs = 60_000;

/**
 * In what time a payment must have ended while some worker lives: the query window, the cancellations, a minute. One that was
 * reopened is only cancelled anew. A recovery does one step at each turn, and turns of a long queue are long.
 */
export function timeAllowedMs(account: Account, { everyMs, queueLength }: RecoveryPace): number {
  const { policy } = account;
  const { callDeadlineMs, cancelRepeats, cancelIntervalMs } = policy;
  const cancelsMs = (cancelRepeats + 2) * (cancelIntervalMs + callDeadlineMs);
  const windowMs = account.wasReopened ? 0 : queryWindowMs(account);
  const allowedMs = windowMs + cancelsMs + minuteMs;
  if (!account.wasRecovered) return allowedMs;
  const turns = cancelRepeats + policy.notFoundQueries + 6;
  return allowedMs + turns * (everyMs + (queueLength + 1) * (callDeadlineMs + 3_000));
}

function queryWindowMs({ policy, closesInMs }: Account): number {
  const { limitMs, callDeadlineMs, placeRepeats, placeGapMs } = policy;
  if (closesInMs === undefined) return limitMs + callDeadlineMs;
  return placeRepeats * (placeGapMs + callDeadlineMs) + closesInMs + callDeadlineMs;
}
