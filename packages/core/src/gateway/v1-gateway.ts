import { systemClock } from '../clock.ts';
import { AlipayError, OptionError, type ProtocolError, TransportError } from '../errors.ts';
import { createKeyRing, type KeyRing } from '../keys/key-ring.ts';
import { importPrivateKey, type PrivateKey } from '../keys/private-key.ts';
import { keyError } from '../keys/rsa-rule.ts';
import { signMessage } from '../signing/header-signature.ts';
import { requestTimeText } from '../timestamp.ts';
import { version } from '../version.ts';
import { resolveEndpoint, sandboxedPath } from './endpoint.ts';
import type { Exchange, ExchangeFacts } from './exchange.ts';
import { announceExchange } from './exchange-events.ts';
import { checkGatewayOptions, type V1GatewayOptions } from './gateway-options.ts';
import { judgeReply } from './judge-reply.ts';
import type { Transport, TransportReply } from './transport.ts';
import { createUndiciTransport } from './undici-transport.ts';

/** One signed call. */
export interface ExchangeRequest {
  /** The documented path, for instance `/ams/api/v1/payments/pay`; the sandbox rule is applied to it. */
  readonly path: string;
  /** The request body. It is serialised once; those bytes are signed and sent. */
  readonly body: object;
  /** Sent as `Agent-Token`: with it an ISV acts for a merchant. docs/wire/v1 §1.3. */
  readonly agentToken?: string | undefined;
  /** Milliseconds until this call is given up; the gateway's `deadlineMs` when left out. */
  readonly deadlineMs?: number | undefined;
  /** Gives the call up from outside. */
  readonly signal?: AbortSignal | undefined;
}

/** A signed channel to one Alipay v1 gateway, for one client id. */
export interface V1Gateway {
  readonly clientId: string;
  /** Scheme, host and port of the gateway. */
  readonly origin: string;
  /** The Alipay public keys; the notification receiver takes the same ring. */
  readonly keyRing: KeyRing;
  /**
   * Sends one signed call, once, and judges the answer. Nothing is ever repeated here.
   *
   * @returns `answered`, `unproven` or `lost`; see {@link Exchange}.
   * @throws TransportError with `bytesMayHaveLeft: false` where nothing was sent; OptionError `ERR_REQUEST_INVALID`
   * for a body that is not JSON, or a path, token or deadline that cannot be used; `ERR_SIGNING_FAILED` where an
   * external signer fails.
   */
  exchange(request: ExchangeRequest): Promise<Exchange>;
  /** Closes the connections. Calls under way are finished first. */
  close(): Promise<void>;
}

/**
 * Opens a gateway. Keys are imported once, here.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a setting, `ERR_KEY_INVALID` for a key, also when your own public key
 * was configured as Alipay's.
 */
export async function createV1Gateway(options: V1GatewayOptions): Promise<V1Gateway> {
  const settings = checkGatewayOptions(options);
  const { clientId, keyVersion = '1', clock = systemClock, deadlineMs = 15_000 } = settings;
  const endpoint = resolveEndpoint(settings);
  const privateKey = await importPrivateKey(settings.privateKey, {
    passphrase: settings.privateKeyPassphrase,
    whose: 'privateKey',
  });
  const keyRing = await createKeyRing(settings.alipayPublicKeys);
  assertNotOwnKey(privateKey, keyRing);
  const transport = settings.transport ?? createUndiciTransport(endpoint, settings.transportOptions);
  const userAgent = [settings.userAgent, `alipay-intl/${version}`].filter(Boolean).join(' ');

  const exchange = async (request: ExchangeRequest): Promise<Exchange> => {
    assertRequest(request);
    const path = endpoint.prefix + sandboxedPath(request.path, clientId, settings.sandboxPath ?? 'auto');
    const body = serialise(request.body);
    const startedAtMs = clock.now();
    const finish = announceExchange({
      path,
      origin: endpoint.origin,
      clientId,
      startedAtMs,
      requestBytes: body.length,
    });
    const factsNow = (reply?: TransportReply): ExchangeFacts => ({
      path,
      durationMs: clock.now() - startedAtMs,
      httpStatus: reply?.status,
      traceId: reply?.headers.get('tracerid')?.[0],
    });
    try {
      const time = requestTimeText(startedAtMs, settings.requestTimeForm ?? 'epoch-ms');
      const message = { method: 'POST', path, clientId, time, body };
      const signature = await signMessage(message, { privateKey, keyVersion });
      const headers = requestHeaders({ clientId, time, signature, userAgent }, request.agentToken);
      const sent = { method: 'POST', path, headers, body, signal: request.signal } as const;
      const reply = await sendOnce(transport, { ...sent, deadlineMs: request.deadlineMs ?? deadlineMs });
      const outcome =
        'reply' in reply
          ? judgeReply(reply.reply, { path, clientId, keyRing }, factsNow(reply.reply))
          : noReply(reply.error, factsNow());
      finish(outcome);
      return outcome;
    } catch (error) {
      const code = error instanceof AlipayError ? error.code : 'unexpected';
      finish({ kind: 'failed', durationMs: clock.now() - startedAtMs, code });
      throw error;
    }
  };
  return { clientId, origin: endpoint.origin, keyRing, exchange, close: () => transport.close() };
}

