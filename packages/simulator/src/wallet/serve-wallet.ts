import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { freshPayment } from '../payments/find-payment.ts';
import { markFailed, markPaid } from '../payments/lifecycle.ts';
import type { PaymentRecord } from '../payments/payment.ts';
import type { Simulation } from '../simulation.ts';
import { unknownPaymentPage, walletPage } from './wallet-page.ts';

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Code of a payment that its user has refused on the wallet page. */
const refusedCode = 'USER_PAYMENT_VERIFICATION_FAILED';

/** Serves `/wallet/<token>`, and `/pay` and `/refuse` below it (docs/wire/v1 §8.2). */
export async function serveWallet(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await readBody(request, simulation.settings.bodyBytesMax);
  const [pathname = ''] = (request.url ?? '').split('?', 1);
  const [, , token = '', step] = pathname.split('/');
  const payment = freshPayment(simulation, simulation.ledger.byWalletToken(token));
  if (payment === undefined) sendPage(response, 404, unknownPaymentPage());
  else if (request.method === 'POST' && (step === 'pay' || step === 'refuse')) {
    choose(simulation, payment, step);
    redirect(response, payment);
  } else if (step === undefined) sendPage(response, 200, walletPage(payment));
  else sendPage(response, 404, unknownPaymentPage());
}

/** A second press of a button finds the payment final and changes nothing. */
function choose(simulation: Simulation, payment: PaymentRecord, step: 'pay' | 'refuse'): void {
  if (payment.status !== 'PROCESSING') return;
  if (step === 'pay') markPaid(simulation, payment);
  else markFailed(simulation, payment, refusedCode);
}

function redirect(response: ServerResponse, payment: PaymentRecord): void {
  const { redirectUrl } = payment.order;
  const isPaid = payment.status === 'SUCCESS' && redirectUrl !== undefined;
  const location = isPaid ? new URL(redirectUrl).href : `/wallet/${payment.walletToken}`;
  response.writeHead(303, { ...pageHeaders, location });
  response.end();
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, pageHeaders);
  response.end(html);
}
