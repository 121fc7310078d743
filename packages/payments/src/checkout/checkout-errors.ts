import { CheckoutError, OptionError } from '@alipay-intl/core/errors';

/** The journal holds no such payment. */
export function paymentUnknown(attemptId: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_PAYMENT_UNKNOWN', {
    attemptId,
    what: `The journal holds no payment ${attemptId}.`,
    money: 'Nothing was sent.',
    next: 'Look at the id, and at whether this is the journal that the payment was written to.',
  });
}

/** The state of the payment does not allow it. */
export function wrongState(attemptId: string, what: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_STATE', {
    attemptId,
    what,
    money: 'Nothing was sent; the payment stands as it was.',
    next: 'Read its state with status().',
  });
}

/** Driving was stopped by the caller's signal. */
export function stopped(attemptId: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_STOPPED', {
    attemptId,
    what: `Driving the payment ${attemptId} was stopped before its end.`,
    money: 'The state of the money is unknown until it has ended; its journal is safe.',
    next: 'Run recover() or resume it, here or on another machine.',
  });
}

/** The caller's signal was aborted before anything was done. */
export function stoppedBefore(attemptId: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_STOPPED', {
    attemptId,
    what: `The signal was aborted before the payment ${attemptId} was looked at.`,
    money: 'This call sent nothing.',
    next: 'Call again without an aborted signal.',
  });
}

/** Another attempt of the order may still take the money, or has taken it. */
export function orderTaken(orderId: string, attemptId: string, state: string): CheckoutError {
  return new CheckoutError('ERR_CHECKOUT_ORDER_TAKEN', {
    attemptId,
    what: `The order ${orderId} has another attempt, ${attemptId}, which is ${state}.`,
    money: 'Nothing was sent this time.',
    next:
      state === 'paid'
        ? 'The order is paid; do not charge it again.'
        : 'Bring that attempt to its end first; charging again could take the money twice.',
  });
}

/** A refund whose end nobody knows yet stands in the way. */
export function refundUndecided(attemptId: string, refundAttemptId: string): CheckoutError {
  return new CheckoutError('ERR_REFUND_UNDECIDED', {
    attemptId,
    what: `The refund ${refundAttemptId} of the payment ${attemptId} is not decided yet.`,
    money: 'Nothing was sent this time; that refund may have been made.',
    next: 'Repeat that refund with its own id until it is decided; a second one could give the money back twice.',
  });
}

/** The id of a refund was used with another amount. */
export function refundIdReused(): OptionError {
  return new OptionError('ERR_REQUEST_ID_REUSED', {
    what: 'This refundAttemptId was already used for another amount.',
    money: 'Nothing was sent this time; the first refund with this id stands as it was.',
    next: 'Repeat it with its first amount, or take a new refundAttemptId for a new refund.',
    issues: [{ path: 'refundAttemptId', message: 'was already used with another amount' }],
  });
}

/** The id was opened with other parameters. */
export function idReused(): OptionError {
  return new OptionError('ERR_REQUEST_ID_REUSED', {
    what: 'This attemptId was already used for another order, amount or description.',
    money: 'Nothing was sent this time; what became of the first use is for its own status to say.',
    next: 'Repeat it with the same parameters, or take a new attemptId for a new attempt.',
    issues: [{ path: 'attemptId', message: 'was already used with other parameters' }],
  });
}
