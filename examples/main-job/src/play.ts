import {
  type Amount,
  amountFromDecimal,
  formatAmount,
  isAlipayError,
  subtractAmounts,
} from '@alipay-intl/core';
import type { KeyMatch } from '@alipay-intl/core/keys';
import type { ShopEvent, ShopOrder } from '@alipay-intl/example-entry-code-shop';
import { createRequestId } from '@alipay-intl/payments';
import { alipayHkUserAgent, createCustomer, formAction } from './customer.ts';
import type { Stage } from './stage.ts';
import { type Detail, demand, type Transcript } from './transcript.ts';

/** Plays the main job from the scan to the refund, and the cancellation of another order. */
export async function play(stage: Stage, transcript: Transcript): Promise<void> {
  const price = amountFromDecimal('USD', '5.99');
  const paid = await playPayment(stage, transcript, price);
  await playAfterPayment(stage, transcript, paid);
  await playCancellation(stage, transcript);
}

async function playPayment(stage: Stage, transcript: Transcript, price: Amount): Promise<ShopOrder> {
  const { simulator, shopUrl } = stage;
  const customer = createCustomer(alipayHkUserAgent);
  let payAddress = '';
  let cashierUrl = '';

  await transcript.step('The customer scans the Entry Code; the wallet opens the shop page', async () => {
    payAddress = new URL(formAction(await customer.open(shopUrl), '/pay'), shopUrl).href;
    const { wallet } = lastEvent(stage, 'page-opened');
    demand(wallet.wallet === 'ALIPAY_HK', `The shop took the wallet for ${wallet.wallet}.`);
    return [['wallet', `${wallet.wallet}, told by its User-Agent`]];
  });

  await transcript.step(
    `The customer types ${formatAmount(price)}; the shop asks Alipay to place the payment`,
    async () => {
      cashierUrl = await customer.send(payAddress, { amount: '5.99' });
      const { order, started } = lastEvent(stage, 'payment-asked');
      demand(started.kind === 'pending', `The payment came out as ${started.kind}.`);
      const [intent, ...answers] = await stage.checkout.history(order.attemptId);
      demand(intent?.type === 'intent' && answers.length > 0, 'The payment is not in the journal.');
      return [
        ['paymentRequestId', order.attemptId],
        ['paymentId', started.providerId ?? '(none)'],
        ['amount', wire(order.amount)],
        ['outcome', 'placed: the buyer is sent to the wallet, nothing is paid yet'],
        ['journal', 'written down before the first byte was sent'],
      ];
    },
  );

  await transcript.step('The wallet shows its cashier; the customer confirms', async () => {
    const action = formAction(await customer.open(cashierUrl), '/pay');
    const backUrl = await customer.send(new URL(action, cashierUrl).href);
    demand(backUrl === `${shopUrl}/thanks`, 'The wallet did not lead back to the shop.');
    return [['back to', backUrl]];
  });

  await transcript.step(
    'Alipay notifies the shop; the shop verifies, compares and acknowledges',
    async () => {
      await simulator.control.settled();
      const { received, order } = lastEvent(stage, 'notified');
      const { notification, delivery: message } = received;
      demand(
        received.family === 'v1' && notification.kind === 'paid' && 'paymentAmount' in notification,
        `The notification says ${notification.kind}.`,
      );
      demand(message.verifiedBy !== undefined, 'The notification was not verified.');
      demand(order?.state === 'paid', 'The shop did not book the payment.');
      const delivery = simulator.control.deliveries().at(-1);
      demand(delivery?.acknowledged === true, 'The notification was not acknowledged.');
      return [
        ['notification', verifiedBy(message.verifiedBy)],
        ['amount', `${formatAmount(notification.paymentAmount)}, the same as in the order book`],
        ['acknowledged', `attempt ${delivery.attempt}, HTTP ${delivery.status}`],
      ];
    },
  );
  return lastEvent(stage, 'payment-asked').order;
}

