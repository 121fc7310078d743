import { isSameMoney, type Money } from './money.ts';
import type { PaymentOrder, PaymentRecord, RefundRecord } from './payment.ts';

/** Says whether a repeated pay asks for the same money by the same method (docs/wire/v1 §5.8, docs/wire/acquiring §9). */
export function isSamePayment(payment: PaymentRecord, order: PaymentOrder): boolean {
  const first = payment.order;
  return (
    first.family === order.family &&
    isSameMoney(first.amount, order.amount) &&
    first.paymentMethodType === order.paymentMethodType &&
    first.paymentMethodId === order.paymentMethodId
  );
}

/** Says whether a repeated refund asks for the same money of the same payment (docs/wire/v1 §5.8). */
export function isSameRefund(refund: RefundRecord, paymentId: string, amount: Money): boolean {
  return refund.payment.paymentId === paymentId && isSameMoney(refund.amount, amount);
}
