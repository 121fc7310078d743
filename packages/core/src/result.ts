/** The three answers a call can have: done, refused, unknown. docs/wire/v1 §4. */
export type ResultStatus = 'S' | 'F' | 'U';

/** The `result` member of every answer and of most notifications. docs/wire/v1 §3.11. */
export interface Result {
  /** A code of the interface's own set, such as `USER_BALANCE_NOT_ENOUGH`. New codes appear without notice. */
  readonly resultCode: string;
  /** `S` done, `F` refused, `U` unknown. Decides where the code is not known. */
  readonly resultStatus: ResultStatus;
  /** Text for a developer. Never parse it, never show it to a buyer. */
  readonly resultMessage: string;
}

/**
 * Reads the `result` member of a parsed answer.
 *
 * @returns the result, or `undefined` where it is missing or its status is none of `S`, `F`, `U`.
 */
export function readResult(body: unknown): Result | undefined {
  if (typeof body !== 'object' || body === null || !('result' in body)) return undefined;
  const { result } = body;
  if (typeof result !== 'object' || result === null) return undefined;
  const { resultCode, resultStatus, resultMessage } = result as Record<string, unknown>;
  if (resultStatus !== 'S' && resultStatus !== 'F' && resultStatus !== 'U') return undefined;
  return {
    resultCode: typeof resultCode === 'string' ? resultCode : '',
    resultStatus,
    resultMessage: typeof resultMessage === 'string' ? resultMessage : '',
  };
}
