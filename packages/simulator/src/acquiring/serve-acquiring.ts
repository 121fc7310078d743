import type { IncomingMessage, ServerResponse } from 'node:http';
import { toCallRecord } from '../control/call-log.ts';
import type { Fault } from '../control/fault.ts';
import { carryOutLater } from '../http/carry-out-later.ts';
import { readBody } from '../http/read-body.ts';
import { sendAnswer } from '../http/send-answer.ts';
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
  readonly fault: Fault | undefined;
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
  const fault = target && simulation.faults.take(target.operation);
  const message = readCallerMessage(simulation, call);
  if (fault?.name === 'late') {
    carryOutLater(simulation, response, fault.delayMs, () => {
      const answer = handle(simulation, call, message);
      logCall(simulation, call, message, { answer, isProcessed: true, fault });
    });
    return;
  }
  const isProcessed = fault?.isProcessed ?? true;
  const handled = isProcessed ? handle(simulation, call, message) : undefined;
  const isReplaced = fault !== undefined && faultsThatReplace.has(fault.name);
  const sent = handled !== undefined && !isReplaced ? handled : substitute(fault);
  const answer = handled ?? (isReplaced ? sent : undefined);
  logCall(simulation, call, message, { answer, isProcessed, fault });
  const wireAnswer = await renderEnvelope(simulation, sent, placeOf(call, message, isReplaced), fault);
  await sendAnswer(response, wireAnswer, fault?.delayMs ?? 0);
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

/** The log names ids as v1 does, so that one reader fits both families. */
function logCall(simulation: Simulation, call: IncomingCall, message: CallerMessage, outcome: Outcome): void {
  const { body, head } = message;
  const { answer, isProcessed, fault } = outcome;
  const told = answer?.members ?? {};
  const request = {
    paymentRequestId: body['merchantTransId'] ?? told['merchantTransId'],
    paymentId: body['acquirementId'] ?? told['acquirementId'],
    refundRequestId: body['merchantRefundId'],
    refundId: told['refundId'],
    reqMsgId: head['reqMsgId'],
  };
  const operation = call.target?.operation ?? 'unknown';
  const at = simulation.clock.now();
  simulation.calls.add(toCallRecord({ operation, request, answer, isProcessed, fault: fault?.name, at }));
}
