import { reportWarning } from '../report-warning.ts';
import { handleClaimed } from './handle-claimed.ts';
import type { ClaimedNotification } from './notification-log.ts';
import { readStored } from './read-stored.ts';
import type { ReceiverSettings } from './receiver-options.ts';

/** How much one processing does. */
export interface ProcessOptions {
  /** Notifications handled at the same time, 1 to 256. Default 8. */
  readonly concurrency?: number | undefined;
  /** Stops taking further notifications. */
  readonly signal?: AbortSignal | undefined;
}

/** What one processing did. */
export interface ProcessReport {
  readonly handled: number;
  /** How many of the handled ones another has taken over meanwhile, so that their effect may be there twice. */
  readonly claimsLost: number;
  /** Handling threw; they are tried again later. */
  readonly postponed: number;
  /** Handling threw for the last time; a person must look. `list({ only: 'dead', limit })` names them. */
  readonly dead: number;
}

/** Handles what was stored and is due, until nothing is. */
export async function processStored<Transaction>(
  settings: ReceiverSettings<Transaction>,
  { concurrency = 8, signal }: ProcessOptions,
): Promise<ProcessReport> {
  const report = { handled: 0, claimsLost: 0, postponed: 0, dead: 0 };
  while (signal?.aborted !== true) {
    const due = await settings.log.takeStored({ leaseMs: settings.claimMs, limit: concurrency });
    if (due.length === 0) break;
    // All of them end before the first error is thrown: nothing goes on unseen.
    const results = await Promise.allSettled(due.map((claimed) => processOne(settings, claimed)));
    for (const name of valuesOf(results).flat()) report[name] += 1;
  }
  return report;
}

async function processOne<Transaction>(
  { log, handler, claimMs, retryGapsMs }: ReceiverSettings<Transaction>,
  { claim, notification, failures }: ClaimedNotification,
): Promise<readonly (keyof ProcessReport)[]> {
  const retryInMs = retryGapsMs[failures];
  const handling = await handleClaimed(log, claim, { claimMs, retryInMs }, () =>
    handler(readStored(notification), undefined),
  );
  if (handling.kind === 'handled') return handling.claimLost ? ['handled', 'claimsLost'] : ['handled'];
  if (!handling.isWrittenDown) throw handling.error;
  return [retryInMs === undefined ? 'dead' : 'postponed'];
}

/** What was fulfilled. Throws the first error, and reports the others. */
function valuesOf<Value>(results: readonly PromiseSettledResult<Value>[]): readonly Value[] {
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [{ error: result.reason as unknown }] : [],
  );
  for (const { error } of errors.slice(1)) reportWarning(error);
  const [first] = errors;
  if (first !== undefined) throw first.error;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
