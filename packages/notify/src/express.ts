import type { ServerResponse } from 'node:http';
import { assertReceiver } from './adapters/assert-receiver.ts';
import type { MaybeParsedRequest } from './adapters/node-body.ts';
import { receiveNodeRequest } from './adapters/receive-node-request.ts';
import { sendNodeAnswer } from './adapters/send-node-answer.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';

/** An Express request, as far as it is used here. */
export type ExpressRequest = MaybeParsedRequest & { readonly originalUrl?: string };

/** The handler that Express mounts. */
export type ExpressHandler = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

/**
 * An Express 4 or 5 handler for notifications. Mount it before any body parser, or behind `express.raw()`.
 *
 * Where your handler throws, Alipay is asked to send again and the error goes to Express; where a parser consumed the
 * body, so does OptionError `ERR_BODY_CONSUMED`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` for what is no receiver, when it is mounted.
 * @example
 * app.post('/alipay/notify', expressNotifications(receiver));
 */
export function expressNotifications(receiver: NotificationReceiver): ExpressHandler {
  assertReceiver(receiver);
  return async (request, response, next) => {
    const url = request.originalUrl ?? request.url ?? '/';
    const answer = await receiveNodeRequest(receiver, request, url);
    const { error } = answer;
    // Somebody else has answered, or the sender has gone: there is nothing to answer any more.
    if (response.headersSent || response.destroyed) {
      if (error !== undefined) next(error);
      return;
    }
    if (error === undefined) return sendNodeAnswer(response, answer);
    // Express cuts the connection of a response that was begun: the error follows the answer, which ends the connection.
    response.once('close', () => next(error));
    sendNodeAnswer(response, { ...answer, close: true });
  };
}
