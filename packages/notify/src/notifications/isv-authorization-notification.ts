import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

/** A merchant has authorised you, its system integrator. The token is readable, but never printed. docs/wire/v1 §3.10. */
export interface IsvAuthorizationNotification extends NotificationFacts {
  readonly kind: 'isv-authorization';
  /** A secret: the `Agent-Token` to send for that merchant. */
  readonly accessToken: string;
  /** Epoch milliseconds as text, as received; `undefined` where it is empty. */
  readonly accessTokenExpiryTime: string | undefined;
  readonly clientId: string | undefined;
  readonly authClientId: string | undefined;
  /** When it was authorised: epoch milliseconds as text, as received. */
  readonly authTime: string | undefined;
  /** The merchant at Alipay. */
  readonly customerId: string | undefined;
}

/** Reads a notification without `result` that has `accessToken`. `undefined` for another one. */
export function readIsvAuthorization(body: JsonObject): IsvAuthorizationNotification | undefined {
  const accessToken = textOf(body['accessToken']);
  if (accessToken === undefined || body['result'] !== undefined) return undefined;
  return {
    kind: 'isv-authorization',
    accessToken,
    accessTokenExpiryTime: textOf(body['accessTokenExpiryTime']),
    clientId: textOf(body['clientId']),
    authClientId: textOf(body['authClientId']),
    authTime: textOf(body['authTime']),
    customerId: textOf(body['customerId']),
    body,
  };
}
