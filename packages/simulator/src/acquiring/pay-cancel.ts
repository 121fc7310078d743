import { type Answer, bareAnswer } from '../payments/answer.ts';
import { cancelDeadlineMs } from '../payments/cancel-window.ts';
import type { FieldReader } from '../payments/field-reader.ts';
import { freshPayment } from '../payments/find-payment.ts';
import { markCancelled } from '../payments/lifecycle.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import { idMembers } from './payment-members.ts';
import { type RequestedIds, readRequestedIds } from './requested-ids.ts';

/**
 * `alipay.intl.acquiring.common.payCancel` (docs/wire/acquiring §6.3). It succeeds when the payment was never created,
 * closes an unpaid one and returns the money of a paid one; it may be repeated.
 */
export function payCancel(simulation: Simulation, fields: FieldReader): Answer {
  const ids = readRequestedIds(fields);
  const payment = findCancelled(simulation, ids);
  if (payment === undefined) return blockUnknown(simulation, ids);
  const refusal = refuseCancel(simulation, payment);
  if (refusal !== undefined) return { result: acquiringResult(refusal), members: idMembers(payment) };
  if (payment.status === 'PROCESSING' || payment.status === 'SUCCESS') markCancelled(simulation, payment);
  return { result: acquiringResult('SUCCESS'), members: idMembers(payment) };
}

/** `acquirementId` is preferred; an unknown one does not keep the other id from being looked up. */
function findCancelled(simulation: Simulation, ids: RequestedIds): PaymentRecord | undefined {
  const { ledger } = simulation;
  const { acquirementId = '', merchantTransId = '' } = ids;
  return freshPayment(simulation, ledger.byPaymentId(acquirementId) ?? ledger.byRequestId(merchantTransId));
}

/** A pay request that is still on its way does not succeed after this answer (docs/wire/acquiring §8.2), unless the contract says so. */
function blockUnknown(simulation: Simulation, ids: RequestedIds): Answer {
  const { merchantTransId } = ids;
  const isBlocking = simulation.settings.contract.cancelBlocksLatePay;
  if (isBlocking && merchantTransId !== undefined) simulation.ledger.block(merchantTransId);
  return bareAnswer(acquiringResult('SUCCESS'));
}

/** Only a paid payment can come too late; what refunds have returned already is not returned again. */
function refuseCancel(simulation: Simulation, payment: PaymentRecord): string | undefined {
  if (payment.status !== 'SUCCESS') return undefined;
  if (simulation.clock.now() >= cancelDeadlineMs(simulation.settings, payment)) return 'CANCEL_WINDOW_EXCEED';
  return simulation.isMerchantFunded ? undefined : 'MERCHANT_BALANCE_NOT_ENOUGH';
}