async function playAfterPayment(
  { payments, checkout }: Stage,
  transcript: Transcript,
  { attemptId, amount }: ShopOrder,
): Promise<void> {
  const part = amountFromDecimal('USD', '2.00');
  const refundAttemptId = createRequestId();

  await transcript.step('The shop asks Alipay itself (inquiryPayment)', async () => {
    const state = await payments.inquiryPayment({ paymentRequestId: attemptId });
    demand(state.kind === 'paid', `The payment is ${state.kind}.`);
    return [
      ['state', `paid at ${state.payment.paymentTime}`],
      ['answer', verifiedBy(state.proof.verifiedBy)],
    ];
  });

  await transcript.step(`The customer returns the cake: a refund of ${formatAmount(part)}`, async () => {
    const refund = { attemptId, refundAttemptId, amount: part, reason: 'Cake returned' };
    const outcome = await checkout.refund(refund);
    demand(outcome.kind === 'refunded', `The refund came out as ${outcome.kind}.`);
    return [
      ['refundRequestId', refundAttemptId],
      ['refundId', outcome.providerRefundId ?? '(none)'],
      ['amount', wire(part)],
      ['left', formatAmount(subtractAmounts(amount, part))],
    ];
  });

  await transcript.step('The shop asks for the refund (inquiryRefund)', async () => {
    const state = await payments.inquiryRefund({ refundRequestId: refundAttemptId });
    demand(state.kind === 'refunded', `The refund is ${state.kind}.`);
    return [['state', `refunded at ${state.refund.refundTime}`]];
  });

  await transcript.step(
    `A refund of ${formatAmount(amount)} more is refused: that is more than what is left`,
    async () => {
      const refund = { attemptId, refundAttemptId: createRequestId(), amount };
      const error = await checkout.refund(refund).then(
        ({ kind }) => new Error(`The refund came out as ${kind}.`),
        (reason: unknown) => reason,
      );
      demand(isAlipayError(error) && error.code === 'ERR_REFUND_EXCEEDS', String(error));
      return [['refused', `${error.code}, before anything was sent`]];
    },
  );
}

async function playCancellation(stage: Stage, transcript: Transcript): Promise<void> {
  const { payments, checkout, shopUrl } = stage;
  const customer = createCustomer(alipayHkUserAgent);
  let cashierUrl = '';
  let paymentRequestId = '';

  await transcript.step('Another customer orders for $12.50 and walks away without paying', async () => {
    cashierUrl = await customer.send(`${shopUrl}/pay`, { amount: '12.50' });
    paymentRequestId = lastEvent(stage, 'payment-asked').order.attemptId;
    const state = await payments.inquiryPayment({ paymentRequestId });
    demand(state.kind === 'processing', `The payment is ${state.kind}.`);
    return [
      ['paymentRequestId', paymentRequestId],
      ['state', 'processing: nobody has paid yet'],
    ];
  });

  await transcript.step('The shop cancels that order', async () => {
    const outcome = await checkout.cancel(paymentRequestId);
    demand(outcome.kind === 'reversed', `The payment came out as ${outcome.kind}.`);
    return [['outcome', 'reversed: Alipay has confirmed the cancellation']];
  });

  await transcript.step('The customer comes back too late: the cashier is closed', async () => {
    const html = await customer.open(cashierUrl);
    demand(!html.includes('<form'), 'The cancelled payment can still be paid.');
    const state = await payments.inquiryPayment({ paymentRequestId });
    demand(state.kind === 'cancelled', `The payment is ${state.kind}.`);
    return [['state', 'cancelled, no money was taken']];
  });
}

function lastEvent<Kind extends ShopEvent['kind']>(
  stage: Stage,
  kind: Kind,
): Extract<ShopEvent, { kind: Kind }> {
  const event = stage.events.findLast((candidate) => candidate.kind === kind);
  demand(event !== undefined, `The shop did not report "${kind}".`);
  return event as Extract<ShopEvent, { kind: Kind }>;
}

function wire(amount: Amount): string {
  return `${formatAmount(amount)} (on the wire: ${amount.currency} ${amount.value})`;
}

function verifiedBy({ keyVersion, thumbprint }: KeyMatch): Detail[1] {
  return `verified with Alipay key ${keyVersion} (${thumbprint.slice(0, 12)}…)`;
}
