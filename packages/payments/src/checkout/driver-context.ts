import type { SleepingClock } from '@alipay-intl/core/time';
import type { PaymentRail, RailOrder } from '../rail/payment-rail.ts';
import type { Journal, LeaseRequest } from './journal.ts';
import type { AlarmKind } from './payment-event.ts';
import type { PaymentState } from './payment-state.ts';
import type { Wakeups } from './wakeups.ts';

/** What driving a payment works with. */
export interface DriverContext<Charge extends RailOrder, Handover> {
  readonly rail: PaymentRail<Charge, Handover>;
  readonly journal: Journal;
  readonly clock: SleepingClock;
  readonly lease: LeaseRequest;
  readonly wakeups: Wakeups;
  /** Tells an alarm that is durable now. */
  readonly alarm: (kind: AlarmKind, state: PaymentState) => void;
}

// Whatever the rail charges: for the parts that never send a payment.
// biome-ignore lint/suspicious/noExplicitAny: a function that takes any charge cannot be written otherwise.
export type AnyDriverContext = DriverContext<any, unknown>;
