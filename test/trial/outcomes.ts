import { type AlipayError, ProtocolError } from '@alipay-intl/core/errors';
import { describeResult, type Result } from '@alipay-intl/core/results';
import type { RailPaid } from '@alipay-intl/payments/rail';
import type { Account } from './account.ts';
import type { GatewayAnswer } from './gateway.ts';
import type { TrialOutcome } from './trial-rail.ts';

type Proof = RailPaid['proof'];

const facts = { path: '/trial', durationMs: 1, httpStatus: 200, traceId: undefined };

const proofs = new Map<string, Proof>();

function proofOf(resultStatus: Result['resultStatus'], resultCode: string): Proof {
  const known = proofs.get(resultCode);
  if (known !== undefined) return known;
  const result = { resultStatus, resultCode, resultMessage: '' };
  // No key proves anything here; the checkout never looks at who did.
  const proof = { ...facts, result, answer: {}, rawAnswer: () => Buffer.alloc(0) } as unknown as Proof;
  proofs.set(resultCode, proof);
  return proof;
}

/** What the rails of the package make of an answer that decides nothing. */
export function unknownOutcome(
  cause: AlipayError,
  resultStatus?: Result['resultStatus'],
  resultCode = '',
  claimsPaid = false,
): TrialOutcome {
  const result = resultStatus === undefined ? undefined : { resultStatus, resultCode, resultMessage: '' };
  const claimed = claimsPaid
    ? { resultStatus: 'S' as const, resultCode: 'SUCCESS', resultMessage: '' }
    : undefined;
  return { kind: 'unknown', cause, result, claimed, facts };
}

/** What the rails of the package make of a verified answer. */
export function outcomeFor(
  { action }: { readonly action: 'pay' | 'query' | 'cancel' | 'refund' },
  answer: GatewayAnswer,
  account: Account | undefined,
): TrialOutcome {
  switch (answer.kind) {
    case 'paid':
      return paidOutcome(action, answer.units, account);
    case 'placed':
      return {
        kind: 'placed',
        handover: 'https://wallet.example',
        providerId: undefined,
        proof: proofOf('S', 'SUCCESS'),
      };
    case 'declined':
      return declinedOutcome(action, answer.resultCode);
    case 'inconsistent':
      return foreign('REPEAT_REQ_INCONSISTENT');
    case 'refunded':
      return { kind: 'refunded', providerRefundId: undefined, proof: proofOf('S', 'SUCCESS') };
    case 'cancelled':
      return action === 'pay'
        ? declinedOutcome('pay', 'ORDER_IS_CANCELED')
        : { kind: 'cancelled', proof: proofOf('S', 'SUCCESS') };
    default:
      return { kind: answer.kind, proof: proofOf('U', 'PAYMENT_IN_PROCESS') };
  }
}

function paidOutcome(action: string, units: bigint, account: Account | undefined): TrialOutcome {
  // The rails compare what an answer to pay says with what was asked for.
  if (action === 'pay' && account !== undefined && units !== account.units) return foreign('SUCCESS');
  return {
    kind: 'paid',
    providerId: account === undefined ? undefined : `P${account.attemptId}`,
    amount: account === undefined ? undefined : { currency: account.currency, value: units.toString() },
    proof: proofOf('S', 'SUCCESS'),
  };
}

function declinedOutcome(action: 'pay' | 'query' | 'cancel' | 'refund', resultCode: string): TrialOutcome {
  const proof = proofOf('F', resultCode);
  const operation = action === 'query' ? 'pay' : action;
  return { kind: 'declined', reason: describeResult(operation, proof.result), proof };
}

function foreign(resultCode: string): TrialOutcome {
  const text = { what: 'The answer is for another call.', next: 'Ask for the status.' };
  return unknownOutcome(new ProtocolError('ERR_RESPONSE_FOREIGN', text), 'F', resultCode);
}
