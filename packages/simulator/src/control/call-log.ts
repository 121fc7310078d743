import type { Answer } from '../payments/answer.ts';
import type { ResultStatus } from '../payments/result.ts';
import { type BoundedLog, createBoundedLog } from './bounded-log.ts';
import type { FaultName } from './fault-name.ts';
import type { OperationName } from './operation-name.ts';

/** One call that reached the gateway; ids of the acquiring family stand under the names of v1. It never holds a payment code, a signature or a user agent. */
export interface CallRecord {
  /** `unknown` when the path belongs to no operation. */
  readonly operation: OperationName | 'unknown';
  readonly paymentRequestId: string | undefined;
  readonly paymentId: string | undefined;
  readonly refundRequestId: string | undefined;
  readonly refundId: string | undefined;
  /** `head.reqMsgId` of the acquiring family; v1 has none. */
  readonly reqMsgId: string | undefined;
  /** What the operation decided; `undefined` when a fault kept it from being processed and no result was sent. */
  readonly resultCode: string | undefined;
  readonly resultStatus: ResultStatus | undefined;
  readonly resultMessage: string | undefined;
  /** False when a fault kept the gateway from looking at the call at all. */
  readonly isProcessed: boolean;
  readonly fault: FaultName | undefined;
  /** Moment of the call on the simulator's clock, in epoch milliseconds. */
  readonly at: number;
}

/** The calls of the past, oldest first. */
export type CallLog = BoundedLog<CallRecord>;

/** Creates the call log; `onCall` sees each line as it is written. */
export function createCallLog(linesMax: number, onCall?: (call: CallRecord) => void): CallLog {
  const log = createBoundedLog<CallRecord>(linesMax);
  return {
    lines: log.lines,
    add: (line) => {
      log.add(line);
      onCall?.(line);
    },
  };
}

/** What is known about a call before its line is written. */
export interface CallFacts {
  readonly operation: OperationName | 'unknown';
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: Answer | undefined;
  readonly isProcessed: boolean;
  readonly fault: FaultName | undefined;
  readonly at: number;
}

/** Makes the line of one call; ids that the request lacks are taken from the answer. */
export function toCallRecord(facts: CallFacts): CallRecord {
  const idOf = (name: string): string | undefined => {
    const value = facts.request[name] ?? facts.answer?.members?.[name];
    return typeof value === 'string' ? value.slice(0, 64) : undefined;
  };
  return {
    operation: facts.operation,
    paymentRequestId: idOf('paymentRequestId'),
    paymentId: idOf('paymentId'),
    refundRequestId: idOf('refundRequestId'),
    refundId: idOf('refundId'),
    reqMsgId: idOf('reqMsgId'),
    resultCode: facts.answer?.result.resultCode,
    resultStatus: facts.answer?.result.resultStatus,
    resultMessage: facts.answer?.result.resultMessage,
    isProcessed: facts.isProcessed,
    fault: facts.fault,
    at: facts.at,
  };
}
