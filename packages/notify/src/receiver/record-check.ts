import { ProtocolError } from '@alipay-intl/core/errors';
import { type Amount, amountsEqual } from '@alipay-intl/core/money';
import { amountOf, paymentFactOf } from './payment-fact.ts';
import type { Received } from './received.ts';

/** What your own record says of a payment. */
export interface ExpectedPayment {
  /** Smallest unit, as it was sent to Alipay. */
  readonly amount: Amount;
}

/** Your record of a payment by your own id, or `undefined` where there is none. */
export type Lookup = (
  attemptId: string,
  received: Received,
) => Promise<ExpectedPayment | undefined> | ExpectedPayment | undefined;

/**
 * Compares what a genuine notification says of a payment with the caller's record. Notifications that are not about a payment
 * pass.
 *
 * @returns why it is not believed, or `undefined`.
 */
export async function compareWithRecord(
  received: Received,
  lookup: Lookup,
): Promise<ProtocolError | undefined> {
  const fact = paymentFactOf(received);
  if (fact === undefined) return undefined;
  const expected = await lookup(fact.attemptId, received);
  if (expected === undefined) return unknownPayment();
  const amount = amountOf(received);
  return amount === undefined || amountsEqual(amount, expected.amount) ? undefined : mismatch();
}

function unknownPayment(): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_UNKNOWN', {
    what: 'A genuine notification names a payment that your record does not have.',
    money: 'Money may have been taken for it.',
    next: 'Alipay sends it again; look for the system that made the payment if your record is not just late.',
  });
}

function mismatch(): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_MISMATCH', {
    what: 'A genuine notification names another amount or currency than your record of the payment.',
    money: 'Money may have been taken, but not as this order says.',
    next: 'Do not deliver; compare the payment with Alipay by hand.',
  });
}
