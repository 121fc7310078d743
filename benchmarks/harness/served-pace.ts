import type { Deliveries, NotificationSender } from './notification-sender.ts';
import type { NotificationServer } from './notification-server.ts';
import type { Pace } from './pace.ts';

/** How fast a round of deliveries was served. */
export interface Served {
  /** The processor time is that of the server alone. */
  readonly pace: Pace;
  readonly latenciesMs: readonly number[];
}

/** Delivers a round to a server. Every notification must be acknowledged, and all must reach the handler where they are expected to. */
export async function servedPace(
  { sender, server }: { readonly sender: NotificationSender; readonly server: NotificationServer },
  round: Omit<Deliveries, 'port'>,
  expectedHandled: number = round.count,
): Promise<Served> {
  await server.report();
  const { seconds, latenciesMs, refused } = await sender.deliver({ ...round, port: server.port });
  const { handled, processorMs } = await server.report();
  if (refused > 0)
    throw new Error(`${refused} of ${round.count} genuine notifications were not acknowledged.`);
  if (handled !== expectedHandled)
    throw new Error(`${handled} notifications were handled, not ${expectedHandled}.`);
  return {
    pace: { perSecond: round.count / seconds, perProcessorSecond: (round.count * 1e3) / processorMs },
    latenciesMs,
  };
}
