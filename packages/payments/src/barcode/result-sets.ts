import type { ResultOperation } from '@alipay-intl/core/results';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { declined, undecided } from '../verdict.ts';

// The official code tables could not be read, so the status decides and codes only refine. docs/wire/acquiring §7.

/** Codes that leave the outcome open even with `F`. */
const openEnded: ReadonlySet<string> = new Set(['UNKNOWN_EXCEPTION', 'SYSTEM_ERROR', 'ORDER_NOT_EXIST']);
/** Codes for an id that was used before with other data; the earlier use may have moved money. */
const reusedId: ReadonlySet<string> = new Set(['REPEAT_REQ_INCONSISTENT', 'CONTEXT_INCONSISTENT']);
/** Codes that say that the buyer has still to act. */
const waiting: ReadonlySet<string> = new Set(['PAYMENT_IN_PROCESS', 'WAIT_BUYER_PAY', 'ORDER_PAYING']);

/** The outcome of an answer that is no success; `undefined` where it is one. */
export function notDone(
  operation: ResultOperation,
  proof: Proof,
): Processing | Declined | Unknown | undefined {
  const { resultStatus, resultCode } = proof.result;
  if (resultStatus === 'S') return undefined;
  if (resultStatus === 'U') {
    return waiting.has(resultCode) && operation === 'pay'
      ? { kind: 'processing', proof }
      : undecided(operation, proof);
  }
  if (reusedId.has(resultCode)) {
    return undecided(
      operation,
      proof,
      'Alipay knows this id with other data, so an earlier use may have moved money.',
    );
  }
  return openEnded.has(resultCode) ? undecided(operation, proof) : declined(operation, proof);
}
