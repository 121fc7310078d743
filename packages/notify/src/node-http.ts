import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertReceiver } from './adapters/assert-receiver.ts';
import { receiveNodeRequest } from './adapters/receive-node-request.ts';
import { sendNodeAnswer } from './adapters/send-node-answer.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';
import { reportWarning } from './report-warning.ts';

/**
 * Limits of a `node:http` server, in milliseconds, under which a sender that trickles its request is closed within ten seconds. A
 * receiver sees a request when its head is whole, so it cannot limit the head; and by default Node waits a minute for it, and looks
 * every 30 seconds. They are about receiving a request; how long your handler takes is not limited.
 *
 * @example
 * createServer(slowSenderLimits, app.callback());
 */
export const slowSenderLimits: {
  /** Of a head. */
  readonly headersTimeout: number;
  /** Of a whole request, so it cuts a greater `bodyTimeoutMs` short. */
  readonly requestTimeout: number;
  /** Between two looks for connections that are over their time. */
  readonly connectionsCheckingInterval: number;
} = { headersTimeout: 6_000, requestTimeout: 8_000, connectionsCheckingInterval: 1_000 };

/**
 * A listener for `node:http` that takes every request it gets as a notification; choose the path before it.
 *
 * What your handler throws is reported as a warning of the process, besides `onReceipt`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is no receiver, when it is made.
 * @example
 * createServer(slowSenderLimits, nodeHttpNotifications(receiver)).listen(8080);
 */
export function nodeHttpNotifications(
  receiver: NotificationReceiver,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  assertReceiver(receiver);
  return async (request, response) => {
    const answer = await receiveNodeRequest(receiver, request, request.url ?? '/');
    if (!response.headersSent && !response.destroyed) sendNodeAnswer(response, answer);
    if (answer.error !== undefined) reportWarning(answer.error);
  };
}
