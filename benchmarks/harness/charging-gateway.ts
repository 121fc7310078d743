import type { KeyPair } from './keys.ts';
import { TypescriptProcess } from './typescript-process.ts';

/** What the process of a charging gateway is started with. */
export interface ChargingOrder {
  readonly alipayPrivatePem: string;
  readonly path: string;
  /** Payments whose answers are signed before anything is measured. */
  readonly ids: readonly string[];
}

/** Who called since the last look. */
export interface CallCounts {
  readonly calls: number;
  /** Payments for which the same call came more than once. */
  readonly repeated: number;
}

/** A gateway on this machine that takes every payment. */
export interface ChargingGateway {
  readonly baseUrl: string;
  /** Counts the calls since the last look. */
  takeCounts(): Promise<CallCounts>;
  stop(): Promise<void>;
}

/**
 * Starts a process that says of each payment that it is paid, each in an answer of its own. What is asked at `path` about
 * `ids` is signed before, so that it does not sign on our time; the rest when it is asked.
 */
export async function startChargingGateway(
  alipay: KeyPair,
  { path, ids }: Pick<ChargingOrder, 'path' | 'ids'>,
  conditions?: readonly string[],
): Promise<ChargingGateway> {
  const server = new TypescriptProcess(new URL('charging-server.ts', import.meta.url), conditions);
  const order: ChargingOrder = { alipayPrivatePem: alipay.privatePem, path, ids };
  const port = await server.ask<number>(order);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    takeCounts: () => server.ask<CallCounts>('counts'),
    stop: () => server.stop(),
  };
}
