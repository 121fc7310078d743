import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NotificationReceiver } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import { fastifyNotifications } from '@alipay-intl/notify/fastify';
import { fetchNotifications } from '@alipay-intl/notify/fetch';
import { koaNotifications } from '@alipay-intl/notify/koa';
import { nodeHttpNotifications } from '@alipay-intl/notify/node-http';
import { createAdaptorServer } from '@hono/node-server';
import type express5 from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import { loadExpress5 } from './load-express-5.ts';
import { type ReceiverChoice, receiverOf } from './receiver-of.ts';
import { notifyPath } from './sender.ts';

/** What stands between the socket and the notification route. */
export type Before =
  | 'nothing'
  | 'json-parser'
  | 'text-parser'
  | 'raw-parser'
  | 'raw-body-keeper'
  | 'stream-reader'
  | 'url-rewriter';

/** A shop's web server with a notification route. */
export interface App {
  readonly url: string;
  /** What reached the framework's own error handling. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

export interface AppOptions extends ReceiverChoice {
  readonly before?: Before;
  /** Mounts the route under this prefix by a router. */
  readonly mountedAt?: string;
  /** A middleware in front answers 504 after so many milliseconds, as a time limit does. */
  readonly answersAfterMs?: number;
}

type ExpressModule = typeof express5;
type KoaClass = typeof Koa3;

function bodyBytes(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  return (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  })();
}

type Start = (options: AppOptions) => Promise<App>;

function startExpress(express: ExpressModule): Start {
  return (options) => {
    const errors: unknown[] = [];
    const app = express();
    const { before = 'nothing', answersAfterMs } = options;
    if (answersAfterMs !== undefined) {
      app.use((_request, response, next) => {
        setTimeout(() => response.headersSent || response.status(504).end('too slow'), answersAfterMs);
        next();
      });
    }
    mountBefore(express, app, before);
    const route = expressNotifications(receiverOf(options));
    if (options.mountedAt === undefined) app.post(notifyPath, route);
    else {
      const router = express.Router();
      router.post(notifyPath.slice(options.mountedAt.length), route);
      app.use(options.mountedAt, router);
    }
    app.use(((error, _request, response, next) => {
      errors.push(error);
      if (response.headersSent) next(error);
      else response.status(503).end('the app’s own error page');
    }) satisfies import('express').ErrorRequestHandler);
    return listen(app.listen(0, '127.0.0.1'), errors);
  };
}

/** What an application mounts in front of the route. */
function mountBefore(express: ExpressModule, app: import('express').Application, before: Before): void {
  if (before === 'json-parser') app.use(express.json());
  if (before === 'text-parser') app.use(express.text({ type: '*/*' }));
  if (before === 'raw-parser') app.use(express.raw({ type: '*/*' }));
  if (before === 'raw-body-keeper') {
    app.use(
      express.json({
        verify: (request, _response, bytes) => {
          Object.assign(request, { rawBody: bytes });
        },
      }),
    );
  }
  if (before === 'url-rewriter') {
    app.use((request, _response, next) => {
      request.url = notifyPath;
      next();
    });
  }
  if (before === 'stream-reader') {
    app.use((request, _response, next) => {
      bodyBytes(request).then(() => next(), next);
    });
  }
}

function startKoa(Koa: KoaClass): Start {
  return (options) => {
    const errors: unknown[] = [];
    const app = new Koa();
    app.on('error', (error: unknown) => errors.push(error));
    const { before = 'nothing', answersAfterMs } = options;
    if (answersAfterMs !== undefined) {
      app.use(async ({ res }, next) => {
        setTimeout(() => res.headersSent || res.writeHead(504).end('too slow'), answersAfterMs);
        await next();
      });
    }
    app.use(async (context, next) => {
      if (before === 'url-rewriter') context.url = notifyPath;
      else if (before !== 'nothing') await readBefore(before, context);
      await next();
    });
    const route = koaNotifications(receiverOf(options));
    app.use(async (context, next) => {
      if (context.path === notifyPath) await route(context);
      else await next();
    });
    return listen(app.listen(0, '127.0.0.1'), errors);
  };
}

/** What koa-bodyparser, koa-body and their like do. */
async function readBefore(before: Before, context: import('koa').Context): Promise<void> {
  const bytes = await bodyBytes(context.req);
  const request = context.request as unknown as Record<string, unknown>;
  if (before === 'json-parser') {
    request['body'] = JSON.parse(bytes.toString('utf8'));
    request['rawBody'] = bytes.toString('utf8');
  }
  if (before === 'text-parser') request['body'] = bytes.toString('utf8');
  if (before === 'raw-parser') request['body'] = bytes;
  if (before === 'raw-body-keeper') request['rawBody'] = bytes;
}

async function listen(server: Server, errors: unknown[]): Promise<App> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    errors,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every framework that the adapters are made for. */
export const frameworks: readonly (readonly [string, Start])[] = [
  ['Express 5', startExpress(await loadExpress5())],
  ['Express 4', startExpress(express4)],
  ['Koa 3', startKoa(Koa3)],
  ['Koa 2', startKoa(Koa2)],
];

/** Warnings are the error handling of servers that have none. */
function collectWarnings(errors: unknown[]): () => void {
  const listener = (warning: Error): void => {
    if (warning.name !== 'DeprecationWarning' && warning.name !== 'ExperimentalWarning') errors.push(warning);
  };
  process.on('warning', listener);
  return () => process.off('warning', listener);
}

async function serve(
  make: (receiver: NotificationReceiver) => Promise<Server> | Server,
  options: AppOptions,
): Promise<App> {
  const errors: unknown[] = [];
  const stop = collectWarnings(errors);
  const app = await listen(await make(receiverOf(options)), errors);
  return {
    ...app,
    close: async () => {
      stop();
      await app.close();
    },
  };
}

function startNodeHttp(options: AppOptions): Promise<App> {
  return serve((receiver) => createServer(nodeHttpNotifications(receiver)).listen(0, '127.0.0.1'), options);
}

function startHono(options: AppOptions): Promise<App> {
  return serve((receiver) => {
    const app = new Hono();
    const notifications = fetchNotifications(receiver);
    app.post(notifyPath, (context) => notifications(context.req.raw));
    return createAdaptorServer({ fetch: app.fetch }).listen(0, '127.0.0.1') as Server;
  }, options);
}

async function startFastify(options: AppOptions): Promise<App> {
  const errors: unknown[] = [];
  const app = Fastify({
    logger: { level: 'error', stream: { write: (line) => errors.push(JSON.parse(line)) } },
  });
  app.post('/orders', async (request) => request.body);
  await app.register(fastifyNotifications(receiverOf(options), notifyPath));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return listen(app.server, errors);
}

/** Those without middlewares in front of the route. */
export const plainServers: readonly (readonly [string, Start])[] = [
  ['Fastify 5', startFastify],
  ['Hono on Node', startHono],
  ['node:http', startNodeHttp],
];
