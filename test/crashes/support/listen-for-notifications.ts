import { createServer, type IncomingMessage } from 'node:http';
import type { AcquiringNotification, Notification, NotificationVerifier } from '@alipay-intl/notify';
import type { PaymentNotification } from '@alipay-intl/payments/checkout';

/** Answers notifications at a loopback port: acknowledged only when `record` has resolved. */
export function listenForNotifications<Accepted extends { readonly accepted: true }>(
  port: number,
  verifier: Pick<NotificationVerifier<Accepted>, 'verify' | 'acknowledge'>,
  record: (accepted: Accepted) => Promise<void>,
): void {
  const server = createServer(async (request, response) => {
    try {
      const { method = '', url = '/', rawHeaders: headers } = request;
      const verified = verifier.verify({ method, url, headers, body: await bodyOf(request) });
      if (!verified.accepted) throw verified.error;
      await record(verified);
      const answer = await verifier.acknowledge(verified);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, '127.0.0.1');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What a notification says of a payment, where it says something. */
export function paymentOf(
  notification: Notification | AcquiringNotification,
): PaymentNotification | undefined {
  if (notification.kind !== 'paid' && notification.kind !== 'declined') return undefined;
  const { kind } = notification;
  const resultCode = kind === 'declined' ? notification.result.resultCode : undefined;
  if ('paymentRequestId' in notification) {
    const { paymentRequestId: attemptId, paymentId: providerId, paymentAmount: amount } = notification;
    return { attemptId, kind, amount, providerId, resultCode };
  }
  const { merchantTransId: attemptId, acquirementId: providerId } = notification;
  if (attemptId === undefined) return undefined;
  const amount = notification.kind === 'paid' ? notification.orderAmount : undefined;
  return { attemptId, kind, amount, providerId, resultCode };
}
