import { type AlipayError, isAlipayError, TransportError } from '@alipay-intl/core/errors';
import type { Proof, Unknown } from '../outcome.ts';
import type {
  RailCancelOutcome,
  RailPayOutcome,
  RailRefundOutcome,
  RailState,
} from '../rail/payment-rail.ts';
import { openOutcome } from '../verdict.ts';
import type { JournaledAnswer } from './payment-event.ts';

/** Anything that a call to a rail can come to. */
export type RailOutcome = RailPayOutcome<unknown> | RailState | RailCancelOutcome | RailRefundOutcome;

/** What is written down of an outcome: no buyer data, no proof text, just what decides and how to find it again. */
export function answerOf(outcome: RailOutcome): JournaledAnswer {
  const traceId = 'proof' in outcome ? outcome.proof.traceId : outcome.facts.traceId;
  switch (outcome.kind) {
    case 'paid':
      return { kind: 'paid', providerId: outcome.providerId, amount: outcome.amount, traceId };
    case 'placed':
      return { kind: 'placed', providerId: outcome.providerId, traceId };
    case 'refunded':
      return { kind: 'refunded', providerRefundId: outcome.providerRefundId, traceId };
    case 'declined':
      return { kind: 'declined', resultCode: codeOf(outcome.proof, outcome), traceId };
    case 'unknown':
      return unknownAnswer(outcome);
    default:
      return { kind: outcome.kind, traceId };
  }
}

/**
 * What is written down of a repeated pay or refund: a refusal that does not speak of the payment itself says nothing about
 * the earlier sending. docs/decisions/0008, 0014.
 */
export function answerOfRepeat(operation: 'pay' | 'refund', outcome: RailOutcome): JournaledAnswer {
  const open = outcome.kind === 'declined' ? openOutcome(operation, outcome.proof, true) : undefined;
  return open === undefined ? answerOf(outcome) : unknownAnswer(open);
}

/** What is written down of a call that threw: it was not sent, or nobody knows. */
export function answerOfError(error: unknown): JournaledAnswer {
  if (!isAlipayError(error))
    return { kind: 'unknown', errorCode: error instanceof Error ? error.name : 'Error' };
  const mayHaveLeft = error instanceof TransportError ? error.bytesMayHaveLeft : isUncertain(error);
  return { kind: mayHaveLeft ? 'unknown' : 'not-sent', errorCode: error.code };
}

// Every other error of a call is about its arguments or its key, and is thrown before anything is sent.
function isUncertain(error: AlipayError): boolean {
  return 'bytesMayHaveLeft' in error
    ? error.bytesMayHaveLeft !== false
    : error.code.startsWith('ERR_RESPONSE_');
}

function unknownAnswer({ cause, result, facts }: Unknown): JournaledAnswer {
  return {
    kind: 'unknown',
    errorCode: cause.code,
    resultCode: result?.resultCode,
    traceId: facts.traceId,
  };
}

function codeOf(proof: Proof, outcome: RailOutcome): string {
  const reason = 'reason' in outcome ? outcome.reason.resultCode : '';
  return reason === '' ? proof.result.resultCode : reason;
}
