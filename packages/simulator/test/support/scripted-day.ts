import { createManualClock, type Simulator, type SimulatorOptions } from '@alipay-intl/simulator';
import { barcodeBody, callAcquiring } from './acquirer.ts';
import { call, type Json, payBody } from './merchant.ts';
import { startQuickly } from './start.ts';

export const minuteMs = 60_000;
/** Thursday, 10:00:00 in UTC+8. */
export const thursdayMs = Date.parse('2026-11-19T10:00:00+08:00');

export type Ids = Readonly<Record<string, string>>;

export function startAt(epochMs: number, options: SimulatorOptions = {}): Promise<Simulator> {
  return startQuickly({ clock: createManualClock(epochMs), notifications: 'off', ...options });
}

const title = 'Coffee, "large" | 2 cups';

export async function payV1(simulator: Simulator, id: string, value: string, currency = 'USD') {
  const amount = { currency, value };
  const body = payBody('PaymentCode', { paymentRequestId: id, paymentAmount: amount });
  const order = { ...body.order, orderDescription: title, orderAmount: amount };
  return String((await call(simulator, 'pay', { ...body, order })).paymentId);
}

export async function refundV1(
  simulator: Simulator,
  refundRequestId: string,
  paymentId: string,
  value: string,
  currency = 'USD',
) {
  const refundAmount = { currency, value };
  const answer: Json = await call(simulator, 'refund', { refundRequestId, paymentId, refundAmount });
  return String(answer.refundId);
}

/**
 * A day at the till in v1: three payments, a refund, a cancel, one thing a minute. A payment that fails and a refund that is
 * refused are in no statement. Returns Alipay's ids by name.
 */
export async function playDayInV1(simulator: Simulator): Promise<Ids> {
  const { advance } = simulator.control;
  const p1 = await payV1(simulator, 'order-1', '7300');
  await advance(minuteMs);
  const p2 = await payV1(simulator, 'order-2', '250');
  await advance(minuteMs);
  const r1 = await refundV1(simulator, 'refund-1', p1, '723');
  await advance(minuteMs);
  const p3 = await payV1(simulator, 'order-3', '5000');
  await advance(minuteMs);
  await call(simulator, 'cancel', { paymentRequestId: 'order-3' });
  await refundV1(simulator, 'refund-2', p2, '251');
  const body = payBody('PaymentCode', { paymentRequestId: 'order-4' });
  const paymentMethod = { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: '289902000000000000' };
  await call(simulator, 'pay', { ...body, paymentMethod });
  await call(simulator, 'cancel', { paymentRequestId: 'order-4' });
  return { p1, p2, p3, r1 };
}

/** The same day in the acquiring family. */
export async function playDayInAcquiring(simulator: Simulator): Promise<Ids> {
  const { advance } = simulator.control;
  const merchantId = 'TEST_MERCHANT';
  const pay = async (merchantTransId: string, value: string) => {
    const orderAmount = { currency: 'USD', value };
    const seller = { sellerId: '58000001', sellerName: 'Example Cafe', storeId: 'S1', sellerMCC: '5814' };
    const order = { orderAmount, orderTitle: title, seller };
    return String(
      (await callAcquiring(simulator, 'pay', barcodeBody({ merchantTransId, order }))).acquirementId,
    );
  };
  const p1 = await pay('order-1', '7300');
  await advance(minuteMs);
  const p2 = await pay('order-2', '250');
  await advance(minuteMs);
  const refundAmount = { currency: 'USD', value: '723' };
  const request = { merchantId, acquirementId: p1, merchantRefundId: 'refund-1', refundAmount };
  const { refundId } = await callAcquiring(simulator, 'refund', request);
  await advance(minuteMs);
  const p3 = await pay('order-3', '5000');
  await advance(minuteMs);
  await callAcquiring(simulator, 'payCancel', { merchantId, merchantTransId: 'order-3' });
  return { p1, p2, p3, r1: String(refundId) };
}
