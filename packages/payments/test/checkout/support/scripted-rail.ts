import { ProtocolError, TransportError } from '@alipay-intl/core/errors';
import { describeResult } from '@alipay-intl/core/results';
import type { SleepingClock } from '@alipay-intl/core/time';
import type { Proof, Unknown } from '@alipay-intl/payments';
import type { PaymentRail, RailCharge, RailName, RailOrder } from '@alipay-intl/payments/rail';
import { price } from './payment-story.ts';

export type Verb = 'pay' | 'query' | 'cancel' | 'refund';

/** `paid`, `declined:ACCESS_DENIED`, `unknown`, `not-sent`, `paid:100` for another amount; or what to do instead. */
export type ScriptedAnswer = string | (() => unknown);

/** Answers in their order; the last one is given again and again. */
export type Script = { readonly [Name in Verb]?: readonly ScriptedAnswer[] };

/** One call as it reached the rail. */
export interface RailCall {
  readonly verb: Verb;
  /** Virtual seconds since the rail was made. */
  readonly atS: number;
  readonly input: object;
}

export interface ScriptedRail extends PaymentRail<RailCharge, string> {
  readonly calls: readonly RailCall[];
  /** `query@5`, in their order. */
  readonly sends: readonly string[];
}

/** What must be found nowhere but in the answer itself. */
export const buyerCanary = 'buyer-canary-2088';

interface RailSettings {
  readonly clock: SleepingClock;
  readonly name?: RailName | undefined;
  /** Milliseconds that each call takes. */
  readonly callMs?: number | undefined;
}

/** A rail whose answers the test writes. */
export function createScriptedRail(script: Script, { clock, name, callMs = 0 }: RailSettings): ScriptedRail {
  const startMs = clock.now();
  const calls: RailCall[] = [];
  const counts = new Map<Verb, number>();
  const call = async (verb: Verb, input: RailOrder | object): Promise<never> => {
    calls.push({ verb, atS: (clock.now() - startMs) / 1_000, input });
    const count = counts.get(verb) ?? 0;
    counts.set(verb, count + 1);
    const list = script[verb] ?? [];
    const answer = list[Math.min(count, list.length - 1)] ?? 'unknown';
    await clock.sleep(callMs);
    return (typeof answer === 'function' ? answer() : outcomeOf(verb, answer)) as never;
  };
  return {
    name: name ?? 'barcode',
    pay: (charge) => call('pay', charge),
    query: (reference) => call('query', reference),
    cancel: (reference) => call('cancel', reference),
    refund: (refund) => call('refund', refund),
    calls,
    get sends() {
      return calls.map(({ verb, atS }) => `${verb}@${atS}`);
    },
  };
}

function proofOf(resultCode: string, resultStatus: 'S' | 'F' | 'U'): Proof {
  const result = { resultCode, resultStatus, resultMessage: buyerCanary };
  return {
    path: '/scripted',
    durationMs: 1,
    httpStatus: 200,
    traceId: 'trace_1',
    result,
    answer: { result, buyerId: buyerCanary, signature: 'signature-canary' },
    rawAnswer: () => Buffer.from(buyerCanary),
    verifiedBy: { keyVersion: '1', thumbprint: 'thumb', foundBy: 'named' },
  };
}

/** The outcome that a short answer stands for. */
export function outcomeOf(verb: Verb, short: string): unknown {
  const [kind = '', detail] = short.split(':');
  const proof = proofOf('SUCCESS', 'S');
  switch (kind) {
    case 'paid':
      return { kind, providerId: 'alipay_1', amount: { ...price, value: detail ?? price.value }, proof };
    case 'placed':
      return { kind, handover: `handover-${buyerCanary}`, providerId: undefined, proof };
    case 'refunded':
      return { kind, providerRefundId: 'alipay_refund_1', proof };
    case 'processing':
    case 'cancelled':
    case 'not-found':
      return { kind, proof };
    case 'declined': {
      const refused = proofOf(detail ?? 'PROCESS_FAIL', 'F');
      return {
        kind,
        reason: describeResult(verb === 'query' ? 'pay' : verb, refused.result),
        proof: refused,
      };
    }
    case 'unknown':
      return lost();
    case 'not-sent':
      throw notSent();
    default:
      throw new Error(`no such answer: ${short}`);
  }
}

function lost(): Unknown {
  const cause = new ProtocolError('ERR_RESPONSE_UNDECIDED', { what: 'Lost.', next: 'Ask.' });
  const facts = { path: '/scripted', durationMs: 1, httpStatus: undefined, traceId: undefined };
  return { kind: 'unknown', cause, result: undefined, claimed: undefined, facts };
}

/** Not one byte left. */
export function notSent(): TransportError {
  return new TransportError('ERR_TRANSPORT_CONNECT', {
    what: 'No way.',
    money: 'Nothing was sent.',
    next: 'Try later.',
    bytesMayHaveLeft: false,
  });
}
