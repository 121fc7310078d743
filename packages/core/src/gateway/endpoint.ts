import { OptionError } from '../errors.ts';

/** A region of the Alipay gateway. `us` is for merchants in the United States. docs/wire/v1 §1.2. */
export type Region = 'north-america' | 'us' | 'asia' | 'europe';

/** `global`: the recommended hosts. `older`: the plain names that some contracts still use. docs/wire/v1 §1.2. */
export type HostEdition = 'global' | 'older';

/** The documented hosts. The US host has no older name. docs/wire/v1 §1.2. */
export const gatewayHosts: Readonly<Record<HostEdition, Readonly<Record<Region, string>>>> = {
  global: {
    'north-america': 'open-na-global.alipay.com',
    us: 'open.antglobal-us.com',
    asia: 'open-sea-global.alipay.com',
    europe: 'open-de-global.alipay.com',
  },
  older: {
    'north-america': 'open-na.alipay.com',
    us: 'open.antglobal-us.com',
    asia: 'open-sea.alipay.com',
    europe: 'open-eu.alipay.com',
  },
};

/**
 * Whether the path is rewritten for the sandbox: `auto` when the client id starts with `SANDBOX_`. The sources
 * conflict for in-store products, so the rule can be forced. docs/wire/v1 §1.1.
 */
export type SandboxPathRule = 'auto' | 'on' | 'off';

/** Where calls go. */
export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  /** A path in front of every call, for a reverse proxy; empty otherwise. It is sent and signed. */
  readonly prefix: string;
  /** Whether the host is this machine. */
  readonly isLoopback: boolean;
}

/**
 * Finds the endpoint from a region or from any base URL. HTTPS only, except towards this machine itself.
 *
 * @throws OptionError `ERR_OPTION_INVALID`.
 */
export function resolveEndpoint(from: {
  readonly region?: Region | undefined;
  readonly hostEdition?: HostEdition | undefined;
  readonly baseUrl?: string | undefined;
}): Endpoint {
  if ((from.region === undefined) === (from.baseUrl === undefined)) {
    throw endpointError(
      'Exactly one of region and baseUrl is needed.',
      'Pass region: "asia", or a base URL.',
    );
  }
  const host =
    from.region === undefined ? undefined : gatewayHosts[from.hostEdition ?? 'global'][from.region];
  const text = from.baseUrl ?? `https://${host}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw endpointError(
      'baseUrl is not a plain URL.',
      'Pass scheme and host, such as https://open-sea-global.alipay.com.',
    );
  }
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw endpointError(
      'baseUrl must be https.',
      'Plain http works only towards this machine, for the simulator.',
    );
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), isLoopback };
}

/** The path that is sent, and therefore signed. docs/wire/v1 §1.1. */
export function sandboxedPath(path: string, clientId: string, rule: SandboxPathRule): string {
  const isSandbox = rule === 'on' || (rule === 'auto' && clientId.startsWith('SANDBOX_'));
  if (!isSandbox || path.includes('/risk/payments/')) return path;
  return path.replace('/ams/api', '/ams/sandbox/api');
}

function endpointError(what: string, next: string): OptionError {
  return new OptionError('ERR_OPTION_INVALID', { what, next });
}
