import { createServer, type Server } from 'node:http';
import type { NotificationReceiver } from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import { fastifyNotifications } from '@alipay-intl/notify/fastify';
import { fetchNotifications } from '@alipay-intl/notify/fetch';
import { koaNotifications } from '@alipay-intl/notify/koa';
import { nodeHttpNotifications, slowSenderLimits } from '@alipay-intl/notify/node-http';
import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { notifyPath } from './signed-notifications.ts';

/** The servers that are measured. */
export type NotificationServerKind = 'node:http' | 'Koa 3' | 'Express 5' | 'Fastify 5' | 'Hono';

/** Mounts a receiver as the documentation says. */
export const receiverMounts: Readonly<
  Record<NotificationServerKind, (receiver: NotificationReceiver) => Promise<Server>>
> = {
  'node:http': async (receiver) => createServer(slowSenderLimits, nodeHttpNotifications(receiver)),
  'Koa 3': async (receiver) => {
    const app = new Koa();
    const route = koaNotifications(receiver);
    app.use((context, next) => (context.path === notifyPath ? route(context) : next()));
    return createServer(app.callback());
  },
  'Express 5': async (receiver) => createServer(express().post(notifyPath, expressNotifications(receiver))),
  'Fastify 5': async (receiver) => {
    const app = Fastify();
    await app.register(fastifyNotifications(receiver, notifyPath));
    await app.ready();
    return app.server;
  },
  Hono: async (receiver) => {
    const app = new Hono();
    const notifications = fetchNotifications(receiver);
    app.post(notifyPath, (context) => notifications(context.req.raw));
    return createAdaptorServer({ fetch: app.fetch }) as Server;
  },
};
