import type { Clock } from '@alipay-intl/core/time';
import type { Claim, ClaimedNotification, LoggedNotification, NotificationLog } from '@alipay-intl/notify';
import type { PostgresNotificationLog, Store, StoreSession } from '@alipay-intl/postgres';
import { ManualClock } from '../journal/journal-scene.ts';

/** Any log; the suite runs its transactions only where it has them. */
export type AnyLog = NotificationLog | NotificationLog<StoreSession>;

/** Makes the log of a merchant. All of one maker live in one store. */
export type LogMaker<Log extends AnyLog = AnyLog> = (scope: string, clock: Clock) => Log;

/** A log that nobody else uses, and its time. */
export interface LogScene<Log extends AnyLog = AnyLog> {
  readonly log: Log;
  readonly clock: ManualClock;
  readonly scope: string;
}

/** A log in a store, and the store itself. */
export interface StoredLog {
  readonly store: Store;
  readonly makeLog: LogMaker<PostgresNotificationLog>;
}

let scenes = 0;

/** A scene with a scope of its own. */
export function newLogScene<Log extends AnyLog>(make: LogMaker<Log>): LogScene<Log> {
  scenes += 1;
  const clock = new ManualClock();
  const scope = `merchant-${process.pid}-${scenes}`;
  return { log: make(scope, clock), clock, scope };
}

export const leaseMs = 60_000;

/** A notification that is handled before it is acknowledged. */
export function notified(key: string, changes: Partial<LoggedNotification> = {}): LoggedNotification {
  return {
    key,
    family: 'v1',
    type: 'PAYMENT_RESULT',
    reference: `payment of ${key}`,
    receivedAtMs: Date.UTC(2026, 0, 31, 11),
    message: undefined,
    ...changes,
  };
}

/** One that is processed later. */
export function toProcess(key: string, changes: Partial<LoggedNotification> = {}): LoggedNotification {
  return notified(key, { message: `{"of":"${key}"}`, ...changes });
}

/** Claims a notification that must be free. */
export async function claimed(log: AnyLog, notification: LoggedNotification): Promise<Claim> {
  const result = await log.claim(notification, { leaseMs });
  if (result.kind !== 'claimed') throw new Error(`${notification.key} is ${result.kind}`);
  return result.claim;
}

/** Takes one stored notification, which must be due. */
export async function takenOne(log: AnyLog): Promise<ClaimedNotification> {
  const [taken] = await log.takeStored({ leaseMs, limit: 1 });
  if (taken === undefined) throw new Error('nothing is due');
  return taken;
}

export const keysOf = (taken: readonly ClaimedNotification[]): readonly string[] =>
  taken.map(({ notification }) => notification.key);
