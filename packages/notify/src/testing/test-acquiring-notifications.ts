import type { Amount } from '@alipay-intl/core/money';
import type { JsonObject } from '@alipay-intl/core/signing';
import { acquiringContent, wireAmount } from './fixture-parts.ts';
import type { TestMembers, TestNotification } from './test-notification.ts';

const notifyPay = 'alipay.intl.acquiring.offline.notify.pay';

/** A transaction that a test notification is about. */
export interface TestTransaction {
  /** Your id of the transaction. */
  readonly merchantTransId: string;
  /** Alipay's id. Default: a sample. */
  readonly acquirementId?: string | undefined;
  /** Smallest unit, in the order's currency. */
  readonly amount: Amount;
  /** Members to add or to replace; `undefined` leaves one out. */
  readonly members?: TestMembers | undefined;
}

/** A transaction that is not paid; without an id in dialect `public-2.0.4`, unless you give one. docs/wire/acquiring §6.6. */
export interface TestUnpaidTransaction {
  readonly merchantTransId?: string | undefined;
  /** Default: a usual one. */
  readonly resultCode?: string | undefined;
  readonly members?: TestMembers | undefined;
}

function paid({
  merchantTransId,
  acquirementId = '2015032412007101547201352747',
  amount,
  members,
}: TestTransaction): TestNotification {
  const orderAmount = wireAmount(amount);
  const resultInfo = infoOf('S', 'SUCCESS');
  const paymentTime = '2020-01-01T12:01:01+08:00';
  const facts = { acquirementId, merchantTransId, orderAmount, payAmount: orderAmount, paymentTime };
  return acquiringContent(notifyPay, { resultInfo, ...facts }, members);
}

function declined({ merchantTransId, resultCode, members }: TestUnpaidTransaction): TestNotification {
  const resultInfo = infoOf('F', resultCode ?? 'USER_BALANCE_NOT_ENOUGH');
  return acquiringContent(notifyPay, { resultInfo, merchantTransId }, members);
}

function undecided({ merchantTransId, resultCode, members }: TestUnpaidTransaction): TestNotification {
  const resultInfo = infoOf('U', resultCode ?? 'UNKNOWN_EXCEPTION');
  return acquiringContent(notifyPay, { resultInfo, merchantTransId }, members);
}

function other(name: string, body: TestMembers): TestNotification {
  return acquiringContent(name, body, undefined);
}

/** The content of each notification of the acquiring family, for your own tests. docs/wire/acquiring §6.6, §11. */
export const testAcquiringNotifications: {
  /** `offline.notify.pay` with `S`. */
  readonly paid: typeof paid;
  /** `offline.notify.pay` with `F`. */
  readonly declined: typeof declined;
  /** `offline.notify.pay` with `U`. */
  readonly undecided: typeof undecided;
  /** Another function, with any body. */
  readonly other: typeof other;
} = { paid, declined, undecided, other };

const codeIds: Readonly<Record<'S' | 'F' | 'U', string>> = { S: '00000000', F: '00000001', U: '00000900' };

function infoOf(resultStatus: 'S' | 'F' | 'U', resultCode: string): JsonObject {
  return { resultStatus, resultCodeId: codeIds[resultStatus], resultCode, resultMsg: 'text' };
}
