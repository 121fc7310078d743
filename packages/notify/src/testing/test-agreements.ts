import { resultOf, v1Content } from './fixture-parts.ts';
import type { TestMembers, TestNotification } from './test-notification.ts';

/** Members to add or to replace; `undefined` leaves one out. */
interface Changes {
  readonly members?: TestMembers | undefined;
}

/** A notification with `authorizationNotifyType`, with invented codes and tokens. docs/wire/v1 §3.10. */
export function authorization({
  event = 'TOKEN_CREATED',
  authState = 'state_1',
  members,
}: Changes & {
  /** Default `TOKEN_CREATED`. */
  readonly event?: string | undefined;
  readonly authState?: string | undefined;
} = {}): TestNotification {
  const code = event === 'AUTHCODE_CREATED' ? { authCode: 'test-auth-code' } : {};
  const token = event === 'AUTHCODE_CREATED' ? {} : { accessToken: 'test-access-token' };
  const result = resultOf('S', 'SUCCESS');
  return v1Content({ authorizationNotifyType: event, authState, ...code, ...token, result }, members);
}

/** The authorisation of a system integrator: no `result`, an invented token. docs/wire/v1 §3.10. */
export function isvAuthorization({
  accessToken = 'test-access-token',
  members,
}: Changes & { readonly accessToken?: string | undefined } = {}): TestNotification {
  const ids = { clientId: '5XSR7C3046QJ05345', authClientId: '5XSR7C3046QK04354' };
  const rest = { accessTokenExpiryTime: '', customerId: '2181110000270069' };
  return v1Content({ ...ids, authTime: '1491746302568', accessToken, ...rest }, members);
}

/** What became of storing a means of payment. docs/wire/v1 §3.10. */
export function vaulted({
  vaultingRequestId,
  members,
}: Changes & { readonly vaultingRequestId: string }): TestNotification {
  const paymentMethodDetail = { paymentMethodType: 'CARD', card: { cardToken: 'test-card-token' } };
  const vaultingCreateTime = '2020-01-01T12:01:01+08:30';
  const result = resultOf('S', 'SUCCESS');
  return v1Content({ result, vaultingRequestId, paymentMethodDetail, vaultingCreateTime }, members);
}

/** A change of a subscription. docs/wire/v1 §3.10. */
export function subscription({
  subscriptionRequestId,
  event = 'CREATE',
  members,
}: Changes & {
  readonly subscriptionRequestId: string;
  /** Default `CREATE`. */
  readonly event?: string | undefined;
}): TestNotification {
  const subscriptionStatus = event === 'TERMINATE' ? 'TERMINATED' : 'ACTIVE';
  const ids = { subscriptionRequestId, subscriptionId: '20200101234567890135' };
  return v1Content({ ...ids, subscriptionStatus, subscriptionNotificationType: event }, members);
}
