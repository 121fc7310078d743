import type { ResultOperation } from '@alipay-intl/core/results';
import type { Declined, Processing, Proof, Unknown } from '../outcome.ts';
import { declined, openOutcome, undecided } from '../verdict.ts';

// The official code tables could not be read, so the status decides and codes only refine. docs/wire/acquiring §7.

/** Codes that say that the buyer has still to act. */
const waiting: ReadonlySet<string> = new Set(['PAYMENT_IN_PROCESS', 'WAIT_BUYER_PAY', 'ORDER_PAYING']);

/**
 * The outcome of an answer that is no success; `undefined` where it is one.
 *
 * @param isRepeat - whether this id was sent before.
 */
export function notDone(
  operation: ResultOperation,
  proof: Proof,
  isRepeat: boolean,
): Processing | Declined | Unknown | undefined {
  const { resultStatus, resultCode } = proof.result;
  const open = openOutcome(operation, proof, isRepeat);
  if (open !== undefined) return open;
  if (waiting.has(resultCode)) {
    const isWaiting = resultStatus === 'U' && operation === 'pay';
    return isWaiting ? { kind: 'processing', proof } : undecided(operation, proof);
  }
  if (resultStatus === 'S') return undefined;
  if (resultStatus === 'U' || resultCode === 'ORDER_NOT_EXIST') return undecided(operation, proof);
  return declined(operation, proof);
}
