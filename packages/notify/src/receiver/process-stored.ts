import { StoreError } from '@alipay-intl/core/errors';
import { isJsonObject, parseStrictJson } from '@alipay-intl/core/signing';
import { readAcquiringNotification } from '../notifications/read-acquiring-notification.ts';
import { readNotification } from '../notifications/read-notification.ts';
import type { ClaimedNotification, LoggedNotification } from './notification-log.ts';
import { codeOf } from './receipt-events.ts';
import type { Received } from './received.ts';
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
  const report = { handled: 0, postponed: 0, dead: 0 };
  while (signal?.aborted !== true) {
    const due = await settings.log.takeStored({ leaseMs: settings.claimMs, limit: concurrency });
    if (due.length === 0) break;
    const results = await Promise.all(due.map((claimed) => processOne(settings, claimed)));
    for (const result of results) report[result] += 1;
  }
  return report;
}

async function processOne<Transaction>(
  { log, handler, clock, retryGapsMs }: ReceiverSettings<Transaction>,
  { claim, notification, failures }: ClaimedNotification,
): Promise<keyof ProcessReport> {
  try {
    await handler(readStored(notification), undefined);
  } catch (error) {
    const gapMs = retryGapsMs[failures];
    await log.fail(claim, {
      reason: codeOf(error) ?? '',
      retryAtMs: gapMs === undefined ? undefined : clock.now() + gapMs,
    });
    return gapMs === undefined ? 'dead' : 'postponed';
  }
  await log.complete(claim);
  return 'handled';
}

/** It was verified before it was stored; here its text only gets its type again. */
function readStored({ family, type, message, key, receivedAtMs }: LoggedNotification): Received {
  const parsed = parseStrictJson(Buffer.from(message ?? ''));
  const delivery = { key, receivedAtMs, sentAtMs: undefined, signedWithQuery: false, verifiedBy: undefined };
  if (parsed.ok && family === 'v1') {
    const notification = readNotification(parsed.value);
    if (notification !== undefined) return { family, notification, delivery };
  }
  if (parsed.ok && family === 'acquiring') {
    const outer = parsed.value['request'] ?? parsed.value['response'];
    const body = isJsonObject(outer) ? outer['body'] : undefined;
    const notification = isJsonObject(body) ? readAcquiringNotification(type, body) : undefined;
    if (notification !== undefined) return { family, notification, delivery };
  }
  throw new StoreError('ERR_STORE_DAMAGED', {
    what: 'A stored notification cannot be read.',
    money: 'It had no effect.',
    next: 'Ask for the status of its payment.',
  });
}
