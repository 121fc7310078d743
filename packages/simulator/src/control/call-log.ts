import type { Answer } from '../payments/answer.ts';
import type { ResultStatus } from '../payments/result.ts';
import { type BoundedLog, createBoundedLog } from './bounded-log.ts';
import type { Fault } from './fault.ts';
import type { FaultName } from './fault-name.ts';
import type { OperationName } from './operation-name.ts';

/** One call that reached the gateway; ids of the acquiring family stand under the names of v1. It never holds a payment code, a signature or a user agent. */
export interface CallRecord {
  /**
   * Number of the request, from 1 in the order in which they came in. A line is written when a call is carried out: a
   * request that was delivered twice has two lines with one number, a late one has an early number on a late line.
   */
  readonly number: number;
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
  /** Whether the fault came from a seeded plan. */
  readonly isPlanned: boolean;
  /** Moment of the call on the simulator's clock, in epoch milliseconds. */
  readonly at: number;
}

/** The calls of the past, oldest first. */
export interface CallLog extends BoundedLog<CallRecord> {
  /** Number for the next request. */
  nextNumber(): number;
}

/** Creates the call log; `onCall` sees each line as it is written. */
export function createCallLog(linesMax: number, onCall?: (call: CallRecord) => void): CallLog {
  const log = createBoundedLog<CallRecord>(linesMax);
  let count = 0;
  return {
    nextNumber: () => {
      count += 1;
      return count;
    },
    lines: log.lines,
    add: (line) => {
      log.add(line);
      onCall?.(line);
    },
  };
}

/** What is known about a call before its line is written. */
export interface CallFacts {
  readonly number: number;
  readonly operation: OperationName | 'unknown';
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: Answer | undefined;
  readonly isProcessed: boolean;
  readonly fault: Fault | undefined;
  readonly at: number;
}

/** Makes the line of one call; ids that the request lacks are taken from the answer. */
export function toCallRecord(facts: CallFacts): CallRecord {
  const idOf = (name: string): string | undefined => {
    const value = facts.request[name] ?? facts.answer?.members?.[name];
    return typeof value === 'string' ? value.slice(0, 64) : undefined;
  };
  return {
    number: facts.number,
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
    fault: facts.fault?.name,
    isPlanned: facts.fault?.isPlanned === true,
    at: facts.at,
  };
}
