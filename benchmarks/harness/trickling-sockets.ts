// Started as a process of its own by `slow-sockets.ts`: opens slow sockets, and tells when each was closed.
import { type SlowEnd, type SlowPart, trickle } from '../../test/notifications/slow-senders/trickle.ts';
import type { SlowSocketsOrder, SlowSocketsReport } from './slow-sockets.ts';

process.once('message', async (order: SlowSocketsOrder) => process.send?.(await run(order)));
process.once('disconnect', () => process.exit());

async function run({ port, sockets, patienceMs }: SlowSocketsOrder): Promise<SlowSocketsReport> {
  const open = (part: SlowPart): Promise<readonly SlowEnd[]> =>
    Promise.all(Array.from({ length: sockets / 2 }, () => trickle(port, part, patienceMs)));
  const [heads, bodies] = await Promise.all([open('head'), open('body')]);
  const headsClosedMs = closedOf(heads);
  const bodiesClosedMs = closedOf(bodies);
  return { headsClosedMs, bodiesClosedMs, leftOpen: sockets - headsClosedMs.length - bodiesClosedMs.length };
}

function closedOf(ends: readonly SlowEnd[]): readonly number[] {
  return ends.flatMap(({ closedAfterMs }) => (closedAfterMs === undefined ? [] : [closedAfterMs]));
}
