import { ProtocolError, TransportError } from '@alipay-intl/core/errors';
import { describeResult, type Result, type ResultOperation } from '@alipay-intl/core/results';
import type { Declined, Processing, Unknown } from '@alipay-intl/payments';
import type { RailCancelled, RailPaid, RailRefunded } from '@alipay-intl/payments/rail';

type Proof = Declined['proof'];

const facts = { path: '/model', durationMs: 1, httpStatus: 200, traceId: 'trace' } as const;

function proof(result: Result): Proof {
  const rest = { answer: {}, rawAnswer: () => Buffer.alloc(0), verifiedBy: undefined };
  return { ...facts, ...rest, result } as unknown as Proof;
}

const success: Result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: '' };

export const processing: Processing = {
  kind: 'processing',
  proof: proof({ resultCode: 'PAYMENT_IN_PROCESS', resultStatus: 'U', resultMessage: '' }),
};
export const notFound = {
  kind: 'not-found',
  proof: proof({ ...success, resultCode: 'ORDER_NOT_EXIST' }),
} as const;
export const cancelled: RailCancelled = { kind: 'cancelled', proof: proof(success) };

export function paid(providerId: string, amount: RailPaid['amount']): RailPaid {
  return { kind: 'paid', providerId, amount, proof: proof(success) };
}

export function refunded(providerRefundId: string): RailRefunded {
  return { kind: 'refunded', providerRefundId, proof: proof(success) };
}

export function declined(operation: ResultOperation, resultCode: string): Declined {
  const result: Result = { resultCode, resultStatus: 'F', resultMessage: '' };
  return { kind: 'declined', reason: describeResult(operation, result), proof: proof(result) };
}

/** The answer was lost, or decides nothing. */
export function unknown(): Unknown {
  const cause = new ProtocolError('ERR_RESPONSE_UNDECIDED', {
    what: 'No answer.',
    money: 'Unknown.',
    next: 'Ask.',
  });
  return { kind: 'unknown', cause, result: undefined, claimed: undefined, facts };
}

/** Not one byte left. */
export function notSent(): TransportError {
  const text = {
    what: 'No network.',
    money: 'Nothing was sent.',
    next: 'Repair it.',
    bytesMayHaveLeft: false,
  };
  return new TransportError('ERR_TRANSPORT_CONNECT', text);
}
