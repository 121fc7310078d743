import {
  type Alarm,
  type Checkout,
  type CheckoutOptions,
  createCheckout,
  createMemoryJournal,
  type Journal,
} from '@alipay-intl/payments/checkout';
import type { RailCharge, RailName } from '@alipay-intl/payments/rail';
import { price } from './payment-story.ts';
import { createScriptedRail, type Script, type ScriptedRail } from './scripted-rail.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface Till {
  readonly checkout: Checkout<RailCharge, string>;
  readonly rail: ScriptedRail;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly alarms: readonly Alarm[];
  /** Lets virtual time run until this has settled. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Lets virtual time pass. */
  pass(seconds: number): Promise<void>;
}

interface TillSettings extends Partial<Omit<CheckoutOptions<RailCharge, string>, 'rail' | 'clock'>> {
  readonly clock?: VirtualClock;
  readonly railName?: RailName;
  readonly callMs?: number;
}

/** A checkout over a scripted rail, a journal in memory and a virtual clock. */
export function openTill(script: Script, settings: TillSettings = {}): Till {
  const { clock = createVirtualClock(), railName, callMs, ...options } = settings;
  const rail = createScriptedRail(script, { clock, name: railName, callMs });
  const journal = settings.journal ?? createMemoryJournal(clock);
  const alarms: Alarm[] = [];
  const onAlarm = settings.onAlarm ?? ((alarm: Alarm) => void alarms.push(alarm));
  const checkout = createCheckout({ ...options, rail, journal, clock, onAlarm });
  return {
    checkout,
    rail,
    clock,
    journal,
    alarms,
    run: (work) => clock.run(work),
    pass: (seconds) => clock.run(clock.sleep(seconds * 1_000)),
  };
}

const scannedCode = '281234567890123456';

let ordersSoFar = 0;

/** An order that no other test uses. */
export function orderOf(changes: Partial<RailCharge> = {}): RailCharge {
  ordersSoFar += 1;
  return {
    attemptId: `attempt_${ordersSoFar}`,
    orderId: `order_${ordersSoFar}`,
    description: 'Coffee',
    amount: price,
    scannedCode,
    ...changes,
  };
}

/** Types of the events of a payment, in their order. */
export async function eventTypes({ checkout }: Till, attemptId: string): Promise<string[]> {
  return (await checkout.history(attemptId)).map((event) =>
    event.type === 'ended' ? `ended ${event.end}` : event.type,
  );
}
