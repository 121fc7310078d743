import { formatIsoTime } from '../iso-time.ts';
import type { JsonValue } from '../payments/answer.ts';
import type { Settings } from '../settings.ts';

/** What the head of an answer echoes; what could not be read is left out. */
export interface AnswerHead {
  readonly function: string | undefined;
  readonly clientId: string | undefined;
  readonly reqMsgId: string | undefined;
  /** True when the time must be left out. */
  readonly isTimeless?: boolean;
}

/** Head of an answer (docs/wire/acquiring §3.3); registration names its time `reqTime`, all others `respTime`. */
export function answerHead(
  settings: Settings,
  head: AnswerHead,
  nowMs: number,
): Readonly<Record<string, JsonValue | undefined>> {
  const isRegistration = head.function?.startsWith('alipay.intl.merchant.') === true;
  const time = head.isTimeless === true ? undefined : formatIsoTime(nowMs);
  return {
    version: settings.acquiring.dialect.version,
    function: head.function,
    clientId: head.clientId,
    [isRegistration ? 'reqTime' : 'respTime']: time,
    reqMsgId: head.reqMsgId,
    reserve: '{}',
  };
}
