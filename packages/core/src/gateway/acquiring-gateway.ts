import { randomUUID } from 'node:crypto';
import { systemClock } from '../clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { sealEnvelope } from '../signing/envelope-signature.ts';
import { formatTimestamp } from '../timestamp.ts';
import { userAgentText } from '../version.ts';
import { type AcquiringDialect, acquiringBaseUrl, acquiringDialects } from './acquiring-dialect.ts';
import { type AcquiringFunction, acquiringPath } from './acquiring-functions.ts';
import { type AcquiringGatewayOptions, checkAcquiringOptions } from './acquiring-options.ts';
import { resolveEndpoint } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import { importGatewayKeys } from './gateway-keys.ts';
import { judgeEnvelope } from './judge-envelope.ts';
import { openTransport } from './open-transport.ts';
import { assertBody, assertDeadline, requestError, serialise } from './request-rule.ts';
import { runExchange } from './run-exchange.ts';

/** One call of the acquiring family. */
export interface AcquiringRequest {
  /** The full function name; one that is not in the table needs its path in the configuration. */
  readonly function: AcquiringFunction | (string & {});
  /** `request.body`. It is serialised once, together with the head; that text is signed and sent. */
  readonly body: object;
  /** Access token of an ISV; travels in `head.reserve`. docs/wire/acquiring §3.2. */
  readonly isvAccessToken?: string | undefined;
  /** Milliseconds until this call is given up; the gateway's `deadlineMs` when left out. */
  readonly deadlineMs?: number | undefined;
  /** Gives the call up from outside. */
  readonly signal?: AbortSignal | undefined;
}

/** A signed channel to one gateway of the acquiring family, for one client id. */
export interface AcquiringGateway {
  readonly clientId: string;
  readonly dialect: AcquiringDialect;
  /** Scheme, host and port of the gateway. */
  readonly origin: string;
  /** The Alipay public keys; the notification receiver takes the same ring. */
  readonly keyRing: KeyRing;
  /**
   * Sends one signed call, once, under a fresh `reqMsgId`, and judges the answer. Nothing is ever repeated here.
   * In an `answered` exchange, `body` is the body of the response and `result` its `resultInfo`.
   *
   * @throws TransportError with `bytesMayHaveLeft: false` where nothing was sent; OptionError `ERR_REQUEST_INVALID`
   * for a function without a path or a body that is not JSON, `ERR_SIGNING_FAILED`.
   */
  exchange(request: AcquiringRequest): Promise<Exchange>;
  /** Closes the connections. Calls under way are finished first. */
  close(): Promise<void>;
}

/**
 * Opens a gateway of the `alipay.intl.acquiring.*` family. Keys are imported once, here.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for a setting, `ERR_KEY_INVALID` for a key.
 */
export async function createAcquiringGateway(options: AcquiringGatewayOptions): Promise<AcquiringGateway> {
  const settings = checkAcquiringOptions(options);
  const { clientId, clock = systemClock, deadlineMs = 10_000, createMessageId = randomUUID } = settings;
  const dialect = dialectOf(settings.dialect);
  const endpoint = resolveEndpoint({ baseUrl: acquiringBaseUrl(dialect, settings.baseUrl) });
  const { privateKey, keyRing } = await importGatewayKeys(settings);
  const transport = settings.transport ?? (await openTransport(endpoint, settings.transportOptions));
  const channel = { transport, clock, origin: endpoint.origin, clientId };
  const { hash } = dialect;
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
    'user-agent': userAgentText(settings.userAgent),
  };

  const exchange = async (request: AcquiringRequest): Promise<Exchange> => {
    assertBody(request.body);
    assertDeadline(request.deadlineMs);
    const reqMsgId = checkedMessageId(createMessageId());
    const head = {
      version: dialect.version,
      function: request.function,
      clientId,
      reqTime: formatTimestamp(clock.now(), 'UTC+8'),
      reqMsgId,
      reserve: reserveText(request.isvAccessToken),
      ...(dialect.sendsSignType ? { signType: 'RSA2' } : {}),
    };
    return runExchange(channel, {
      path: endpoint.prefix + acquiringPath(request.function, settings.paths ?? {}),
      content: serialise({ head, body: request.body }),
      deadlineMs: request.deadlineMs ?? deadlineMs,
      signal: request.signal,
      async seal(content) {
        const key = { privateKey, hash, encoding: settings.signatureEncoding ?? 'once' } as const;
        return { body: await sealEnvelope('request', content, key), headers };
      },
      judge: (reply, facts) =>
        judgeEnvelope(reply, { hash, keyRing, clientId, function: request.function, reqMsgId }, facts),
    });
  };
  return { clientId, dialect, origin: endpoint.origin, keyRing, exchange, close: () => transport.close() };
}

function dialectOf(given: AcquiringGatewayOptions['dialect'] = 'public-2.0.4'): AcquiringDialect {
  return typeof given === 'string' ? acquiringDialects[given] : given;
}

const messageIdLengthMax = 64;

/** An id that Alipay shortens or writes otherwise would make its answer look like one to another message. */
function checkedMessageId(reqMsgId: string): string {
  if (typeof reqMsgId === 'string' && reqMsgId !== '' && reqMsgId.length <= messageIdLengthMax)
    return reqMsgId;
  throw requestError(
    `createMessageId did not return text of 1 to ${messageIdLengthMax} characters.`,
    'Return a new UUID for each sending.',
  );
}

const reserveLengthMax = 256;

function reserveText(isvAccessToken: string | undefined): string {
  if (isvAccessToken !== undefined && (typeof isvAccessToken !== 'string' || isvAccessToken === '')) {
    throw requestError('The isvAccessToken is no text, or empty.', 'Pass the token as it was issued.');
  }
  // The second "t" of the wire's name is small. docs/wire/acquiring §3.2.
  const reserve = isvAccessToken === undefined ? '{}' : JSON.stringify({ isvAccesstoken: isvAccessToken });
  if (reserve.length <= reserveLengthMax) return reserve;
  throw requestError(
    `The isvAccessToken makes head.reserve longer than ${reserveLengthMax} characters.`,
    'Pass the token as it was issued.',
  );
}
