import type { ReplaySource } from '../control/fault.ts';
import type { OperationName } from '../control/operation-name.ts';
import type { WireAnswer } from './send-answer.ts';

/** Right and signed answers of the past, to be sent once more by the fault `replay`. */
export interface SentAnswers {
  keep(operation: OperationName, paymentRequestId: string | undefined, answer: WireAnswer): void;
  /**
   * An earlier answer of the operation: the latest one of another payment, else the oldest one of the same payment,
   * which is the most outdated.
   */
  earlier(
    operation: OperationName,
    paymentRequestId: string | undefined,
    source: ReplaySource,
  ): WireAnswer | undefined;
}

interface SentAnswer {
  readonly paymentRequestId: string | undefined;
  readonly answer: WireAnswer;
}

const answersMax = 32;

/** Creates an empty {@link SentAnswers} of some answers for each operation: of one payment the first and the latest. */
export function createSentAnswers(): SentAnswers {
  const byOperation = new Map<OperationName, SentAnswer[]>();
  return {
    keep: (operation, paymentRequestId, answer) => {
      const sent = byOperation.get(operation) ?? [];
      byOperation.set(operation, sent);
      const isSame = (one: SentAnswer): boolean => one.paymentRequestId === paymentRequestId;
      if (sent.filter(isSame).length > 1) sent.splice(sent.findLastIndex(isSame), 1);
      sent.push({ paymentRequestId, answer });
      if (sent.length > answersMax) sent.shift();
    },
    earlier: (operation, paymentRequestId, source) => {
      const sent = byOperation.get(operation) ?? [];
      const other = sent.findLast((one) => one.paymentRequestId !== paymentRequestId);
      const same = sent.find((one) => one.paymentRequestId === paymentRequestId);
      return (source === 'same' ? same : (other ?? same))?.answer;
    },
  };
}
