import { ProtocolError, type SignatureError } from '@alipay-intl/core/errors';

/** A message that is not believed. Answer it without saying why, and do not act on it. */
export interface RefusedNotification {
  readonly accepted: false;
  readonly error: SignatureError | ProtocolError;
}

/** A refusal with its reason. */
export function refuse(error: SignatureError | ProtocolError): RefusedNotification {
  return { accepted: false, error };
}

/** The error for a notification that is not what the protocol promises. */
export function malformed(what: string): ProtocolError {
  return new ProtocolError('ERR_NOTIFICATION_MALFORMED', {
    what,
    money: 'It proves nothing about the money.',
    next: 'Do not act on it; ask for the status of the payment instead.',
  });
}
