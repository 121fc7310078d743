import { formatIsoTime } from '../iso-time.ts';
import type { Simulation } from '../simulation.ts';
import type { Answer, JsonValue } from './answer.ts';
import { toAmountText } from './money.ts';
import type { PaymentRecord } from './payment.ts';
import { resultOf } from './result.ts';
import { walletMembers } from './wallet-quote.ts';

/** Answers a pay call from the state of its payment, the first time and every time after (docs/wire/v1 §3.2, §5.8). */
export function payAnswer(simulation: Simulation, payment: PaymentRecord): Answer {
  const identity = identityMembers(payment);
  switch (payment.status) {
    case 'PROCESSING':
      return processingAnswer(simulation, payment);
    case 'SUCCESS':
      return { result: resultOf('SUCCESS'), members: { ...identity, ...paidMembers(simulation, payment) } };
    case 'FAIL':
    case 'CANCELLED':
      return { result: resultOf(payment.resultCode), members: identity };
  }
}

/** Address of the page on which the buyer pays. */
export function walletUrl(simulation: Simulation, payment: PaymentRecord): string {
  return `${simulation.baseUrl()}/wallet/${payment.walletToken}`;
}

/** The form that sends the buyer to the wallet, in the configured shape (docs/wire/v1 §8.3). */
export function redirectActionForm(simulation: Simulation, payment: PaymentRecord): JsonValue {
  const method = simulation.settings.entryCodeForm;
  const page = walletUrl(simulation, payment);
  const scanUrl = `alipays://platformapi/startApp?appId=10000007&actionType=route&qrcode=${encodeURIComponent(page)}`;
  return {
    method,
    redirectUrl: method === 'SCAN' ? scanUrl : page,
    parameters: method === 'POST' ? JSON.stringify({ paymentId: payment.paymentId }) : undefined,
    actionFormType: 'RedirectActionForm',
  };
}

/** For a code, S means "placed", not "paid"; which of S and U is sent is a setting (docs/wire/v1 §12, row 4). */
function processingAnswer(simulation: Simulation, payment: PaymentRecord): Answer {
  const isCode = payment.order.scenario !== 'PaymentCode';
  const isPlacedS = isCode && simulation.settings.placementResult === 'S';
  return {
    result: resultOf(isPlacedS ? 'SUCCESS' : 'PAYMENT_IN_PROCESS'),
    members: { ...identityMembers(payment), ...formMembers(simulation, payment) },
  };
}

function identityMembers(payment: PaymentRecord): Record<string, JsonValue | undefined> {
  return {
    paymentRequestId: payment.order.paymentRequestId,
    paymentId: payment.paymentId,
    paymentAmount: { ...toAmountText(payment.order.amount) },
    paymentCreateTime: formatIsoTime(payment.createdMs),
  };
}

function paidMembers(simulation: Simulation, payment: PaymentRecord): Record<string, JsonValue | undefined> {
  const paymentTime = formatIsoTime(payment.finalMs ?? payment.createdMs);
  if (payment.order.scenario !== 'PaymentCode') return { paymentTime, ...formMembers(simulation, payment) };
  return { paymentTime, ...walletMembers(simulation.settings, payment.order.amount) };
}

function formMembers(simulation: Simulation, payment: PaymentRecord): Record<string, JsonValue | undefined> {
  switch (payment.order.scenario) {
    case 'EntryCode':
      return { redirectActionForm: redirectActionForm(simulation, payment) };
    case 'OrderCode':
      return { orderCodeForm: orderCodeForm(simulation, payment) };
    case 'PaymentCode':
      return {};
  }
}

/** Content of the QR code that the shop shows (docs/wire/v1 §3.12). */
function orderCodeForm(simulation: Simulation, payment: PaymentRecord): JsonValue {
  const codeValue = walletUrl(simulation, payment);
  return {
    paymentMethodType: payment.order.paymentMethodType,
    expireTime: formatIsoTime(payment.order.expiryMs),
    codeDetails: [{ codeValueType: 'QRCODE', codeValue, displayType: 'TEXT' }],
  };
}
