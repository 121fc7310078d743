import type { Result } from '@alipay-intl/core/results';
import type { JsonObject } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import { knownWord } from './known-word.ts';
import type { NotificationFacts } from './notification-facts.ts';

const events = ['AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const;

/**
 * A buyer has allowed or ended payments by agreement. Codes, tokens and buyer ids are readable, but never printed.
 * docs/wire/v1 §3.10.
 */
export interface AuthorizationNotification extends NotificationFacts {
  readonly kind: 'authorization';
  /** The documented types; `other` for a new one. */
  readonly event: (typeof events)[number] | 'other';
  /** As received. */
  readonly authorizationNotifyType: string;
  readonly authClientId: string | undefined;
  /** The state that you sent when you asked for the authorisation. Compare it with your record. */
  readonly authState: string | undefined;
  /** A secret: to be exchanged for an access token. */
  readonly authCode: string | undefined;
  /** A secret: as good as the buyer's money. */
  readonly accessToken: string | undefined;
  /** Why it was cancelled. */
  readonly reason: string | undefined;
  /** The buyer's id at the wallet. */
  readonly userId: string | undefined;
  /** The buyer's login at the wallet, maybe masked. */
  readonly userLoginId: string | undefined;
  /** Your own data, as you sent it. */
  readonly passThroughInfo: string | undefined;
  readonly result: Result | undefined;
}

/** Reads a notification that has `authorizationNotifyType`. `undefined` for another one. */
export function readAuthorization(
  body: JsonObject,
  result: Result | undefined,
): AuthorizationNotification | undefined {
  const authorizationNotifyType = textOf(body['authorizationNotifyType']);
  if (authorizationNotifyType === undefined) return undefined;
  return {
    kind: 'authorization',
    event: knownWord(authorizationNotifyType, events),
    authorizationNotifyType,
    authClientId: textOf(body['authClientId']),
    authState: textOf(body['authState']),
    authCode: textOf(body['authCode']),
    accessToken: textOf(body['accessToken']),
    reason: textOf(body['reason']),
    userId: textOf(body['userId']),
    userLoginId: textOf(body['userLoginId']),
    passThroughInfo: textOf(body['passThroughInfo']),
    result,
    body,
  };
}
