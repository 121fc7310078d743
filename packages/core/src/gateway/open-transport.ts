import type { Endpoint } from './endpoint.ts';
import type { Transport } from './transport.ts';
import type { TransportOptions } from './transport-options.ts';

/** Opens the transport of production; only now is the HTTP client loaded, which takes most of the time to import. */
export async function openTransport(
  endpoint: Endpoint,
  options: TransportOptions | undefined,
): Promise<Transport> {
  const { createUndiciTransport } = await import('./undici-transport.ts');
  return createUndiciTransport(endpoint, options);
}
