import { type Answer, bareAnswer } from '../payments/answer.ts';
import { refuseByContract } from '../payments/contract.ts';
import type { FieldReader } from '../payments/field-reader.ts';
import { freshPayment } from '../payments/find-payment.ts';
import { isSamePayment } from '../payments/idempotency.ts';
import { placePayment } from '../payments/lifecycle.ts';
import { walletUrl } from '../payments/pay-answer.ts';
import type { PaymentOrder, PaymentRecord } from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import { idMembers } from './payment-members.ts';
import { readSharedOrder } from './read-order.ts';

/** `alipay.intl.acquiring.offline.preCreate` (docs/wire/acquiring §6.5): places an order that the buyer scans or opens. */
export function preCreate(simulation: Simulation, fields: FieldReader): Answer {
  const { ledger } = simulation;
  const order = readCodeOrder(simulation, fields);
  if (ledger.isBlocked(order.paymentRequestId)) return bareAnswer(acquiringResult('ORDER_IS_CANCELED'));
  const earlier = freshPayment(simulation, ledger.byRequestId(order.paymentRequestId));
  if (earlier !== undefined) {
    return isSamePayment(earlier, order)
      ? placedAnswer(simulation, earlier)
      : bareAnswer(acquiringResult('REPEAT_REQ_INCONSISTENT'));
  }
  const refusal = refuseByContract(simulation, order);
  if (refusal !== undefined) return bareAnswer(acquiringResult(refusal));
  return placedAnswer(simulation, placePayment(simulation, order));
}

/** S means placed, not paid; a payment that has ended unpaid tells so. */
function placedAnswer(simulation: Simulation, payment: PaymentRecord): Answer {
  const hasEnded = payment.status === 'FAIL' || payment.status === 'CANCELLED';
  return {
    result: acquiringResult(hasEnded ? payment.resultCode : 'SUCCESS'),
    members: {
      orderQrCode: hasEnded ? undefined : walletUrl(simulation, payment),
      ...idMembers(payment),
    },
  };
}

/** The entry code needs the wallet's User-Agent; other values of `sceneType` are not known (docs/wire/acquiring §5.8, §6.5). */
function readCodeOrder(simulation: Simulation, fields: FieldReader): PaymentOrder {
  const { settings, clock } = simulation;
  const shared = readSharedOrder(fields, settings);
  const isEntryCode = fields.optionalText('sceneType', 64) === 'THIRDPARTYQRCODE';
  if (isEntryCode) fields.text('userAgent', 2048);
  return {
    ...shared,
    scenario: isEntryCode ? 'EntryCode' : 'OrderCode',
    paymentMethodType: isEntryCode ? 'THIRDPARTYQRCODE' : 'QRCODE',
    paymentMethodId: undefined,
    notifyUrl: fields.optionalUrl('notifyUrl', 2048) ?? settings.acquiring.notifyUrl,
    redirectUrl: fields.optionalUrl('merchantRedirectUrl', 2048),
    expiryMs: clock.now() + settings.defaultExpiryMs,
  };
}
