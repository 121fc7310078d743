import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { type BareVerification, bareAnswer, readBare } from './bare-verification.ts';
import type { NotificationServerKind } from './notification-mounts.ts';
import { notifyPath } from './signed-notifications.ts';

const headers = { 'content-type': 'application/json' };

/** On each framework, a route that only reads, verifies and parses, in the shortest way that the framework has. */
export const bareMounts: Readonly<
  Record<NotificationServerKind, (verify: BareVerification) => Promise<Server>>
> = {
  'node:http': async (verify) => createServer(bareListener(verify)),
  'Koa 3': async (verify) => {
    const app = new Koa();
    app.use(async (context, next) => {
      if (context.path !== notifyPath) return await next();
      const body = await new Promise<Buffer>((resolve) => readBare(context.req, resolve));
      verify(context.req.headers, body);
      context.set(headers);
      context.body = bareAnswer;
    });
    return createServer(app.callback());
  },
  'Express 5': async (verify) => createServer(express().post(notifyPath, bareListener(verify))),
  'Fastify 5': async (verify) => {
    const app = Fastify();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(notifyPath, async (request, reply) => {
      verify(request.headers, request.body as Buffer);
      return reply.headers(headers).send(bareAnswer);
    });
    await app.ready();
    return app.server;
  },
  Hono: async (verify) => {
    const app = new Hono();
    app.post(notifyPath, async (context) => {
      const body = Buffer.from(await context.req.arrayBuffer());
      verify(context.req.header(), body);
      return new Response(bareAnswer, { headers });
    });
    return createAdaptorServer({ fetch: app.fetch }) as Server;
  },
};

function bareListener(
  verify: BareVerification,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    readBare(request, (body) => {
      verify(request.headers, body);
      response.writeHead(200, { ...headers, 'content-length': bareAnswer.length });
      response.end(bareAnswer);
    });
  };
}
