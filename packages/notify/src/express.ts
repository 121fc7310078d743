import type { ServerResponse } from 'node:http';
import { acknowledgement } from './acknowledgement.ts';
import { checkRouteOptions, type NotificationRouteOptions, routeNotification } from './notification-route.ts';
import type { MaybeParsedRequest } from './raw-body.ts';

export type { NotificationRouteOptions } from './notification-route.ts';

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
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, when it is mounted.
 * @example
 * app.post('/alipay/notify', expressNotifications({ verifier, onNotification }));
 */
export function expressNotifications<Accepted extends { readonly accepted: true }>(
  options: NotificationRouteOptions<Accepted>,
): ExpressHandler {
  checkRouteOptions(options);
  return async (request, response, next) => {
    try {
      const answer = await routeNotification(request, request.originalUrl ?? request.url ?? '/', options);
      // A body that is refused half-way must not keep its connection.
      if (!request.complete) response.setHeader('connection', 'close');
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      // Somebody else has answered, or the sender has gone: there is nothing to answer any more.
      if (response.headersSent || response.destroyed) {
        next(error);
        return;
      }
      const answer = acknowledgement('not-processed');
      // Express cuts the connection of a response that was begun, so the error follows the answer.
      response.once('close', () => next(error));
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  };
}
