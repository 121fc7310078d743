import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertReceiver } from './adapters/assert-receiver.ts';
import { receiveNodeRequest } from './adapters/receive-node-request.ts';
import { sendNodeAnswer } from './adapters/send-node-answer.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';
import { reportWarning } from './report-warning.ts';

/**
 * A listener for `node:http` that takes every request it gets as a notification; choose the path before it.
 *
 * What your handler throws is reported as a warning of the process, besides `onReceipt`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is no receiver, when it is made.
 * @example
 * createServer(nodeHttpNotifications(receiver)).listen(8080);
 */
export function nodeHttpNotifications(
  receiver: NotificationReceiver,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  assertReceiver(receiver);
  return async (request, response) => {
    const answer = await receiveNodeRequest(receiver, request, request.url ?? '/');
    if (answer.error !== undefined) reportWarning(answer.error);
    if (response.headersSent || response.destroyed) return;
    sendNodeAnswer(response, answer);
  };
}
