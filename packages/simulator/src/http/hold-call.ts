import type { ServerResponse } from 'node:http';
import type { Simulation } from '../simulation.ts';

/**
 * Cuts the connection now and does the work once `delayMs` of the simulator's clock have passed:
 * a request that was given up and arrives all the same (docs/wire/acquiring §8.1).
 */
export function carryOutLater(
  simulation: Simulation,
  response: ServerResponse,
  delayMs: number,
  work: () => void,
): void {
  const { clock, outbox } = simulation;
  response.destroy();
  clock.schedule(clock.now() + delayMs, async () => {
    work();
    await outbox.settled();
  });
}
