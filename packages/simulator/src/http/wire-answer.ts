import type { Fault } from '../control/fault.ts';
import type { FaultName } from '../control/fault-name.ts';
import { formatIsoTime } from '../iso-time.ts';
import { type Answer, answerBody } from '../payments/answer.ts';
import { createToken } from '../payments/gateway-ids.ts';
import { resultOf } from '../payments/result.ts';
import { repeatResult } from '../signing/repeated-member.ts';
import { type SealFlaw, sealMessage } from '../signing/seal.ts';
import type { Simulation } from '../simulation.ts';
import { endingOf, foreignAnswer, gbkAnswer, jsonType } from './broken-answer.ts';
import type { WireAnswer } from './send-answer.ts';

/** What the answer replies to. */
export interface AnswerPlace {
  readonly method: string;
  /** Path as it was sent, with its query if it had one. */
  readonly path: string;
  readonly isSigned: boolean;
}

const sealFlaws: ReadonlyMap<FaultName, SealFlaw> = new Map<FaultName, SealFlaw>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'unsigned'],
  ['unsigned-failure', 'unsigned'],
  ['empty-signature', 'empty-signature'],
  ['foreign-key', 'foreign-key'],
  ['no-response-time', 'no-response-time'],
  ['wrong-client', 'wrong-client'],
]);

/** Turns an answer into what is sent: signed as Alipay signs (docs/wire/v1 §1.5, §2.4), bent by a fault if there is one. */
export async function renderAnswer(
  simulation: Simulation,
  answer: Answer,
  place: AnswerPlace,
  fault: Fault | undefined,
): Promise<WireAnswer> {
  const foreign = fault && (foreignAnswer(fault) ?? otherCharset(fault));
  if (foreign !== undefined) return foreign;
  const body = Buffer.from(bendBody(answerBody(answer), fault), 'utf8');
  const flaw = fault && sealFlaws.get(fault.name);
  return {
    status: 200,
    headers: await sealedHeaders(simulation, place, body, flaw),
    body,
    ending: answer.isSilent === true ? 'stall' : endingOf(fault),
  };
}

/** What a fault puts in the place of the operation's own answer. */
export function substituteAnswer(fault: Fault): Answer {
  return { result: resultOf(fault.resultCode, fault.resultStatus) };
}

async function sealedHeaders(
  simulation: Simulation,
  place: AnswerPlace,
  body: Buffer,
  flaw: SealFlaw | undefined,
): Promise<Record<string, string>> {
  const { clock, settings, keys } = simulation;
  const nowMs = clock.now();
  const time = settings.responseTimeForm === 'iso' ? formatIsoTime(nowMs) : nowMs.toString();
  const pieces = { method: place.method, path: place.path, clientId: settings.clientId, time, body };
  const seal = await sealMessage(keys, pieces, place.isSigned ? flaw : 'unsigned');
  return {
    'content-type': jsonType,
    'client-id': seal.clientId,
    tracerid: createToken(),
    ...(seal.time !== undefined && { 'response-time': seal.time }),
    ...(seal.signature !== undefined && { signature: seal.signature }),
  };
}

function bendBody(body: string, fault: Fault | undefined): string {
  if (fault?.name === 'repeated-key') return repeatResult(body);
  if (fault?.name !== 'oversize') return body;
  const padding = 'x'.repeat(Math.max(0, fault.bodyBytes - body.length - 13));
  return `${body.slice(0, -1)},"padding":"${padding}"}`;
}

function otherCharset(fault: Fault): WireAnswer | undefined {
  if (fault.name !== 'gbk-failure') return undefined;
  const head = `{"result":{"resultCode":"${fault.resultCode}","resultStatus":"F","resultMessage":"`;
  return gbkAnswer(head, '"}}');
}
