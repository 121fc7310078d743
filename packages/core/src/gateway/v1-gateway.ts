import { systemClock } from '../clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { signMessage } from '../signing/header-signature.ts';
import { requestTimeText } from '../timestamp.ts';
import { userAgentText } from '../version.ts';
import { resolveEndpoint, sandboxedPath } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import { importGatewayKeys } from './gateway-keys.ts';
import { checkGatewayOptions, type V1GatewayOptions } from './gateway-options.ts';
import { judgeReply } from './judge-reply.ts';
import { openTransport } from './open-transport.ts';
import { assertAgentToken, assertDeadline, assertPath, serialise } from './request-rule.ts';
import { runExchange } from './run-exchange.ts';

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
  const { privateKey, keyRing } = await importGatewayKeys(settings);
  const transport = settings.transport ?? (await openTransport(endpoint, settings.transportOptions));
  const userAgent = userAgentText(settings.userAgent);
  const channel = { transport, clock, origin: endpoint.origin, clientId };

  const exchange = async (request: ExchangeRequest): Promise<Exchange> => {
    assertPath(request.path);
    assertAgentToken(request.agentToken);
    assertDeadline(request.deadlineMs);
    const path = endpoint.prefix + sandboxedPath(request.path, clientId, settings.sandboxPath ?? 'auto');
    return runExchange(channel, {
      path,
      content: serialise(request.body),
      deadlineMs: request.deadlineMs ?? deadlineMs,
      signal: request.signal,
      async seal(body, nowMs) {
        const time = requestTimeText(nowMs, settings.requestTimeForm ?? 'epoch-ms');
        const message = { method: 'POST', path, clientId, time, body };
        const signature = await signMessage(message, { privateKey, keyVersion });
        return {
          body,
          headers: requestHeaders({ clientId, time, signature, userAgent }, request.agentToken),
        };
      },
      judge: (reply, facts) => judgeReply(reply, { path, clientId, keyRing }, facts),
    });
  };
  return { clientId, origin: endpoint.origin, keyRing, exchange, close: () => transport.close() };
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
