import {
  type Checkout,
  createCheckout,
  type Journal,
  type PaymentNotification,
  type PolicyChanges,
} from '@alipay-intl/payments/checkout';
import type { RailCharge } from '@alipay-intl/payments/rail';
import type { Choices } from './choices.ts';
import { createEventClock, type EventClock } from './event-clock.ts';
import {
  type Breadth,
  createGatewayModel,
  type Family,
  type GatewayModel,
  type PayWay,
} from './gateway-model.ts';
import { createMortalProcess, type Fate, type MortalProcess } from './mortal-process.ts';
import { type WatchedJournal, watchJournal } from './watched-journal.ts';

/** A short rhythm with every kind of wait in it. */
export const crashPolicy = {
  firstQueryMs: 2_000,
  queryIntervalMs: 3_000,
  notFoundIntervalMs: 5_000,
  notFoundQueries: 3,
  limitMs: 8_000,
  cancelRepeats: 3,
  cancelIntervalMs: 5_000,
  callDeadlineMs: 1_000,
  lookBacksMs: [30_000],
  refundGapsMs: [5_000, 10_000],
} as const satisfies PolicyChanges;
export const leaseMs = 9_000;

export const order = {
  attemptId: 'attempt-1',
  orderId: 'order-1',
  description: 'Coffee',
  amount: { currency: 'SGD', value: '1000' },
  scannedCode: '281006020000000001',
} as const satisfies RailCharge;

/** A process of the merchant. */
export interface Worker {
  readonly checkout: Checkout<RailCharge>;
  isDead(): boolean;
}

type Outside = Pick<MortalProcess, 'journal' | 'rail' | 'clock'>;

/** One run: a merchant whose processes die, and a gateway that goes on. */
export interface CrashWorld {
  readonly clock: EventClock;
  readonly watched: WatchedJournal;
  readonly gateway: GatewayModel;
  readonly fate: Fate;
  /** What the merchant was told of the payment, by whichever process. */
  readonly told: string[];
  /** Notifications that Alipay will not send again. */
  readonly acknowledged: PaymentNotification[];
  /** What must not be, noticed on the way. */
  readonly violations: string[];
  /** Starts a process; `isSafe` ones do not die. */
  startWorker(name: string | undefined, isSafe?: boolean): Worker;
  /** Tries another attempt of the same order, which must not be sent while the first may still be paid. */
  tryOtherAttempt(): Promise<void>;
  /** Whether the world outside has nothing to say any more. */
  isQuiet(): boolean;
}

export interface WorldSetting {
  readonly family: Family;
  readonly breadth: Breadth;
  readonly choices: Choices;
  /** How often a process dies. */
  readonly deaths: number;
  readonly pays: readonly [PayWay, ...PayWay[]];
  readonly onDeath: (world: CrashWorld) => void;
}

