import { acquiringNotification } from '../acquiring/acquiring-notification.ts';
import type { SimulatorClock } from '../clock.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import type { Settings } from '../settings.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import { type DeliveryOutcome, deliver, refuseNotifyUrl } from './deliver.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { pendingNotification, resultNotification } from './notification.ts';
import type { Notification } from './notification-message.ts';
import type { NotificationShape } from './notification-shape.ts';

/** Sends notifications and sends them again until they are acknowledged (docs/wire/v1 §6). */
export interface Outbox {
  /** Starts the notification of a payment that has become final. */
  announce(payment: PaymentRecord): void;
  /** Sends the result once more, as a duplicate with its own resends. */
  repeat(payment: PaymentRecord): void;
  /** Sets how the next announcement looks; shapes wait in a row. */
  shapeNext(shape: NotificationShape): void;
  /** Keeps announcements back until `release`. */
  hold(): void;
  /** Sends what was kept back, one after the other. */
  release(order: 'sent' | 'reversed'): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
  close(): void;
}

/** What an outbox works with. */
export interface OutboxParts {
  readonly settings: Settings;
  readonly clock: SimulatorClock;
  readonly keys: KeyRing;
  readonly log: DeliveryLog;
}

/** Creates an {@link Outbox}. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { settings, clock, log } = parts;
  const inFlight = new Set<Promise<void>>();
  const shapes: NotificationShape[] = [];
  const closing = new AbortController();
  let held: Notification[] | undefined;

  const track = (work: Promise<void>): Promise<void> => {
    inFlight.add(work);
    return work.finally(() => inFlight.delete(work));
  };
  const attempt = async (notification: Notification, count: number): Promise<void> => {
    const at = clock.now();
    const outcome = await deliverOnce(parts, notification, {
      at,
      isFirst: count === 1,
      signal: closing.signal,
    });
    const { isWorthRepeating, ...ending } = outcome;
    log.add({ ...notification.facts, ...ending, attempt: count, at });
    if (!outcome.acknowledged && isWorthRepeating) plan(notification, count + 1, at);
  };
  const plan = (notification: Notification, count: number, lastMs: number): void => {
    const waitMs = settings.resendSchedule[count - 1];
    if (waitMs === undefined || closing.signal.aborted) return;
    clock.schedule(lastMs + waitMs, () => track(attempt(notification, count)));
  };
  const start = async (notifications: readonly Notification[]): Promise<void> => {
    // The answer of the call that made the payment final leaves first.
    await new Promise((resolve) => setImmediate(resolve));
    const [firstWaitMs = 0] = settings.resendSchedule;
    for (const notification of notifications) {
      if (firstWaitMs > 0) plan(notification, 1, clock.now());
      else if (!closing.signal.aborted) await attempt(notification, 1);
    }
  };
  const send = (notifications: readonly Notification[]): void => {
    if (settings.notifications === 'off') return;
    if (held === undefined) void track(start(notifications));
    else held.push(...notifications);
  };

  return {
    announce: (payment) => {
      if (payment.order.notifyUrl !== undefined) send(shapedNotifications(parts, payment, shapes.shift()));
    },
    repeat: (payment) => send(shapedNotifications(parts, payment, {})),
    shapeNext: (shape) => {
      shapes.push(shape);
    },
    hold: () => {
      held ??= [];
    },
    release: (order) => {
      const waiting = held ?? [];
      held = undefined;
      send(order === 'reversed' ? waiting.toReversed() : waiting);
    },
    settled: async () => {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
    close: () => closing.abort(),
  };
}

/** A payment without a notify URL has no notification. */
function shapedNotifications(
  parts: OutboxParts,
  payment: PaymentRecord,
  shape: NotificationShape = {},
): readonly Notification[] {
  const { family, notifyUrl } = payment.order;
  if (notifyUrl === undefined) return [];
  const write = family === 'acquiring' ? acquiringNotification : resultNotification;
  const result = write(parts, payment, notifyUrl, shape.fault);
  const copies = Array.from({ length: shape.copies ?? 1 }, () => result);
  const isPendingFirst = shape.pendingFirst === true && family === 'v1';
  return isPendingFirst ? [pendingNotification(parts, payment, notifyUrl), ...copies] : copies;
}

async function deliverOnce(
  parts: OutboxParts,
  notification: Notification,
  moment: { readonly at: number; readonly isFirst: boolean; readonly signal: AbortSignal },
): Promise<DeliveryOutcome & { readonly isWorthRepeating: boolean }> {
  const url = new URL(notification.facts.url);
  const refusal = refuseNotifyUrl(url);
  if (refusal !== undefined)
    return { status: undefined, acknowledged: false, error: refusal, isWorthRepeating: false };
  const { isFirst, at: nowMs, signal } = moment;
  const sealed = await notification.seal({ nowMs, isFirst });
  const outcome = await deliver({ url, ...sealed, timeoutMs: parts.settings.deliveryTimeoutMs, signal });
  return { ...outcome, isWorthRepeating: true };
}
