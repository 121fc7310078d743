import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { OptionError } from '../errors.ts';
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
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a proxy or an authority that cannot be used.
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
    timeout: settings.connectTimeoutMs,
    ...(settings.ca === undefined ? {} : { ca: [...rootCertificates, ...readCertificates(settings.ca)] }),
  };
  const pool = {
    connections: settings.connectionsMax,
    pipelining: 1,
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: settings.bodyTimeoutMs,
    keepAliveTimeout: settings.keepAliveMs,
    connect: tls,
  };
  if (endpoint.isLoopback || settings.proxy === 'none') return new Agent(pool);
  const tunnel = { ...pool, requestTls: tls, proxyTls: tls };
  try {
    return settings.proxy === 'environment'
      ? new EnvHttpProxyAgent(tunnel)
      : new ProxyAgent({ ...tunnel, uri: settings.proxy });
  } catch {
    // What the client throws repeats the address, and with it the password of the proxy.
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'The address of the proxy cannot be used.',
      next: 'Correct HTTPS_PROXY and HTTP_PROXY in the environment, or set transportOptions.proxy.',
    });
  }
}

/** TLS passes over text that is no certificate without a word, and then trusts nobody. */
function readCertificates(ca: string | readonly string[]): readonly string[] {
  const texts = [ca].flat();
  try {
    for (const text of texts) new X509Certificate(text);
    return texts;
  } catch {
    throw new OptionError('ERR_OPTION_INVALID', {
      what: 'transportOptions.ca holds something that is no certificate.',
      next: 'Pass the text of PEM certificates, not the names of their files.',
    });
  }
}

function withoutUndefined(options: TransportOptions): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
