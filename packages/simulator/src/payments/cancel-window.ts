import type { Settings } from '../settings.ts';
import type { PaymentRecord } from './payment.ts';

const dayMs = 24 * 3_600_000;
const shopDayShiftMs = 8 * 3_600_000;
const quarterHourMs = 15 * 60_000;

/** Moment from which a payment cannot be cancelled any more: 00:15 GMT+8 of the day after its placing (docs/wire/v1 §5.6). */
export function cancelDeadlineMs(settings: Settings, payment: PaymentRecord): number {
  const { cancelWindow } = settings;
  if (cancelWindow !== 'next-day') return payment.createdMs + cancelWindow.lengthMs;
  const dayNumber = Math.floor((payment.createdMs + shopDayShiftMs) / dayMs);
  return (dayNumber + 1) * dayMs - shopDayShiftMs + quarterHourMs;
}
