import { SimulatorError } from '../simulator-error.ts';

const notificationFaults = [
  'wrong-signature',
  'unsigned',
  'empty-signature',
  'foreign-key',
  'wrong-client',
  'repeated-key',
  'wrong-amount',
  'wrong-function',
  'sha1-signature',
  'repeated-member',
  'hidden-member',
  'trailing-bytes',
  'double-base64',
  'triple-base64',
] as const;

/**
 * What can be wrong with the first delivery of a notification; resends are right. `wrong-amount` stays wrong.
 * Those behind it belong to the envelope of the acquiring family and change nothing in a v1 notification.
 */
export type NotificationFault = (typeof notificationFaults)[number];

/** How the notification of the next payment that becomes final is sent. */
export interface NotificationShape {
  /** How many copies are sent one after the other, each with its own resends; 1 when absent. */
  readonly copies?: number;
  /** Sends `PAYMENT_PENDING` before the result; the acquiring family has no such notice. */
  readonly pendingFirst?: boolean;
  readonly fault?: NotificationFault;
}

/** Checks a shape, which may have come over HTTP. */
export function checkNotificationShape(shape: NotificationShape): NotificationShape {
  const { copies = 1, pendingFirst = false, fault } = shape;
  assertShape(Number.isSafeInteger(copies) && copies >= 0 && copies <= 100, 'copies must be 0 to 100');
  assertShape(typeof pendingFirst === 'boolean', 'pendingFirst must be true or false');
  const isKnown = fault === undefined || notificationFaults.includes(fault);
  assertShape(isKnown, `fault must be one of ${notificationFaults.join(', ')}`);
  return shape;
}

function assertShape(isRight: boolean, message: string): void {
  if (!isRight) throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', message);
}
