import type { GatewayResult } from './result.ts';

/** A value that JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/** What an operation answers: the result, and the members beside it. */
export interface Answer {
  readonly result: GatewayResult;
  readonly members?: Readonly<Record<string, JsonValue | undefined>>;
  /** True when the caller must be left without any answer (docs/wire/v1 §10). */
  readonly isSilent?: boolean;
}

/** Answer that consists of a result alone. */
export function bareAnswer(result: GatewayResult): Answer {
  return { result };
}

/** Text of an answer's body; members that are undefined are left out. */
export function answerBody(answer: Answer): string {
  return JSON.stringify({ result: answer.result, ...answer.members });
}
