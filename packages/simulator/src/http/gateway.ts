import type { IncomingMessage, ServerResponse } from 'node:http';
import { toCallRecord } from '../control/call-log.ts';
import type { Fault } from '../control/fault.ts';
import type { V1OperationName } from '../control/operation-name.ts';
import { type Answer, bareAnswer } from '../payments/answer.ts';
import { type GatewayResult, illegalParameter, resultOf } from '../payments/result.ts';
import { refuseCaller } from '../signing/verify-caller.ts';
import type { Simulation } from '../simulation.ts';
import { type ArrivedCall, arrive } from './arrived-call.ts';
import { carryOut } from './carry-out.ts';
import { holdLateCall } from './hold-call.ts';
import { parseJsonObject } from './json-object.ts';
import { operationOf, runOperation } from './operations.ts';
import { readBody } from './read-body.ts';
import { reply } from './reply.ts';
import { renderAnswer, substituteAnswer } from './wire-answer.ts';

interface GatewayCall {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly operation: V1OperationName | undefined;
  readonly body: Buffer | undefined;
  readonly members: Readonly<Record<string, unknown>> | undefined;
}

interface Handled {
  readonly answer: Answer;
  /** Whether the caller has proved who it is; until then answers are unsigned (docs/wire/v1 §2.4). */
  readonly isSigned: boolean;
}

const faultsThatReplace: ReadonlySet<string> = new Set(['result', 'unsigned-failure']);

/** Serves one call of the gateway: fault, caller, operation, log, answer. */
export async function serveGateway(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  const operation = operationOf(path.split('?', 1)[0] ?? path);
  const body = await readBody(request, simulation.settings.bodyBytesMax);
  const call: GatewayCall = { request, path, operation, body, members: body && parseJsonObject(body) };
  const arrived = arrive(simulation, operation, idsOf(call));
  const { fault } = arrived;
  const work = (): Handled => {
    const handled = handleCall(simulation, call);
    logCall(simulation, call, arrived, { answer: handled.answer, isProcessed: true });
    return handled;
  };
  if (holdLateCall(simulation, response, arrived, work)) return;
  const handled = carryOut(simulation, arrived, work);
  const sent = replaceByFault(handled, fault);
  if (handled === undefined) {
    logCall(simulation, call, arrived, { answer: visibleAnswer(sent, fault), isProcessed: false });
  }
  const { isSigned } = sent;
  const place = { method: request.method ?? 'POST', path, isSigned };
  const wireAnswer = await renderAnswer(simulation, sent.answer, place, fault);
  await reply(simulation, response, arrived, { ...wireAnswer, isSigned });
}

function idsOf({ members = {} }: GatewayCall): Parameters<typeof arrive>[2] {
  return { paymentRequestId: members['paymentRequestId'], paymentId: members['paymentId'] };
}

function handleCall(simulation: Simulation, call: GatewayCall): Handled {
  const refusal = refuseForm(call) ?? refuseCall(simulation, call);
  if (refusal !== undefined) return { answer: bareAnswer(refusal), isSigned: false };
  if (call.members === undefined || call.operation === undefined) {
    return {
      answer: bareAnswer(illegalParameter('body', 'must be one JSON object in UTF-8')),
      isSigned: true,
    };
  }
  return { answer: runOperation(simulation, call.operation, call.members), isSigned: true };
}

/** Path, method and media type; which HTTP status goes with these codes is open, 200 is taken (docs/wire/v1 §1.6). */
function refuseForm(call: GatewayCall): GatewayResult | undefined {
  if (call.operation === undefined) return resultOf('NO_INTERFACE_DEF');
  if (call.request.method !== 'POST') return resultOf('METHOD_NOT_SUPPORTED');
  const contentType = call.request.headers['content-type'];
  const isJson =
    contentType === undefined || /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType);
  return isJson ? undefined : resultOf('MEDIA_TYPE_NOT_ACCEPTABLE');
}

function refuseCall(simulation: Simulation, call: GatewayCall): GatewayResult | undefined {
  if (call.body === undefined) return illegalParameter('body', 'is too long');
  return refuseCaller({
    keys: simulation.keys,
    clientId: simulation.settings.clientId,
    method: call.request.method ?? '',
    path: call.path,
    headers: call.request.headers,
    body: call.body,
  });
}

/** A call that was not carried out has no answer of its own, so the fault's result stands in. */
function replaceByFault(handled: Handled | undefined, fault: Fault | undefined): Handled {
  if (fault !== undefined && (handled === undefined || faultsThatReplace.has(fault.name))) {
    return { answer: substituteAnswer(fault), isSigned: true };
  }
  return handled ?? { answer: bareAnswer(resultOf('SYSTEM_ERROR')), isSigned: false };
}

/** The result that reached the caller although nothing was carried out. */
function visibleAnswer(sent: Handled, fault: Fault | undefined): Answer | undefined {
  return fault !== undefined && faultsThatReplace.has(fault.name) ? sent.answer : undefined;
}

function logCall(
  simulation: Simulation,
  call: GatewayCall,
  { number, fault }: ArrivedCall,
  outcome: { readonly answer: Answer | undefined; readonly isProcessed: boolean },
): void {
  const operation = call.operation ?? 'unknown';
  const at = simulation.clock.now();
  const request = call.members ?? {};
  simulation.calls.add(toCallRecord({ number, operation, request, ...outcome, fault, at }));
}