export function createCrashWorld({
  family,
  breadth,
  choices,
  deaths,
  pays,
  onDeath,
}: WorldSetting): CrashWorld {
  const clock = createEventClock(Date.UTC(2026, 10, 20));
  const watched = watchJournal(clock);
  const violations: string[] = [];
  const acknowledged: PaymentNotification[] = [];
  const workers: Worker[] = [];
  let underWay = 0;
  let sessions = 0;
  let others = 0;

  const gateway = createGatewayModel({
    family,
    breadth,
    choices,
    clock,
    pays,
    onArrival: (what, id, amount) => {
      arrivals += 1;
      if (what !== 'query') violations.push(...undurable(watched, what, id, amount));
    },
    notify: (notification, way, afterMs) => {
      underWay += 1;
      clock.after(afterMs, () => void deliver(notification, way, 0));
    },
  });
  let arrivals = 0;
  const fate: Fate = {
    choices,
    left: deaths,
    processes: 0,
    boundaries: 0,
    deaths: [],
    onDeath: () => onDeath(world),
    moment: () =>
      [
        watched.revision(),
        arrivals,
        world.told.length,
        acknowledged.length,
        violations.length,
        clock.elapsed(),
      ].join(),
    seen: new Set(),
  };

  async function deliver(
    notification: PaymentNotification,
    way: 'shop' | 'webhook',
    tries: number,
  ): Promise<void> {
    const receiver =
      way === 'webhook' ? world.startWorker(undefined, true) : workers.findLast((one) => !one.isDead());
    const recorded = receiver?.checkout.recordNotification(notification).catch((error: unknown) => {
      violations.push(`a notification was refused: ${error}`);
      return { kind: 'unknown-payment' } as const;
    });
    const silence = clock.sleep(3_000).then(() => ({ kind: 'silence' }) as const);
    const result = await Promise.race([recorded ?? silence, silence]);
    const isTaken = result.kind === 'recorded' || result.kind === 'known';
    if (isTaken) acknowledged.push(notification);
    // Once more after the acknowledgement, because deliveries repeat.
    if (isTaken && acknowledged.length > 1) underWay -= 1;
    else if (tries > 6) {
      underWay -= 1;
      violations.push('a notification was never taken');
    } else
      clock.after(isTaken ? 1_000 : 15_000 * 3 ** tries, () => void deliver(notification, way, tries + 1));
  }

  function checkoutOver(outside: Outside, worker?: string): Checkout<RailCharge> {
    const { journal, rail, clock: time } = outside;
    sessions += 1;
    const session = `session-${sessions}`;
    return createCheckout({ journal, rail, clock: time, policy: crashPolicy, leaseMs, worker, session });
  }

  const world: CrashWorld = {
    clock,
    watched,
    gateway,
    fate,
    told: [],
    acknowledged,
    violations,
    startWorker(name, isSafe = false) {
      const outside = { journal: watched.journal, rail: gateway.rail, clock };
      if (isSafe) return { checkout: checkoutOver(outside, name), isDead: () => false };
      const process = createMortalProcess(fate, outside);
      const worker = { checkout: checkoutOver(process, name), isDead: process.isDead };
      workers.push(worker);
      return worker;
    },
    async tryOtherAttempt() {
      others += 1;
      const before = watched.summary(order.attemptId)?.state;
      const isFree = await takesOrder(watched.journal, `other-${others}`);
      if (isFree && before !== undefined && before !== 'declined' && before !== 'reversed') {
        violations.push(`V1: another attempt was possible while the first was ${before}`);
      }
    },
    isQuiet: () => gateway.isIdle() && underWay === 0,
  };

  return world;
}

/** V6: what is sent must be written down before it arrives. */
function undurable(
  { events }: WatchedJournal,
  what: 'pay' | 'cancel' | 'refund',
  id: string,
  amount: number,
): string[] {
  const all = events(order.attemptId);
  const isDurable = all.some((event) => {
    if (what === 'pay')
      return event.type === 'intent' && event.attemptId === id && Number(event.amount.value) === amount;
    if (what === 'cancel') return event.type === 'sent' && event.action === 'cancel';
    return (
      event.type === 'refund-intent' && event.refundAttemptId === id && Number(event.amount.value) === amount
    );
  });
  return isDurable ? [] : [`V6: ${what} ${id} of ${amount} was sent before it was durable`];
}

/** Opens another attempt of the order as a checkout does, and gives the order free again. */
async function takesOrder(journal: Journal, attemptId: string): Promise<boolean> {
  const { orderId } = order;
  const lease = { session: attemptId, leaseMs };
  const opened = await journal.open({
    attemptId,
    rail: 'none',
    fingerprint: '',
    orderKey: orderId,
    events: [],
    lease,
  });
  if (opened.kind !== 'opened') return false;
  const summary = { state: 'declined', needsPerson: false, wakeAtMs: undefined, freesOrder: true } as const;
  await journal.append({ attemptId, afterVersion: 0, events: [], summary });
  return true;
}
