import { type Advice, type AdviceKey, adviceTexts } from './advice.ts';
import type { Result, ResultStatus } from './result.ts';
import { findResultCode, type ResultClass, type ResultOperation } from './result-code-data.ts';

/** A result in words: what it means, who has to act, and what to do. */
export interface ResultDescription {
  /** The code as it came. */
  readonly resultCode: string;
  /** The status as it came; it outranks what the table says about the code. */
  readonly resultStatus: ResultStatus;
  /** Who has to act. */
  readonly class: ResultClass;
  /** What it means, in English. */
  readonly meaning: string;
  /** What to do next, in English and Chinese. */
  readonly advice: Advice;
  /** Whether the code is in the table of the operation. */
  readonly known: boolean;
}

const byStatus: Readonly<Record<ResultStatus, { class: ResultClass; meaning: string; advice: AdviceKey }>> = {
  S: { class: 'success', meaning: 'The call was executed.', advice: 'none' },
  F: {
    class: 'stop',
    meaning: 'The call was refused for a reason that is not in the table.',
    advice: 'person',
  },
  U: {
    class: 'retry',
    meaning: 'The result is unknown, for a reason that is not in the table.',
    advice: 'inquire',
  },
};

/**
 * Explains a result. A code that is not in the table, or that comes with another status than documented,
 * is explained by its status alone. docs/wire/v1 §4.
 */
export function describeResult(operation: ResultOperation, result: Result): ResultDescription {
  const { resultCode, resultStatus } = result;
  const entry = findResultCode(operation, resultCode);
  const known = entry !== undefined && entry.status === resultStatus;
  const { class: resultClass, meaning, advice } = known ? entry : byStatus[resultStatus];
  return { resultCode, resultStatus, class: resultClass, meaning, advice: adviceTexts[advice], known };
}
