import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import type { Endpoint } from './endpoint.ts';
import { createReplyCollector } from './reply-collector.ts';
import type { Transport } from './transport.ts';
import { abortFault, transportFault } from './transport-fault.ts';

/** Settings of the connection. Times in milliseconds. */
export interface TransportOptions {
  /** Connections kept to the gateway at most. Default 64. */
  readonly connectionsMax?: number | undefined;
  /** Time for DNS, TCP and TLS. Default 5000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Time from the request to the answer's headers. Default 15000. */
  readonly headersTimeoutMs?: number | undefined;
  /** Time between two pieces of the answer's body. Default 15000. */
  readonly bodyTimeoutMs?: number | undefined;
  /** How long an idle connection is kept. Default 4000. */
  readonly keepAliveMs?: number | undefined;
  /** Size of an answer at most, in bytes. Default 1 MiB. */
  readonly responseBytesMax?: number | undefined;
  /**
   * `environment`: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say (the default). `none`: never. Or the URL of a proxy.
   * A gateway on this machine, such as the simulator, is always called directly.
   */
  readonly proxy?: string | undefined;
  /** PEM certificates of additional authorities, beside those that Node trusts. */
  readonly ca?: string | readonly string[] | undefined;
}

/** {@link TransportOptions} with nothing left open. */
export type TransportSettings = {
  readonly [Name in Exclude<keyof TransportOptions, 'ca'>]-?: NonNullable<TransportOptions[Name]>;
} & Pick<TransportOptions, 'ca'>;

/** The defaults of {@link TransportOptions}. */
export const transportDefaults: TransportSettings = {
  connectionsMax: 64,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 15_000,
  bodyTimeoutMs: 15_000,
  keepAliveMs: 4_000,
  responseBytesMax: 1_048_576,
  proxy: 'environment',
};

/**
 * The transport of production, on undici: a keep-alive pool, every time limit set, TLS 1.2 or newer and always
 * verified (even where NODE_TLS_REJECT_UNAUTHORIZED=0 is in the environment), no redirects, no repetition.
 */
export function createUndiciTransport(endpoint: Endpoint, options: TransportOptions = {}): Transport {
  const settings = { ...transportDefaults, ...withoutUndefined(options) };
  const dispatcher = createDispatcher(endpoint, settings);
  let closing: Promise<void> | undefined;
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (request.signal?.aborted) {
          reject(abortFault(false, request.signal.reason));
          return;
        }
        const collector = createReplyCollector(request, settings.responseBytesMax, { resolve, reject });
        const { method, path, headers, body } = request;
        try {
          dispatcher.dispatch({ origin: endpoint.origin, method, path, headers, body }, collector);
        } catch (error) {
          reject(transportFault(error, false));
        }
      }),
    close: () => {
      closing ??= dispatcher.close();
      return closing;
    },
  };
}

function createDispatcher(endpoint: Endpoint, settings: TransportSettings): Dispatcher {
  const tls = {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(settings.ca === undefined ? {} : { ca: [...rootCertificates, ...[settings.ca].flat()] }),
  };
  const pool = {
    connections: settings.connectionsMax,
    pipelining: 1,
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: settings.bodyTimeoutMs,
    keepAliveTimeout: settings.keepAliveMs,
    connect: { ...tls, timeout: settings.connectTimeoutMs },
  };
  if (endpoint.isLoopback || settings.proxy === 'none') return new Agent(pool);
  const tunnel = { ...pool, requestTls: tls, proxyTls: tls };
  return settings.proxy === 'environment'
    ? new EnvHttpProxyAgent(tunnel)
    : new ProxyAgent({ ...tunnel, uri: settings.proxy });
}

function withoutUndefined(options: TransportOptions): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
