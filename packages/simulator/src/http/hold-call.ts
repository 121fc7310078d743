import type { ServerResponse } from 'node:http';
import type { Fault } from '../control/fault.ts';
import type { HeldCall } from '../control/held-calls.ts';
import type { Simulation } from '../simulation.ts';
import type { ArrivedCall } from './arrived-call.ts';
import { carryOutOnce } from './carry-out.ts';

/**
 * Holds a call that is hit by `late` and cuts its connection: a request that was given up and arrives all the same
 * (docs/wire/acquiring §8.1). Says whether it did.
 */
export function holdLateCall(
  simulation: Simulation,
  response: ServerResponse,
  call: ArrivedCall,
  work: () => unknown,
): boolean {
  const { operation, fault, number, paymentRequestId } = call;
  if (operation === undefined || fault?.name !== 'late') return false;
  response.destroy();
  hold(simulation, { number, operation, paymentRequestId, until: fault.until ?? 'time' }, fault, () => {
    carryOutOnce(simulation, call, work);
  });
  return true;
}

/** A wait of the clock begins when the call was awaited that `until` names. */
function hold(simulation: Simulation, call: HeldCall, { delayMs }: Fault, work: () => void): void {
  const { clock, held, outbox } = simulation;
  const holdForTime = (): void => {
    const deliver = held.hold({ ...call, until: 'time' }, work);
    clock.schedule(clock.now() + delayMs, async () => {
      deliver();
      await outbox.settled();
    });
  };
  if (call.until === 'time') holdForTime();
  else held.hold(call, delayMs > 0 ? holdForTime : work);
}
