import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici';
import { OptionError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { createReplyCollector } from './reply-collector.ts';
import type { Transport } from './transport.ts';
import { abortFault, transportFault } from './transport-fault.ts';
import { type TransportOptions, type TransportSettings, transportDefaults } from './transport-options.ts';

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
        const { method, path, headers, body, deadlineMs } = request;
        const limits = {
          headersTimeout: settings.headersTimeoutMs ?? deadlineMs,
          bodyTimeout: settings.bodyTimeoutMs ?? deadlineMs,
        };
        try {
          const { origin } = endpoint;
          dispatcher.dispatch({ origin, method, path, headers, body, ...limits }, collector);
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
    keepAliveTimeout: settings.keepAliveMs,
    // Otherwise a server that offers to keep connections longer would be taken at its word.
    keepAliveMaxTimeout: settings.keepAliveMs,
    connect: tls,
  };
  if (endpoint.isLoopback || settings.proxy === 'none') return new Agent(pool);
  // Opening the tunnel is part of connecting, so a proxy that is silent is given no more time than that.
  const clientFactory = (origin: URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, headersTimeout: settings.connectTimeoutMs });
  const tunnel = { ...pool, requestTls: tls, proxyTls: tls, clientFactory };
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
