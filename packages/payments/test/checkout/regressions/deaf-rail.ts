import { ProtocolError } from '@alipay-intl/core/errors';
import type { RailOutcome } from '../../../src/checkout/answer-of.ts';
import type { PaymentRail, RailOrder } from '../../../src/rail/payment-rail.ts';

type Call = () => Promise<never>;

const facts = { path: '/test', durationMs: 1, httpStatus: 200, traceId: undefined };

/** A call that is always answered so. */
export function answer(kind: 'processing' | 'not-found' | 'cancelled'): Call {
  return async () => ({ kind, proof: facts }) as unknown as never;
}

const lost: Call = async () => {
  const cause = new ProtocolError('ERR_RESPONSE_UNDECIDED', { what: 'No answer.', next: 'Ask.' });
  const outcome: RailOutcome = { kind: 'unknown', cause, result: undefined, claimed: undefined, facts };
  return outcome as never;
};

/** A rail whose calls are never answered, but for the given ones. */
export function deafRail<Charge extends RailOrder>(
  calls: { readonly [Name in 'pay' | 'query' | 'cancel' | 'refund']?: Call },
  name: PaymentRail['name'] = 'payment-code',
): PaymentRail<Charge, string> {
  return { name, pay: lost, query: lost, cancel: lost, refund: lost, ...calls };
}
