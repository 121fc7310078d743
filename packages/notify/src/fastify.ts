import type { IncomingMessage } from 'node:http';
import { assertReceiver } from './adapters/assert-receiver.ts';
import { receiveNodeRequest } from './adapters/receive-node-request.ts';
import type { NotificationReceiver } from './receiver/create-receiver.ts';

/** A Fastify instance, as far as it is used here. */
export interface FastifyScope {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: Error | null, body?: unknown) => void) => void,
  ): void;
  post(
    path: string,
    handler: (request: FastifyNotification, reply: FastifyAnswer) => Promise<unknown>,
  ): unknown;
}

/** A Fastify request, as far as it is used here. */
export interface FastifyNotification {
  readonly raw: IncomingMessage;
  readonly originalUrl: string;
  readonly log: { error(error: unknown, message: string): void };
}

/** A Fastify reply, as far as it is used here. */
export interface FastifyAnswer {
  code(status: number): this;
  header(name: string, value: string): this;
  send(body: string): unknown;
}

/**
 * A Fastify 5 plugin with one route for notifications. Its own scope leaves bodies alone; the other routes keep their parsers.
 *
 * What your handler throws goes to the log of the request, besides `onReceipt`.
 *
 * @param path - where the route is mounted, such as `/alipay/notify`.
 * @example
 * app.register(fastifyNotifications(receiver, '/alipay/notify'));
 */
export function fastifyNotifications(
  receiver: NotificationReceiver,
  path: string,
): (scope: FastifyScope) => Promise<void> {
  assertReceiver(receiver);
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(path, async ({ raw, originalUrl, log }, reply) => {
      const { status, headers, body, error, close } = await receiveNodeRequest(receiver, raw, originalUrl);
      if (error !== undefined) log.error(error, 'a notification was not handled');
      if (close) reply.header('connection', 'close');
      return reply.code(status).header('content-type', headers['content-type']).send(body);
    });
  };
}
