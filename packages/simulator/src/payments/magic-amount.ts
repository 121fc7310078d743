import type { Simulation } from '../simulation.ts';
import type { Answer } from './answer.ts';
import type { PaymentRecord } from './payment.ts';
import { resultOf } from './result.ts';

const payUnknown = 9901n;
const paySilent = 9902n;
const inquiryUnknown = 9903n;
const inquirySilent = 9904n;

/** Amounts that hide the answer of pay or inquiryPayment while the payment itself goes on (docs/wire/v1 §10). */
export function hideByAmount(
  simulation: Simulation,
  operation: 'pay' | 'inquiryPayment',
  payment: PaymentRecord,
  answer: Answer,
): Answer {
  if (!simulation.settings.magicAmounts) return answer;
  const { units } = payment.order.amount;
  const isPay = operation === 'pay';
  if (units === (isPay ? payUnknown : inquiryUnknown)) return { result: resultOf('UNKNOWN_EXCEPTION') };
  if (units === (isPay ? paySilent : inquirySilent)) return { ...answer, isSilent: true };
  return answer;
}
