import type { SignedKey } from './notification-server.ts';
import { TypescriptProcess } from './typescript-process.ts';

/** A round of deliveries, each notification once. */
export interface Deliveries {
  readonly port: number;
  /** The first of those that were signed. */
  readonly from: number;
  readonly count: number;
  /** How many are under way at a time, each on a connection of its own. */
  readonly inFlight: number;
  /** Milliseconds between the beginnings of two deliveries; without it the next begins when one has ended. */
  readonly everyMs?: number | undefined;
}

/** What came of a round. */
export interface DeliveriesReport {
  /** From the first delivery to the last answer. */
  readonly seconds: number;
  /** Of each delivery, until its answer was there. With `everyMs` it counts from when it was due. */
  readonly latenciesMs: readonly number[];
  /** Answers with another status than 200. */
  readonly refused: number;
}

/** What the sending process is asked for. */
export type SenderQuestion = { readonly sign: number } | { readonly deliver: Deliveries };

/** Sends signed notifications from a process of its own. */
export interface NotificationSender {
  /** The key that all were signed with. */
  readonly key: SignedKey;
  deliver(deliveries: Deliveries): Promise<DeliveriesReport>;
  stop(): Promise<void>;
}

/** Starts a process, and lets it sign so many distinct notifications before anything is measured. */
export async function startNotificationSender(count: number): Promise<NotificationSender> {
  const sender = new TypescriptProcess(new URL('sending-notifications.ts', import.meta.url));
  const key = await sender.ask<SignedKey>({ sign: count } satisfies SenderQuestion);
  return {
    key,
    deliver: (deliver) => sender.ask<DeliveriesReport>({ deliver } satisfies SenderQuestion),
    stop: () => sender.stop(),
  };
}