type Sent = { readonly reply: TransportReply } | { readonly error: TransportError | ProtocolError };

async function sendOnce(transport: Transport, request: Parameters<Transport['send']>[0]): Promise<Sent> {
  try {
    return { reply: await transport.send(request) };
  } catch (error) {
    const neverSent = error instanceof TransportError && !error.bytesMayHaveLeft;
    if (neverSent || !(error instanceof AlipayError)) throw error;
    return { error: error as TransportError | ProtocolError };
  }
}

function noReply(error: TransportError | ProtocolError, facts: ExchangeFacts): Exchange {
  return error instanceof TransportError
    ? { kind: 'lost', error, ...facts }
    : { kind: 'unproven', error, claimed: undefined, ...facts, httpStatus: error.httpStatus };
}

const deadlineMax = 600_000;

function assertRequest({ path, agentToken, deadlineMs }: ExchangeRequest): void {
  if (!/^\/[\x21-\x7e]*$/.test(path) || path.includes('#')) {
    throw requestError(
      'The path does not start with a slash, or holds blanks or other characters that a URL cannot.',
      'Pass a path such as /ams/api/v1/payments/pay.',
    );
  }
  if (agentToken !== undefined && !/^[\x21-\x7e]{1,128}$/.test(agentToken)) {
    throw requestError(
      'The agentToken is not 1 to 128 characters of printable ASCII.',
      'Pass the token as it was issued, without line ends; leave it out where there is none.',
    );
  }
  // A timer that is asked for more than it can hold would fire at once, in the middle of the call.
  if (deadlineMs !== undefined && !(deadlineMs > 0 && deadlineMs <= deadlineMax)) {
    throw requestError(
      `The deadlineMs is not a number above 0 and up to ${deadlineMax}.`,
      'Pass milliseconds, or leave it out for the deadline of the gateway.',
    );
  }
}

function requestError(what: string, next: string): OptionError {
  const money = 'Nothing was sent, so no money moved.';
  return new OptionError('ERR_REQUEST_INVALID', { what, money, next });
}

function serialise(body: object): Buffer {
  try {
    return Buffer.from(JSON.stringify(body), 'utf8');
  } catch {
    throw requestError(
      'The request body cannot be written as JSON.',
      'Pass plain data; amounts are text, not bigint.',
    );
  }
}

function requestHeaders(
  own: {
    readonly clientId: string;
    readonly time: string;
    readonly signature: string;
    readonly userAgent: string;
  },
  agentToken: string | undefined,
): Record<string, string> {
  return {
    'content-type': 'application/json; charset=UTF-8',
    accept: 'application/json',
    'user-agent': own.userAgent,
    'client-id': own.clientId,
    'request-time': own.time,
    signature: own.signature,
    ...(agentToken === undefined ? {} : { 'agent-token': agentToken }),
  };
}

function assertNotOwnKey(privateKey: PrivateKey, keyRing: KeyRing): void {
  if (!keyRing.entries.some((entry) => entry.thumbprint === privateKey.thumbprint)) return;
  throw keyError(
    'alipayPublicKeys holds your own public key.',
    'The dashboard shows the Alipay public key after yours was uploaded; copy that one.',
  );
}
