import { type Answer, bareAnswer, type JsonValue } from '../payments/answer.ts';
import type { FieldReader } from '../payments/field-reader.ts';
import { freshPayment } from '../payments/find-payment.ts';
import { toAmountText } from '../payments/money.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';
import { acquiringResult } from './acquiring-result.ts';
import type { AcquiringSettings } from './acquiring-settings.ts';
import { idMembers, paidMembers } from './payment-members.ts';
import { type RequestedIds, readRequestedIds } from './requested-ids.ts';

/** `alipay.intl.acquiring.offline.payQuery` (docs/wire/acquiring §6.2): S says that the call worked, the state stands beside it. */
export function payQuery(simulation: Simulation, fields: FieldReader): Answer {
  const payment = findQueried(simulation, readRequestedIds(fields));
  if (payment === undefined || simulation.hiding.hides(payment)) {
    return bareAnswer(acquiringResult('ORDER_NOT_EXIST'));
  }
  const { settings } = simulation;
  return {
    result: acquiringResult('SUCCESS'),
    members: {
      ...idMembers(payment),
      orderAmount: { ...toAmountText(payment.order.amount) },
      ...nest(settings.acquiring.statusField, stateWord(settings.acquiring, payment)),
      ...(payment.status === 'SUCCESS' && paidMembers(settings, payment)),
    },
  };
}

/** `acquirementId` wins when both ids are given. */
function findQueried(simulation: Simulation, ids: RequestedIds): PaymentRecord | undefined {
  const { ledger } = simulation;
  const { acquirementId, merchantTransId = '' } = ids;
  const isById = acquirementId !== undefined;
  return freshPayment(
    simulation,
    isById ? ledger.byPaymentId(acquirementId) : ledger.byRequestId(merchantTransId),
  );
}

/** A cancelled payment, paid before or not, is closed (docs/wire/acquiring §6.3). */
function stateWord(settings: AcquiringSettings, payment: PaymentRecord): string {
  const { waiting, paid, closed } = settings.stateWords;
  if (payment.status === 'PROCESSING') return waiting;
  return payment.status === 'SUCCESS' ? paid : closed;
}

function nest(path: string, word: string): Record<string, JsonValue> {
  const [name = path, ...inner] = path.split('.');
  return { [name]: inner.length === 0 ? word : nest(inner.join('.'), word) };
}
