import { ProtocolError } from '@alipay-intl/core/errors';
import type { Exchange } from '@alipay-intl/core/gateway';
import { type Amount, amountsEqual } from '@alipay-intl/core/money';
import { describeResult, type ResultOperation, resultCodesOf } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import type { Declined, Proof, Unknown } from './outcome.ts';
import { amountMember, textMember } from './wire-members.ts';

/** The proof that a verified answer gives, or `unknown` where nothing was proven. */
export function proofOf(exchange: Exchange): Proof | Unknown {
  if (exchange.kind === 'answered') {
    const { path, durationMs, httpStatus, traceId, result, verifiedBy, body, rawBody } = exchange;
    return { path, durationMs, httpStatus, traceId, result, verifiedBy, answer: body, rawAnswer: rawBody };
  }
  const { path, durationMs, httpStatus, traceId } = exchange;
  return {
    kind: 'unknown',
    cause: exchange.error,
    result: undefined,
    claimed: exchange.kind === 'unproven' ? exchange.claimed : undefined,
    facts: { path, durationMs, httpStatus, traceId },
  };
}

/** Tells a proof from an `unknown`. */
export function isUnknown(value: Proof | Unknown): value is Unknown {
  return 'kind' in value;
}

/** A verified refusal. */
export function declined(operation: ResultOperation, proof: Proof): Declined {
  return { kind: 'declined', reason: describeResult(operation, proof.result), proof };
}

/** A verified answer that decides nothing: `U`, or a state that is not known. */
export function undecided(operation: ResultOperation, proof: Proof, what?: string): Unknown {
  const { resultCode, resultStatus } = proof.result;
  const { meaning, advice } = describeResult(operation, proof.result);
  return unknownFrom(
    proof,
    new ProtocolError('ERR_RESPONSE_UNDECIDED', {
      what: what ?? `Alipay answered ${resultCode}/${resultStatus}: ${meaning}`,
      money: 'The state of the money is unknown.',
      next:
        what === undefined ? advice.en : 'Ask for the status of this id; start no new attempt before that.',
      httpStatus: proof.httpStatus,
    }),
  );
}

// Codes that leave the outcome open even with F: what failed inside Alipay may have moved money before.
const openEnded: ReadonlySet<string> = new Set(['SYSTEM_ERROR', 'UNKNOWN_EXCEPTION']);
// The id was used before with other data; that earlier use may have moved money. docs/decisions/0008.
const reusedId: ReadonlySet<string> = new Set(['REPEAT_REQ_INCONSISTENT', 'CONTEXT_INCONSISTENT']);

/**
 * The outcome of a verified answer that is contradictory or leaves the money open, whatever its status says:
 * a code that is documented with another status, a failure inside Alipay, a reused id; and, on a repeat, a refusal
 * that is not about the payment itself, because the earlier sending may have been executed.
 *
 * @param isRepeat - whether this id was sent before.
 */
export function openOutcome(
  operation: ResultOperation,
  proof: Proof,
  isRepeat: boolean,
): Unknown | undefined {
  const { resultStatus, resultCode } = proof.result;
  const { known, class: resultClass } = describeResult(operation, proof.result);
  if (!known && resultCodesOf(operation).includes(resultCode)) {
    return undecided(
      operation,
      proof,
      `Alipay answered ${resultCode} with the status ${resultStatus}, which contradict.`,
    );
  }
  if (resultStatus !== 'F') return undefined;
  if (reusedId.has(resultCode)) {
    const earlier = operation === 'refund' ? 'refund may be done' : 'payment may be paid';
    return undecided(operation, proof, `Alipay knows this id with other data, so an earlier ${earlier}.`);
  }
  if (openEnded.has(resultCode)) return undecided(operation, proof);
  const isAboutThePayment =
    known && (resultClass === 'user' || resultClass === 'caller') && resultCode !== 'PARAM_ILLEGAL';
  if (!isRepeat || isAboutThePayment) return undefined;
  return undecided(
    operation,
    proof,
    `Alipay refused this repeat with ${resultCode}, which says nothing about the earlier sending.`,
  );
}

/** Members that an answer must echo as they were sent, where it holds them at all: ids and amounts. */
export type ExpectedEcho = Readonly<Record<string, string | Amount | undefined>>;

/**
 * Compares an answer with the call: a validly signed answer to another call proves nothing about this one.
 *
 * @returns `unknown` naming the member that differs, or `undefined` where nothing differs.
 */
export function foreignAnswer(proof: Proof, expected: ExpectedEcho): Unknown | undefined {
  const differing = Object.entries(expected).find(([name, value]) => differs(proof.answer, name, value))?.[0];
  if (differing === undefined) return undefined;
  return unknownFrom(
    proof,
    new ProtocolError('ERR_RESPONSE_FOREIGN', {
      what: `The verified answer is for another call: its ${differing} is not ours.`,
      money: 'The state of the money is unknown.',
      next: 'Ask for the status of this id, and tell Alipay support the trace id.',
      httpStatus: proof.httpStatus,
    }),
  );
}

function differs(answer: JsonObject, name: string, expected: string | Amount | undefined): boolean {
  if (expected === undefined) return false;
  if (typeof expected === 'string') {
    const echo = textMember(answer, name);
    return echo !== undefined && echo !== expected;
  }
  if (answer[name] === undefined || answer[name] === null) return false;
  const echo = amountMember(answer, name);
  return echo === undefined || !amountsEqual(echo, expected);
}

function unknownFrom(proof: Proof, cause: ProtocolError): Unknown {
  const { path, durationMs, httpStatus, traceId } = proof;
  return {
    kind: 'unknown',
    cause,
    result: proof.result,
    claimed: undefined,
    facts: { path, durationMs, httpStatus, traceId },
  };
}
