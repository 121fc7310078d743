import type { DeliveryRecord } from '../notifications/delivery-log.ts';
import type { NotificationShape } from '../notifications/notification-shape.ts';
import type { CallRecord } from './call-log.ts';
import type { FaultOrder } from './fault.ts';
import type { FaultPlan, FaultPlanSnapshot } from './fault-plan.ts';
import type { HeldCall } from './held-calls.ts';
import type { PaymentSnapshot, RefundSnapshot } from './snapshot.ts';
import type { StatementControl } from './statement-control.ts';

/** Everything that a test or a person can do to a running simulator. An id is a `paymentId` or a `paymentRequestId`, an `acquirementId` or a `merchantTransId`. */
export interface SimulatorControl extends StatementControl {
  /**
   * The wallet user pays. The notification is on its way when the promise resolves; wait for it with `settled`.
   * Rejects with `ERR_SIMULATOR_PAYMENT_UNKNOWN`, or `ERR_SIMULATOR_STATE` when the payment is not PROCESSING.
   */
  confirm(id: string): Promise<PaymentSnapshot>;
  /** The wallet refuses, with `USER_BALANCE_NOT_ENOUGH` or another pay code (docs/wire/v1 §4.1). Rejects as `confirm` does. */
  decline(id: string, resultCode?: string): Promise<PaymentSnapshot>;
  /**
   * Lets the next queries of a payment answer `ORDER_NOT_EXIST` although it exists: the query that overtakes its pay
   * request (docs/wire/acquiring §8.1). The payment need not exist yet; `next` means whichever is asked for first.
   * Throws `ERR_SIMULATOR_OPTION_INVALID`.
   */
  hideFromQueries(id: string, times?: number): void;
  /** Lets the next call, or the next few, go wrong. Throws `ERR_SIMULATOR_OPTION_INVALID`. */
  failNext(order: FaultOrder): void;
  /** Takes back the faults of `failNext` and `failNextStatement` that have not hit yet; a plan goes on. */
  clearFaults(): void;
  /**
   * Lets faults happen by chance from the next call on, in the place of any plan before; `failNext` goes before it.
   * Shows which faults the seed has switched on. Throws `ERR_SIMULATOR_OPTION_INVALID`.
   */
  planFaults(plan: FaultPlan): FaultPlanSnapshot;
  /** Ends the plan, if there is one; what it has hit stays readable in `faultPlan`. */
  stopFaultPlan(): void;
  /** The plan with what it has hit so far, also after its end; `undefined` before the first. */
  faultPlan(): FaultPlanSnapshot | undefined;
  /** Calls hit by `late` that have not been carried out yet, oldest first. */
  heldCalls(): readonly HeldCall[];
  /** Carries out all of them now, in the order in which they came. */
  deliverHeldCalls(): void;
  /** All stored payments, oldest first. */
  payments(): readonly PaymentSnapshot[];
  /** One payment, or `undefined`. */
  payment(id: string): PaymentSnapshot | undefined;
  /** All calls that reached the gateway, oldest first. */
  calls(): readonly CallRecord[];
  /** All deliveries of notifications, oldest first. */
  deliveries(): readonly DeliveryRecord[];
  /** Sends the result of a final payment once more. Rejects with `ERR_SIMULATOR_STATE` when it has none, or no notify URL. */
  resendNotification(id: string): Promise<void>;
  /** Sets how the notification of the next payment that becomes final is sent; calls wait in a row. */
  notifyNext(shape: NotificationShape): void;
  /** Keeps notifications back until `releaseNotifications`. */
  holdNotifications(): void;
  /** Sends what was kept back, one after the other, in the order of the events (`sent`) or `reversed`. */
  releaseNotifications(order?: 'sent' | 'reversed'): void;
  /** Moves the clock by `ms` milliseconds, running expiry and due resends; resolves when that work is done. */
  advance(ms: number): Promise<void>;
  /** Resolves when no notification is under way; a planned resend does not count. */
  settled(): Promise<void>;
  /** Ends a refund that is PROCESSING, found by `refundId` or `refundRequestId`. */
  finishRefund(id: string, refundStatus: 'SUCCESS' | 'FAIL'): Promise<RefundSnapshot>;
  /** Sets whether the merchant can return money; if not, refunds and cancels of paid payments give `MERCHANT_BALANCE_NOT_ENOUGH`. */
  setMerchantFunded(isFunded: boolean): void;
  /** Replaces Alipay's key; from now on answers name `newVersion`. Returns the new public key, SubjectPublicKeyInfo PEM. */
  rotateAlipayKey(newVersion: string): string;
}
