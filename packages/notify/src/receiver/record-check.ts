import { ProtocolError } from '@alipay-intl/core/errors';
import { type Amount, amountsEqual } from '@alipay-intl/core/money';
import { isPromise } from '../is-promise.ts';
import { type PaymentFact, paymentFactOf } from './payment-fact.ts';
import type { Received } from './received.ts';

/** What your own record says of a payment. */
export interface ExpectedPayment {
  /** Smallest unit, as it was sent to Alipay. */
  readonly amount: Amount;
}

/** Your record of a payment by your own id; nothing where there is none. Asked for what is `paid` or `declined`. */
export type Lookup = (
  attemptId: string,
  received: Received,
) => Promise<ExpectedPayment | null | undefined> | ExpectedPayment | null | undefined;

/**
 * Compares what a genuine notification says of a payment with the caller's record. What decides nothing of a payment passes, as does
 * what names none of the caller's: a refund or a capture carries ids of its own. docs/wire/v1 §3.9, §3.10.
 *
 * @returns why it is not believed, or `undefined`; at once where the record answers at once.
 */
export function compareWithRecord(
  received: Received,
  lookup: Lookup,
): ProtocolError | undefined | Promise<ProtocolError | undefined> {
  const fact = paymentFactOf(received);
  if (fact === undefined) return undefined;
  const expected = lookup(fact.attemptId, received);
  return isPromise(expected)
    ? Promise.resolve(expected).then((found) => doubtOf(received, fact, found))
    : doubtOf(received, fact, expected);
}

function doubtOf(
  received: Received,
  { amount }: PaymentFact,
  expected: ExpectedPayment | null | undefined,
): ProtocolError | undefined {
  if (expected === undefined || expected === null) return unknownPayment();
  const fits = amount === undefined ? !isAmountTold(received) : amountsEqual(amount, expected.amount);
  return fits ? undefined : mismatch();
}

/** A failure may come without an amount; one that is there and cannot be read is another one than expected. */
function isAmountTold({ family, notification: { body } }: Received): boolean {
  const told = body[family === 'v1' ? 'paymentAmount' : 'orderAmount'];
  return told !== undefined && told !== null;
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
