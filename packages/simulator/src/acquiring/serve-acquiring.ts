import type { IncomingMessage, ServerResponse } from 'node:http';
import { toCallRecord } from '../control/call-log.ts';
import type { Fault } from '../control/fault.ts';
import { type ArrivedCall, arrive } from '../http/arrived-call.ts';
import { carryOut } from '../http/carry-out.ts';
import { holdLateCall } from '../http/hold-call.ts';
import { readBody } from '../http/read-body.ts';
import { reply } from '../http/reply.ts';
import { type Answer, bareAnswer } from '../payments/answer.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringFunctionAt } from './acquiring-function.ts';
import { acquiringResult } from './acquiring-result.ts';
import { type CallerMessage, type IncomingCall, readCallerMessage } from './caller-message.ts';
import { renderEnvelope } from './render-envelope.ts';
import { runAcquiring } from './run-acquiring.ts';

interface Outcome {
  /** What reached the caller as a result, or would have. */
  readonly answer: Answer | undefined;
  readonly isProcessed: boolean;
}

const faultsThatReplace: ReadonlySet<string> = new Set(['result', 'unsigned-failure', 'gbk-failure']);

/** Serves one call of the acquiring gateway: fault, caller, function, log, answer (docs/wire/acquiring §2 to §6). */
export async function serveAcquiring(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = ''] = (request.url ?? '').split('?', 1);
  const target = acquiringFunctionAt(pathname);
  const bytes = await readBody(request, simulation.settings.bodyBytesMax);
  const call: IncomingCall = { request, target, bytes };
  const message = readCallerMessage(simulation, call);
  const arrived = arrive(simulation, target?.operation, idsOf(message));
  const { fault } = arrived;
  const work = (): Answer => {
    const answer = handle(simulation, call, message);
    logCall(simulation, message, arrived, { answer, isProcessed: true });
    return answer;
  };
  if (holdLateCall(simulation, response, arrived, work)) return;
  const handled = carryOut(simulation, arrived, work);
  const isReplaced = fault !== undefined && faultsThatReplace.has(fault.name);
  const sent = handled !== undefined && !isReplaced ? handled : substitute(fault);
  if (handled === undefined) {
    logCall(simulation, message, arrived, { answer: isReplaced ? sent : undefined, isProcessed: false });
  }
  const place = placeOf(call, message, isReplaced);
  const wireAnswer = await renderEnvelope(simulation, sent, place, fault);
  await reply(simulation, response, arrived, { ...wireAnswer, isSigned: place.isSigned });
}

/** Ids stand under the names of v1, so that one reader fits both families. */
function idsOf({ body }: CallerMessage): Parameters<typeof arrive>[2] {
  return { paymentRequestId: body['merchantTransId'], paymentId: body['acquirementId'] };
}

function handle(simulation: Simulation, call: IncomingCall, message: CallerMessage): Answer {
  if (message.refusal !== undefined) return bareAnswer(message.refusal);
  const { target } = call;
  if (target === undefined) return bareAnswer(acquiringResult('NO_INTERFACE_DEF'));
  return runAcquiring(simulation, target.operation, message.body);
}

/** What a fault puts in the place of the function's own answer. */
function substitute(fault: Fault | undefined): Answer {
  if (fault === undefined) return bareAnswer(acquiringResult('SYSTEM_ERROR'));
  return bareAnswer(acquiringResult(fault.resultCode, fault.resultStatus));
}

function placeOf(
  call: IncomingCall,
  message: CallerMessage,
  isReplaced: boolean,
): Parameters<typeof renderEnvelope>[2] {
  const { clientId, reqMsgId } = message.head;
  return {
    head: { function: call.target?.name, clientId: echo(clientId, 64), reqMsgId: echo(reqMsgId, 64) },
    isSigned: message.isGenuine || isReplaced,
  };
}

function echo(value: unknown, lengthMax: number): string | undefined {
  return typeof value === 'string' && value.length <= lengthMax ? value : undefined;
}

function logCall(
  simulation: Simulation,
  message: CallerMessage,
  arrived: ArrivedCall,
  outcome: Outcome,
): void {
  const { body, head } = message;
  const { paymentRequestId, paymentId } = idsOf(message);
  const told = outcome.answer?.members ?? {};
  const request = {
    paymentRequestId: paymentRequestId ?? told['merchantTransId'],
    paymentId: paymentId ?? told['acquirementId'],
    refundRequestId: body['merchantRefundId'],
    refundId: told['refundId'],
    reqMsgId: head['reqMsgId'],
  };
  const { number, operation = 'unknown', fault } = arrived;
  const at = simulation.clock.now();
  simulation.calls.add(toCallRecord({ number, operation, request, ...outcome, fault, at }));
}
