import type { ServerResponse } from 'node:http';
import type { FaultName } from '../control/fault-name.ts';
import type { Simulation } from '../simulation.ts';
import type { ArrivedCall } from './arrived-call.ts';
import { sendAnswer, type WireAnswer } from './send-answer.ts';

/** Faults that leave the answer itself as it should be. */
const harmlessFaults: ReadonlySet<FaultName> = new Set<FaultName>(['delay', 'twice', 'notification-first']);

/** Sends what a call gets: its answer, or an old one in its place; a right answer is kept for later calls. */
export async function reply(
  simulation: Simulation,
  response: ServerResponse,
  call: ArrivedCall,
  answer: WireAnswer & { readonly isSigned: boolean },
): Promise<void> {
  const { operation, fault, paymentRequestId } = call;
  const { answers, outbox } = simulation;
  const isRight = fault === undefined || harmlessFaults.has(fault.name);
  if (operation !== undefined && isRight && answer.isSigned && answer.ending === 'end') {
    answers.keep(operation, paymentRequestId, answer);
  }
  if (fault?.name === 'notification-first') await outbox.settled();
  await sendAnswer(response, earlierAnswer(simulation, call) ?? answer, fault?.delayMs ?? 0);
}

function earlierAnswer({ answers }: Simulation, call: ArrivedCall): WireAnswer | undefined {
  const { operation, fault, paymentRequestId } = call;
  if (operation === undefined || fault?.name !== 'replay') return undefined;
  return answers.earlier(operation, paymentRequestId, fault.replayOf);
}
