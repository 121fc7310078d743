import { randomUUID } from 'node:crypto';
import type { Fault } from '../control/fault.ts';
import type { FaultName } from '../control/fault-name.ts';
import { type EnvelopeFlaw, sealEnvelope } from '../envelope/seal-envelope.ts';
import { endingOf, foreignAnswer, gbkAnswer, jsonType } from '../http/broken-answer.ts';
import type { WireAnswer } from '../http/send-answer.ts';
import type { Answer } from '../payments/answer.ts';
import type { Simulation } from '../simulation.ts';
import { type AnswerHead, answerHead } from './answer-head.ts';
import { writeContent } from './write-content.ts';

/** What an answer replies to. */
export interface EnvelopePlace {
  readonly head: AnswerHead;
  readonly isSigned: boolean;
}

const envelopeFlaws: ReadonlyMap<FaultName, EnvelopeFlaw> = new Map<FaultName, EnvelopeFlaw>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'unsigned'],
  ['unsigned-failure', 'unsigned'],
  ['empty-signature', 'empty-signature'],
  ['foreign-key', 'foreign-key'],
  ['sha1-signature', 'sha1-signature'],
  ['double-base64', 'double-base64'],
  ['triple-base64', 'triple-base64'],
  ['repeated-member', 'repeated-member'],
  ['hidden-member', 'hidden-member'],
  ['trailing-bytes', 'trailing-bytes'],
]);

/** Turns an answer into what is sent: an envelope signed inside (docs/wire/acquiring §3.1, §4.1), bent by a fault if there is one. */
export async function renderEnvelope(
  simulation: Simulation,
  answer: Answer,
  place: EnvelopePlace,
  fault: Fault | undefined,
): Promise<WireAnswer> {
  const foreign = fault && foreignAnswer(fault);
  if (foreign !== undefined) return foreign;
  const { settings, keys, clock } = simulation;
  const head = answerHead(settings, bendHead(simulation, place.head, fault), clock.now());
  const content = writeContent(settings.acquiring.style, head, answer, bodyBend(fault));
  if (fault?.name === 'gbk-failure') return otherCharset(content.content, answer);
  const flaw = place.isSigned ? fault && envelopeFlaws.get(fault.name) : 'unsigned';
  const text = await sealEnvelope(keys, settings.acquiring, { member: 'response', ...content }, flaw);
  return {
    status: 200,
    headers: { 'content-type': jsonType },
    body: Buffer.from(text, 'utf8'),
    ending: endingOf(fault),
  };
}

/** Faults that make the signed head say something untrue. */
function bendHead(simulation: Simulation, head: AnswerHead, fault: Fault | undefined): AnswerHead {
  switch (fault?.name) {
    case 'wrong-client':
      return { ...head, clientId: 'TEST_SOMEBODY_ELSE' };
    case 'wrong-message':
      return { ...head, reqMsgId: otherMessageId(simulation, head.reqMsgId) };
    case 'wrong-function': {
      const isQuery = head.function === 'alipay.intl.acquiring.offline.payQuery';
      return { ...head, function: `alipay.intl.acquiring.offline.pay${isQuery ? '' : 'Query'}` };
    }
    case 'no-response-time':
      return { ...head, isTimeless: true };
    default:
      return head;
  }
}

/** Id of the latest earlier request, so that the answer looks like its replay. */
function otherMessageId(simulation: Simulation, reqMsgId: string | undefined): string {
  const earlier = simulation.calls
    .lines()
    .findLast((call) => call.reqMsgId !== undefined && call.reqMsgId !== reqMsgId);
  return earlier?.reqMsgId ?? randomUUID();
}

function bodyBend(fault: Fault | undefined): { readonly isRepeated: boolean; readonly bytesMin: number } {
  const bytesMin = fault?.name === 'oversize' ? fault.bodyBytes : 0;
  return { isRepeated: fault?.name === 'repeated-key', bytesMin };
}

function otherCharset(content: string, answer: Answer): WireAnswer {
  const [before = '', behind = ''] = content.split(answer.result.resultMessage);
  return gbkAnswer(`{"response":${before}`, `${behind}}`);
}
