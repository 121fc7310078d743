import { type JsonStyle, writeJson } from '../envelope/write-json.ts';
import type { Answer, JsonValue } from '../payments/answer.ts';
import type { GatewayResult } from '../payments/result.ts';
import { oppositeResult, toResultInfo } from './acquiring-result.ts';

/** What is wrong inside a body that is signed all the same. */
export interface BodyBend {
  /** `resultInfo` stands twice, with opposite contents. */
  readonly isRepeated: boolean;
  /** Length to which the content is padded. */
  readonly bytesMin: number;
}

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** Writes the inner object of an envelope once, and once with the opposite result. */
export function writeContent(
  style: JsonStyle,
  head: Members,
  answer: Answer,
  bend: BodyBend = { isRepeated: false, bytesMin: 0 },
): { readonly content: string; readonly opposite: string } {
  const write = (result: GatewayResult): string =>
    writeJson({ head, body: { resultInfo: toResultInfo(result), ...answer.members } }, style);
  const content = write(answer.result);
  const opposite = write(oppositeResult(answer.result));
  const repeated = writeJson(toResultInfo(oppositeResult(answer.result)), style);
  const extra = bend.isRepeated ? `,"resultInfo":${repeated}` : padding(bend.bytesMin - content.length);
  return { content: addToBody(content, extra), opposite };
}

function padding(length: number): string {
  return length > 0 ? `,"padding":"${'x'.repeat(length)}"` : '';
}

/** The body is the last member, so its brace is the last but one. */
function addToBody(content: string, extra: string): string {
  const end = content.lastIndexOf('}', content.length - 2);
  return content.slice(0, end) + extra + content.slice(end);
}
