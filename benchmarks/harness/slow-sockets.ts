import { TypescriptProcess } from './typescript-process.ts';

/** Sockets that trickle a byte each second; half of them a head, half of them a body. */
export interface SlowSocketsOrder {
  readonly port: number;
  readonly sockets: number;
  /** How long the server is given to close them. */
  readonly patienceMs: number;
}

/** What became of them. */
export interface SlowSocketsReport {
  /** Milliseconds until the server closed each, for those that it closed. */
  readonly headsClosedMs: readonly number[];
  readonly bodiesClosedMs: readonly number[];
  /** How many it left open. */
  readonly leftOpen: number;
}

/** Opens slow sockets from a process of its own, and waits until each is closed. */
export async function runSlowSockets(order: SlowSocketsOrder): Promise<SlowSocketsReport> {
  const sender = new TypescriptProcess(new URL('trickling-sockets.ts', import.meta.url));
  try {
    return await sender.ask<SlowSocketsReport>(order);
  } finally {
    await sender.stop();
  }
}
