import type { Fault, FaultName } from '../control/fault.ts';
import { formatIsoTime } from '../iso-time.ts';
import { type Answer, answerBody } from '../payments/answer.ts';
import { createToken } from '../payments/gateway-ids.ts';
import { resultOf } from '../payments/result.ts';
import { repeatResult } from '../signing/repeated-member.ts';
import { type SealFlaw, sealMessage } from '../signing/seal.ts';
import type { Simulation } from '../simulation.ts';

/** An answer as it goes onto the connection. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** `end` sends it whole; `cut` sends half and destroys the connection; `hang` sends half and waits; the last two send nothing. */
  readonly ending: 'end' | 'cut' | 'hang' | 'destroy' | 'stall';
}

/** What the answer replies to. */
export interface AnswerPlace {
  readonly method: string;
  /** Path as it was sent, with its query if it had one. */
  readonly path: string;
  readonly isSigned: boolean;
}

const jsonType = 'application/json; charset=UTF-8';

const sealFlaws: ReadonlyMap<FaultName, SealFlaw> = new Map<FaultName, SealFlaw>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'unsigned'],
  ['unsigned-failure', 'unsigned'],
  ['empty-signature', 'empty-signature'],
  ['foreign-key', 'foreign-key'],
  ['no-response-time', 'no-response-time'],
  ['wrong-client', 'wrong-client'],
]);

const endings: ReadonlyMap<FaultName, WireAnswer['ending']> = new Map<FaultName, WireAnswer['ending']>([
  ['lose-request', 'destroy'],
  ['lose-answer', 'destroy'],
  ['truncated', 'cut'],
  ['stall', 'stall'],
  ['stall-body', 'hang'],
]);

/** Turns an answer into what is sent: signed as Alipay signs (docs/wire/v1 §1.5, §2.4), bent by a fault if there is one. */
export async function renderAnswer(
  simulation: Simulation,
  answer: Answer,
  place: AnswerPlace,
  fault: Fault | undefined,
): Promise<WireAnswer> {
  const foreign = fault && foreignAnswer(fault);
  if (foreign !== undefined) return foreign;
  const body = Buffer.from(bendBody(answerBody(answer), fault), 'utf8');
  const flaw = fault && sealFlaws.get(fault.name);
  return {
    status: 200,
    headers: await sealedHeaders(simulation, place, body, flaw),
    body,
    ending: answer.isSilent === true ? 'stall' : ((fault && endings.get(fault.name)) ?? 'end'),
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

/** Answers that do not come from the gateway's own code: a proxy's page, an empty body, another character set. */
function foreignAnswer(fault: Fault): WireAnswer | undefined {
  switch (fault.name) {
    case 'html': {
      const page =
        '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
      return plainAnswer(502, 'text/html', Buffer.from(page));
    }
    case 'status-500':
      return plainAnswer(500, 'text/plain', Buffer.from('internal error'));
    case 'empty-body':
      return plainAnswer(200, jsonType, Buffer.alloc(0));
    case 'gbk-failure':
      return plainAnswer(200, 'application/json;charset=GBK', gbkBody(fault.resultCode));
    default:
      return undefined;
  }
}

function plainAnswer(status: number, contentType: string, body: Buffer): WireAnswer {
  return { status, headers: { 'content-type': contentType }, body, ending: 'end' };
}

/** The message is the GBK text for "signature error", bytes that are not UTF-8. */
function gbkBody(resultCode: string): Buffer {
  const head = `{"result":{"resultCode":"${resultCode}","resultStatus":"F","resultMessage":"`;
  return Buffer.concat([Buffer.from(head), Buffer.from('c7a9c3fbb4edcef3', 'hex'), Buffer.from('"}}')]);
}
