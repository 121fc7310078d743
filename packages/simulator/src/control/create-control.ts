import type { DeliveryLog } from '../notifications/delivery-log.ts';
import { checkNotificationShape } from '../notifications/notification-shape.ts';
import { findPaymentByAnyId, freshPayment } from '../payments/find-payment.ts';
import { markFailed, markPaid } from '../payments/lifecycle.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import { resultOf } from '../payments/result.ts';
import type { Simulation } from '../simulation.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { SimulatorControl } from './control.ts';
import { type RefundSnapshot, toPaymentSnapshot, toRefundSnapshot } from './snapshot.ts';
import { createStatementControl, type StatementParts } from './statement-control.ts';

/** Creates the controls of one simulator. */
export function createControl(
  simulation: Simulation,
  deliveries: DeliveryLog,
  statements: StatementParts,
): SimulatorControl {
  const { clock, faults, held, keys, ledger, outbox, plan } = simulation;
  return {
    ...createStatementControl(clock, statements),
    confirm: async (id) => {
      const payment = openPayment(simulation, id);
      markPaid(simulation, payment);
      return toPaymentSnapshot(simulation, payment);
    },
    decline: async (id, resultCode = 'USER_BALANCE_NOT_ENOUGH') => {
      assertFailureCode(resultCode);
      const payment = openPayment(simulation, id);
      markFailed(simulation, payment, resultCode);
      return toPaymentSnapshot(simulation, payment);
    },
    hideFromQueries: (id, times = 1) => simulation.hiding.hide(id, times),
    failNext: faults.add,
    clearFaults: () => {
      faults.clear();
      statements.faults.clear();
    },
    planFaults: plan.start,
    stopFaultPlan: plan.stop,
    faultPlan: plan.snapshot,
    heldCalls: held.lines,
    deliverHeldCalls: held.deliverAll,
    payments: () =>
      ledger.payments().map((payment) => {
        freshPayment(simulation, payment);
        return toPaymentSnapshot(simulation, payment);
      }),
    payment: (id) => {
      const payment = findPaymentByAnyId(simulation, id);
      return payment && toPaymentSnapshot(simulation, payment);
    },
    calls: simulation.calls.lines,
    deliveries: deliveries.lines,
    resendNotification: async (id) => outbox.repeat(finalPayment(simulation, id)),
    notifyNext: (shape) => outbox.shapeNext(checkNotificationShape(shape)),
    holdNotifications: outbox.hold,
    releaseNotifications: (order = 'sent') => outbox.release(order),
    advance: async (ms) => {
      const { advance } = clock;
      if (advance === undefined) {
        throw new SimulatorError('ERR_SIMULATOR_CLOCK', 'the clock in use has no advance function');
      }
      // A delivery under way decides at its end whether a resend falls into this stretch of time.
      await outbox.settled();
      await advance(ms);
      await outbox.settled();
    },
    settled: outbox.settled,
    finishRefund: async (id, refundStatus) => finishRefund(simulation, id, refundStatus),
    setMerchantFunded: (isFunded) => {
      simulation.isMerchantFunded = isFunded;
    },
    rotateAlipayKey: keys.rotateAlipayKey,
  };
}

function knownPayment(simulation: Simulation, id: string): PaymentRecord {
  const payment = findPaymentByAnyId(simulation, id);
  if (payment === undefined)
    throw new SimulatorError('ERR_SIMULATOR_PAYMENT_UNKNOWN', `no payment has the id ${id}`);
  return payment;
}

function openPayment(simulation: Simulation, id: string): PaymentRecord {
  const payment = knownPayment(simulation, id);
  if (payment.status === 'PROCESSING') return payment;
  throw new SimulatorError('ERR_SIMULATOR_STATE', `payment ${id} is ${payment.status}, not PROCESSING`);
}

function finalPayment(simulation: Simulation, id: string): PaymentRecord {
  const payment = knownPayment(simulation, id);
  if (payment.finalMs === undefined) {
    throw new SimulatorError('ERR_SIMULATOR_STATE', `payment ${id} is ${payment.status} and has no result`);
  }
  if (payment.order.notifyUrl !== undefined) return payment;
  throw new SimulatorError('ERR_SIMULATOR_STATE', `payment ${id} has no notify URL`);
}

function assertFailureCode(resultCode: string): void {
  if (/^[A-Z0-9_]{1,64}$/.test(resultCode) && resultOf(resultCode).resultStatus === 'F') return;
  throw new SimulatorError('ERR_SIMULATOR_OPTION_INVALID', 'resultCode must be the code of a failure');
}

/** A failed refund gives its reserved money free again. */
function finishRefund(simulation: Simulation, id: string, refundStatus: 'SUCCESS' | 'FAIL'): RefundSnapshot {
  const refund = simulation.ledger.refundById(id) ?? simulation.ledger.refundByRequestId(id);
  if (refund === undefined)
    throw new SimulatorError('ERR_SIMULATOR_PAYMENT_UNKNOWN', `no refund has the id ${id}`);
  if (refund.status !== 'PROCESSING') {
    throw new SimulatorError('ERR_SIMULATOR_STATE', `refund ${id} is ${refund.status}, not PROCESSING`);
  }
  refund.status = refundStatus;
  refund.result = resultOf(refundStatus === 'SUCCESS' ? 'SUCCESS' : 'PROCESS_FAIL');
  refund.finalMs = simulation.clock.now();
  return toRefundSnapshot(refund);
}
