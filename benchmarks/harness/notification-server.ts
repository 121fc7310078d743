import type { NotificationServerKind } from './notification-mounts.ts';
import { TypescriptProcess } from './typescript-process.ts';

/** A key that notifications were signed with. */
export interface SignedKey {
  readonly publicPem: string;
  readonly keyVersion: string;
}

/** Where a receiver writes down what it has received. */
export type ReceiverLog =
  | { readonly on: 'memory' }
  | {
      readonly on: 'postgres';
      readonly connectionString: string;
      readonly connectionsMax: number;
      readonly mode: 'handle-in-transaction' | 'store-first';
    }
  | {
      readonly on: 'pglite';
      readonly folder: string;
      readonly mode: 'handle-in-transaction' | 'store-first';
    };

/** What the process of a server is started with. */
export interface NotificationServerOrder {
  readonly key: SignedKey;
  readonly kind: NotificationServerKind;
  /** How many payments its record knows. */
  readonly payments: number;
  /** Without one it does as little as can be: it reads, verifies and parses. */
  readonly log: ReceiverLog | undefined;
}

/** What a server did since it was asked last. */
export interface ServingReport {
  /** Notifications that reached the handler. */
  readonly handled: number;
  /** Processor time of all threads of the server's process. */
  readonly processorMs: number;
  /** Bytes that its process holds now. */
  readonly rss: number;
}

/** A server for notifications, in a process of its own. */
export interface NotificationServer {
  readonly port: number;
  report(): Promise<ServingReport>;
  /** In the mode `store-first`: handles what was stored, and answers in how many seconds. */
  processStored(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server. */
export async function startNotificationServer(order: NotificationServerOrder): Promise<NotificationServer> {
  const server = new TypescriptProcess(new URL('serving-notifications.ts', import.meta.url));
  const port = await server.ask<number>(order);
  return {
    port,
    report: () => server.ask<ServingReport>('report'),
    processStored: () => server.ask<number>('process'),
    stop: () => server.stop(),
  };
}
