import { type SleepingClock, systemClock } from '@alipay-intl/core/time';
import type { FaultServer } from './fault-server.ts';

/** The stall limit of {@link stallClock}. */
export const stallMs = 600_000;

/** A clock on which the stall limit passes when the server really stands still, however slow this machine is. */
export function stallClock(server: Pick<FaultServer, 'connections' | 'stalledConnection'>): SleepingClock {
  return {
    now: systemClock.now,
    sleep: async (ms, signal) => {
      if (ms !== stallMs) return systemClock.sleep(ms, signal);
      do await systemClock.sleep(10, signal);
      while (signal?.aborted !== true && server.stalledConnection !== server.connections);
    },
  };
}
