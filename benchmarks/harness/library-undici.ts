import { createRequire } from 'node:module';

/** As much of undici as a bare loop needs. */
export interface BarePool {
  request(options: {
    readonly method: 'POST';
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  }): Promise<{
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: { arrayBuffer(): Promise<ArrayBuffer> };
  }>;
  close(): Promise<void>;
}

interface Undici {
  readonly Pool: new (
    origin: string,
    options: { readonly connections: number; readonly pipelining: number },
  ) => BarePool;
}

/** A connection pool of the very undici that the library loads, which this workspace does not depend on itself. */
export function createBarePool(origin: string, connections: number): BarePool {
  const fromCore = createRequire(import.meta.resolve('@alipay-intl/core'));
  const { Pool } = fromCore('undici') as Undici;
  return new Pool(origin, { connections, pipelining: 1 });
}
