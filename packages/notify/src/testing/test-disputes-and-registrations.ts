import type { Amount } from '@alipay-intl/core/money';
import { v1Content, wireAmount } from './fixture-parts.ts';
import type { TestMembers, TestNotification } from './test-notification.ts';

/** A dispute; `event` is any type, a new one too. docs/wire/v1 §3.10. */
export function dispute({
  disputeId,
  paymentRequestId,
  amount,
  event = 'DISPUTE_CREATED',
  members,
}: {
  readonly disputeId: string;
  /** Your id of the payment. */
  readonly paymentRequestId: string;
  /** Smallest unit. */
  readonly amount: Amount;
  /** Default `DISPUTE_CREATED`. */
  readonly event?: string | undefined;
  readonly members?: TestMembers | undefined;
}): TestNotification {
  const times = { disputeTime: '2022-09-20T23:41:32-07:00', defenseDueTime: '2023-09-20T23:41:32-07:00' };
  const ids = { disputeId, paymentRequestId, paymentId: '20200101234567890132' };
  const disputeAmount = wireAmount(amount);
  return v1Content(
    { disputeNotificationType: event, ...ids, disputeAmount, disputeReasonCode: '4853', ...times },
    members,
  );
}

/** Where the registration of a merchant stands. docs/wire/v1 §3.10. */
export function registration({
  registrationRequestId,
  referenceMerchantId = '2188120000190000',
  registrationStatus = 'COMPLETED',
  members,
}: {
  /** Your id of the request. */
  readonly registrationRequestId: string;
  readonly referenceMerchantId?: string | undefined;
  /** Default `COMPLETED`. */
  readonly registrationStatus?: string | undefined;
  readonly members?: TestMembers | undefined;
}): TestNotification {
  const pspRegistrationResultList = [
    { pspName: 'ALIPAY_CN', registrationResult: { registrationStatus: 'APPROVED' } },
  ];
  const registrationResult = { registrationStatus };
  const ids = { registrationRequestId, referenceMerchantId };
  return v1Content({ ...ids, pspRegistrationResultList, registrationResult }, members);
}

/** Any other body, for what a fixture does not say. */
export function other(body: TestMembers): TestNotification {
  return v1Content(body, undefined);
}
