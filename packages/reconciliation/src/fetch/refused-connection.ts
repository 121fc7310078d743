import type { FetchError } from '@alipay-intl/core/errors';
import { fetchFault } from './fetch-fault.ts';
import type { LoginWitness } from './login-steps.ts';
import { printable } from './printable.ts';

/** How far a connection came before it failed. */
export interface ConnectionWitness extends LoginWitness {
  readonly server: string;
  /** The key that was refused, as a message names it. */
  refusedKey: string | undefined;
  hasHandshake: boolean;
  hasLoggedIn: boolean;
  /** What ssh2 reported first. */
  fault: (Error & { readonly level?: unknown; readonly code?: unknown }) | undefined;
}

// Reasons of SSH_MSG_DISCONNECT, RFC 4253 §11.1.
const hostNotAllowed = 1;
const connectionLost = 10;
const byApplication = 11;
const tooManyConnections = 12;

/** Says why a connection failed: each cause has another cure. */
export function refusedConnection(witness: ConnectionWitness, error: unknown): FetchError {
  const { server, fault } = witness;
  const cause = fault ?? error;
  const told = cause instanceof Error ? printable(cause.message) : '';
  if (witness.refusedKey !== undefined) {
    return fetchFault(
      'ERR_SFTP_HOST_KEY',
      `${server} showed the host key ${witness.refusedKey}, which is not pinned. No credentials were sent.`,
      { server },
    );
  }
  if (told.includes('no matching host key')) {
    return fetchFault(
      'ERR_SFTP_HOST_KEY',
      `${server} has no host key of a pinned type with a signature that is accepted. No credentials were sent.`,
      { server },
      cause,
    );
  }
  if (!witness.hasHandshake) return beforeLogin(server, told, fault, cause);
  if (witness.hasLoggedIn) {
    const what = `${server} took the login and then did not offer SFTP.`;
    return fetchFault('ERR_SFTP_LOST', what, { server }, cause);
  }
  return duringLogin(witness, told, cause);
}

function beforeLogin(
  server: string,
  told: string,
  fault: ConnectionWitness['fault'],
  cause: unknown,
): FetchError {
  if (told.includes('no matching') || fault?.code === tooManyConnections) {
    return fetchFault('ERR_SFTP_CONNECT', `${server} cannot be talked to: ${told}.`, { server }, cause);
  }
  return fetchFault(
    'ERR_SFTP_NOT_ALLOWED',
    `${server} took the connection and closed it before the handshake was over. No credentials were sent.`,
    { server },
    cause,
  );
}

function duringLogin(witness: ConnectionWitness, told: string, cause: unknown): FetchError {
  const { server, fault, offered } = witness;
  if (fault?.code === hostNotAllowed) {
    const what = `${server} said that this address may not connect: ${told}.`;
    return fetchFault('ERR_SFTP_NOT_ALLOWED', what, { server }, cause);
  }
  const isRefused = fault?.level === 'client-authentication' || isRefusal(fault?.code);
  if (!isRefused) return cutOff(witness, cause);
  const ways =
    offered === undefined ? '' : ` It offers ${printable(offered.join(', ')) || 'no way of logging in'}.`;
  const what = witness.wasSent
    ? `${server} refused the login.${ways}`
    : `${server} does not offer the configured way of logging in.${ways} No credentials were sent.`;
  return fetchFault('ERR_SFTP_LOGIN', what, { server }, cause);
}

/** Many servers answer a wrong password by closing, so a login that got no answer counts as refused unless another reason was given. */
function cutOff({ server, fault, wasSent }: ConnectionWitness, cause: unknown): FetchError {
  if (wasSent && fault?.code !== tooManyConnections) {
    const what = `${server} ended the connection after the credentials were sent, without an answer.`;
    return fetchFault('ERR_SFTP_LOGIN', what, { server }, cause);
  }
  const what = `The connection to ${server} was lost during the login.`;
  return fetchFault('ERR_SFTP_LOST', what, { server }, cause);
}

/** A server that ends the connection itself while somebody logs in refuses him, unless it says otherwise. */
function isRefusal(reason: unknown): boolean {
  return (
    typeof reason === 'number' &&
    reason !== connectionLost &&
    reason !== byApplication &&
    reason !== tooManyConnections
  );
}
