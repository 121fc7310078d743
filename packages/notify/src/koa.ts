import { assertReceiver } from './adapters/assert-receiver.ts';
import type { MaybeParsedRequest } from './adapters/node-body.ts';
import { receiveNodeRequest } from './adapters/receive-node-request.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';

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
 * @throws OptionError `ERR_OPTION_INVALID` for what is no receiver, when it is mounted.
 * @example
 * router.post('/alipay/notify', koaNotifications(receiver));
 */
export function koaNotifications(receiver: NotificationReceiver): KoaMiddleware {
  assertReceiver(receiver);
  return async (context) => {
    const { req, originalUrl, request, app } = context;
    const { status, headers, body, error, close } = await receiveNodeRequest(
      receiver,
      req,
      originalUrl,
      request,
    );
    if (error !== undefined) app.emit('error', error, context);
    if (close) context.set('connection', 'close');
    context.status = status;
    context.set('content-type', headers['content-type']);
    context.body = body;
  };
}
