import { acknowledgement } from './acknowledgement.ts';
import { checkRouteOptions, type NotificationRouteOptions, routeNotification } from './notification-route.ts';
import type { MaybeParsedRequest } from './raw-body.ts';

export type { NotificationRouteOptions } from './notification-route.ts';

/** A Koa context, as far as it is used here. */
export interface KoaContext {
  readonly req: MaybeParsedRequest;
  /** Koa's own request, on which body parsers leave `body` and `rawBody`. */
  readonly request: object;
  readonly originalUrl: string;
  readonly app: { emit(event: 'error', error: unknown, context: KoaContext): unknown };
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}

/** The middleware that Koa mounts. */
export type KoaMiddleware = (context: KoaContext) => Promise<void>;

/**
 * A Koa 2 or 3 middleware for notifications. Mount it before any body parser, on its own path.
 *
 * Where your handler throws, Alipay is asked to send again and the error reaches the app's `error` event; where a
 * parser consumed the body, so does OptionError `ERR_BODY_CONSUMED`.
 *
 * @throws OptionError `ERR_OPTION_INVALID` naming each setting, when it is mounted.
 * @example
 * router.post('/alipay/notify', koaNotifications({ verifier, onNotification }));
 */
export function koaNotifications<Accepted extends { readonly accepted: true }>(
  options: NotificationRouteOptions<Accepted>,
): KoaMiddleware {
  checkRouteOptions(options);
  return async (context) => {
    let answer = acknowledgement('not-processed');
    try {
      answer = await routeNotification(context.req, context.originalUrl, options, context.request);
    } catch (error) {
      context.app.emit('error', error, context);
    }
    // A body that is refused half-way must not keep its connection.
    if (!context.req.complete) context.set('connection', 'close');
    context.status = answer.status;
    context.set('content-type', answer.headers['content-type']);
    context.body = answer.body;
  };
}
