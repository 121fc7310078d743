import { AlipayError, TransportError } from '../errors.ts';

const untouched = 'Nothing was sent, so this call moved no money.';
const unknown = 'The request may have been executed, so the state of the money is unknown.';

const tlsCodes =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO)/;
const timeoutCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Turns what the HTTP client threw into a typed error.
 *
 * @param thrown - only its name, code and message are kept.
 * @param bytesMayHaveLeft - whether writing had begun; decides what is said about the money.
 */
export function transportFault(thrown: unknown, bytesMayHaveLeft: boolean): TransportError {
  if (thrown instanceof TransportError) return thrown;
  const code = errorCode(thrown);
  const cause = plainCause(thrown);
  if (tlsCodes.test(code) && !bytesMayHaveLeft) {
    return new TransportError('ERR_TRANSPORT_TLS', {
      what: `The TLS connection to the gateway was refused by us (${code}): its certificate was not accepted, or it speaks no TLS.`,
      money: untouched,
      next: 'Check the address; behind a company proxy, pass its certificate as ca. The check cannot be switched off.',
      cause,
      bytesMayHaveLeft,
    });
  }
  if (!bytesMayHaveLeft) {
    const refusal = proxyFault(cause, code);
    if (refusal !== undefined)
      return new TransportError('ERR_TRANSPORT_CONNECT', {
        ...refusal,
        money: untouched,
        cause,
        bytesMayHaveLeft,
      });
    return new TransportError('ERR_TRANSPORT_CONNECT', {
      what: `No connection to the gateway could be made (${code}).`,
      money: untouched,
      next: 'Check the network, the address and the proxy; the same call with the same id may be repeated.',
      cause,
      bytesMayHaveLeft,
    });
  }
  if (timeoutCodes.has(code)) return timeoutFault('The gateway did not answer in time.', true, cause);
  return new TransportError('ERR_TRANSPORT_LOST', {
    what: `The connection broke before the answer was complete (${code}).`,
    money: unknown,
    next: 'Ask for the status of this id; do not start a new attempt.',
    cause,
    bytesMayHaveLeft,
  });
}

/** What went wrong on the way to the gateway, where it was the proxy that stood in it. */
function proxyFault(
  cause: Error,
  code: string,
): { readonly what: string; readonly next: string } | undefined {
  // The client tells the status in its message alone.
  const status = /^Proxy response \((\d+)\)/.exec(cause.message)?.[1];
  if (status === '407') {
    return {
      what: 'The proxy wants credentials: it answered CONNECT with HTTP status 407.',
      next: 'Put its user name and password into its address; the same call with the same id may be repeated.',
    };
  }
  if (status !== undefined) {
    return {
      what: `The proxy refused the way to the gateway: it answered CONNECT with HTTP status ${status}.`,
      next: 'Have the proxy let this host through; the same call with the same id may be repeated.',
    };
  }
  // Before a byte of the request left, an answer can only have been due from the proxy.
  if (!timeoutCodes.has(code)) return undefined;
  return {
    what: `The proxy did not answer CONNECT in time (${code}).`,
    next: 'Check the proxy; the same call with the same id may be repeated.',
  };
}

/** The error for a time limit that ran out. */
export function timeoutFault(what: string, bytesMayHaveLeft: boolean, cause?: unknown): TransportError {
  return new TransportError('ERR_TRANSPORT_TIMEOUT', {
    what,
    money: bytesMayHaveLeft ? unknown : untouched,
    next: bytesMayHaveLeft
      ? 'Ask for the status of this id; do not start a new attempt.'
      : 'The same call with the same id may be repeated.',
    bytesMayHaveLeft,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The error for a call that its caller gave up. */
export function abortFault(bytesMayHaveLeft: boolean, cause: unknown): TransportError {
  return new TransportError('ERR_TRANSPORT_ABORTED', {
    what: 'The call was aborted by its signal.',
    money: bytesMayHaveLeft ? unknown : untouched,
    next: bytesMayHaveLeft ? 'Ask for the status of this id.' : 'Nothing more to do.',
    bytesMayHaveLeft,
    cause,
  });
}

/** A foreign error without its other members; the one of an HTTP parser holds the bytes of the answer in its `data`. */
function plainCause(thrown: unknown): Error {
  if (thrown instanceof AlipayError) return thrown;
  if (!(thrown instanceof Error)) return new Error('Something was thrown that is no error.');
  const plain = new Error(thrown.message);
  Object.defineProperty(plain, 'name', { value: thrown.name, configurable: true, writable: true });
  return 'code' in thrown && typeof thrown.code === 'string'
    ? Object.assign(plain, { code: thrown.code })
    : plain;
}

function errorCode(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'no code';
}
