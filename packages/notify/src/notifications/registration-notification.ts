import type { Result } from '@alipay-intl/core/results';
import { isJsonObject, type JsonObject, type JsonValue } from '@alipay-intl/core/signing';
import { textOf } from '../text-of.ts';
import type { NotificationFacts } from './notification-facts.ts';

/** Where the registration of a merchant stands at one wallet. */
export interface WalletRegistration {
  /** The wallet, such as `ALIPAY_CN`, as received. */
  readonly pspName: string | undefined;
  /** Such as `APPROVED`, as received. */
  readonly registrationStatus: string | undefined;
}

/** Where the registration of a merchant or a store stands. docs/wire/v1 §3.10. */
export interface RegistrationNotification extends NotificationFacts {
  readonly kind: 'registration';
  /** The registration as a whole: `registrationResult.registrationStatus`, as received. */
  readonly registrationStatus: string | undefined;
  /** Each wallet by itself. */
  readonly wallets: readonly WalletRegistration[];
  /** Your id of the request. */
  readonly registrationRequestId: string | undefined;
  /** Your id of the merchant. */
  readonly referenceMerchantId: string | undefined;
  /** Your id of the store. */
  readonly referenceStoreId: string | undefined;
  readonly result: Result | undefined;
}

/** Reads a notification that names a registration or has its result. `undefined` for another one. */
export function readRegistration(
  body: JsonObject,
  result: Result | undefined,
): RegistrationNotification | undefined {
  const registrationRequestId = textOf(body['registrationRequestId']);
  const referenceMerchantId = textOf(body['referenceMerchantId']);
  const { registrationResult, pspRegistrationResultList: list } = body;
  const hasResult = isJsonObject(registrationResult) || Array.isArray(list);
  const isNamed = registrationRequestId !== undefined || (referenceMerchantId !== undefined && hasResult);
  if (!isNamed) return undefined;
  return {
    kind: 'registration',
    registrationStatus: statusOf(registrationResult),
    wallets: Array.isArray(list) ? list.filter(isJsonObject).map(walletOf) : [],
    registrationRequestId,
    referenceMerchantId,
    referenceStoreId: textOf(body['referenceStoreId']),
    result,
    body,
  };
}

function walletOf(item: JsonObject): WalletRegistration {
  return {
    pspName: textOf(item['pspName']),
    registrationStatus: statusOf(item['registrationResult']),
  };
}

function statusOf(registrationResult: JsonValue | undefined): string | undefined {
  return isJsonObject(registrationResult) ? textOf(registrationResult['registrationStatus']) : undefined;
}
