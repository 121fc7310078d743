import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import {
  acquiringDialects,
  createAcquiringGateway,
  createV1Gateway,
  OptionError,
  type Transport,
  TransportError,
  type TransportRequest,
  transportDefaults,
  type V1GatewayOptions,
} from '@alipay-intl/core';
import {
  createMemoryNotificationLog,
  createNotificationReceiver,
  createNotificationVerifier,
} from '@alipay-intl/notify';
import { expressNotifications } from '@alipay-intl/notify/express';
import {
  createInStorePayments,
  createMemoryRequestIdGuard,
  type EntryCodePayRequest,
} from '@alipay-intl/payments';
import { expect, it, vi } from 'vitest';
import { order } from '../../examples/first-payment/src/order.ts';
import { key } from '../flows/support/till.ts';

// Each default that the README promises is read from the code, or observed where the code keeps it to itself.

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const now = Date.parse('2026-11-01T12:00:00+08:00');

/** The rows of the table, by the text of their first cell. */
const rows = new Map(
  (readme.split('## Limits and defaults\n')[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| setting') && !line.startsWith('| ---'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, setting = '', value = '']) => [setting, value] as const),
);

/** A network that keeps what it was given, and answers nothing. */
function createCapture(): Transport & { readonly sent: TransportRequest[] } {
  const sent: TransportRequest[] = [];
  return {
    sent,
    send: async (request) => {
      sent.push(request);
      throw new TransportError('ERR_TRANSPORT_LOST', { what: '-', next: '-', bytesMayHaveLeft: true });
    },
    close: async () => undefined,
  };
}

const common = {
  clientId: 'T_111222333',
  privateKey: key('merchant.private.pkcs8.pem'),
  alipayPublicKeys: key('alipay.public.spki.pem'),
  clock: { now: () => now },
};

/** What a v1 gateway sends for an Entry Code payment. */
async function sentByV1(
  request: Partial<EntryCodePayRequest> = {},
  options: Partial<V1GatewayOptions> = {},
): Promise<TransportRequest> {
  const transport = createCapture();
  const gateway = await createV1Gateway({
    ...common,
    baseUrl: 'https://gateway.example',
    transport,
    ...options,
  });
  await createInStorePayments(gateway, { clock: common.clock }).payEntryCode({
    paymentRequestId: 'p1',
    paymentAmount: { currency: 'USD', value: '599' },
    paymentNotifyUrl: 'https://shop.example/notify',
    order,
    ...request,
  });
  return transport.sent[0]!;
}

async function acquiring() {
  const transport = createCapture();
  const gateway = await createAcquiringGateway({ ...common, transport });
  await gateway.exchange({ function: 'alipay.intl.acquiring.offline.payQuery', body: {} });
  return { gateway, sent: transport.sent[0]! };
}

const header = (request: TransportRequest, name: string): string =>
  Object.entries(request.headers).find(([one]) => one.toLowerCase() === name)?.[1] ?? '';
const after = (ms: number): string => new Date(now + ms).toISOString().replace('.000Z', '+00:00');

/** The largest notification that a route takes. */
async function largestNotification(): Promise<number> {
  const gateway = await createV1Gateway({ ...common, baseUrl: 'https://gateway.example' });
  const { clientId, keyRing } = gateway;
  const codes: string[] = [];
  const route = expressNotifications(
    createNotificationReceiver({
      verifiers: { v1: createNotificationVerifier({ clientId, keyRing, path: '/' }) },
      lookup: 'handler-compares',
      log: createMemoryNotificationLog(),
      handler: () => undefined,
      onReceipt: (receipt) => {
        if (receipt.kind === 'refused') codes.push(receipt.error.code);
      },
    }),
  );
  const server = createServer((request, response) => void route(request, response, () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const isTaken = async (size: number): Promise<boolean> => {
    await fetch(url, { method: 'POST', body: new Uint8Array(size) })
      .then((answer) => answer.text())
      .catch(() => '');
    return codes.pop() !== 'ERR_NOTIFICATION_TOO_LARGE';
  };
  let [fits, over] = [1, 2 ** 24];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (await isTaken(middle)) fits = middle;
    else over = middle;
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await gateway.close();
  return fits;
}

/** How long a route waits for a body that never comes, by a clock that is moved on. */
async function slowestNotification(): Promise<number> {
  const { clientId, keyRing } = await createV1Gateway({ ...common, baseUrl: 'https://gateway.example' });
  const route = expressNotifications(
    createNotificationReceiver({
      verifiers: { v1: createNotificationVerifier({ clientId, keyRing, path: '/' }) },
      lookup: 'handler-compares',
      log: createMemoryNotificationLog(),
      handler: () => undefined,
    }),
  );
  const request = new IncomingMessage(new Socket());
  request.method = 'POST';
  const response = new ServerResponse(request);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    const start = Date.now();
    const answered = route(request, response, () => undefined).then(() => Date.now() - start);
    // The route first looks for a body that came with the head; real turns of the event loop, in which no time passes.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(60_000);
    return await answered;
  } finally {
    vi.useRealTimers();
  }
}

/** The largest number of ids that a guard remembers. */
function idsRemembered(): number {
  const remembersFirstOf = (count: number): boolean => {
    const guard = createMemoryRequestIdGuard();
    const claim = (id: number, fingerprint: string) =>
      guard.claim({ operation: 'pay', requestId: String(id), fingerprint });
    for (let id = 0; id < count; id += 1) claim(id, 'a');
    return claim(0, 'b') === 'conflict';
  };
  let [fits, over] = [1, 200_000];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (remembersFirstOf(middle)) fits = middle;
    else over = middle;
  }
  return fits;
}

async function lastExpiry(): Promise<number> {
  const isTaken = (ms: number): Promise<boolean> =>
    sentByV1({ paymentExpiryTime: after(ms) }).then(
      () => true,
      (error) => {
        expect(error).toBeInstanceOf(OptionError);
        return false;
      },
    );
  let [fits, over] = [1, 86_400];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (await isTaken(middle * 1_000)) fits = middle;
    else over = middle;
  }
  return over * 1_000;
}

const observed: Readonly<Record<string, () => unknown>> = {
  '`deadlineMs`, a call as a whole': async () => (await sentByV1()).deadlineMs,
  '`deadlineMs` of the acquiring family': async () => (await acquiring()).sent.deadlineMs,
  '`dialect`': async () => {
    const { dialect } = (await acquiring()).gateway;
    return Object.entries(acquiringDialects).find(([, one]) => one === dialect)?.[0];
  },
  '`connectTimeoutMs`': () => transportDefaults.connectTimeoutMs,
  '`headersTimeoutMs`': () => transportDefaults.headersTimeoutMs ?? "the call's deadline",
  '`bodyTimeoutMs`': () => transportDefaults.bodyTimeoutMs ?? "the call's deadline",
  '`keepAliveMs`': () => transportDefaults.keepAliveMs,
  '`connectionsMax`': () => transportDefaults.connectionsMax,
  '`responseBytesMax`': () => transportDefaults.responseBytesMax,
  '`proxy`': () => transportDefaults.proxy,
  '`sandboxPath`': async () => {
    const paths = [(await sentByV1()).path, (await sentByV1({}, { clientId: 'SANDBOX_1' })).path];
    return paths.map((path) => path.includes('/sandbox/')).join() === 'false,true' ? 'auto' : paths;
  },
  '`requestTimeForm`': async () => {
    const time = header(await sentByV1(), 'request-time');
    return time === String(now) ? 'epoch-ms' : time;
  },
  '`keyVersion`': async () => /keyVersion=(\d+)/.exec(header(await sentByV1(), 'signature'))?.[1],
  '`expiryMs`, time to pay for Entry Code and order code': async () => {
    const { body } = await sentByV1();
    return Date.parse(JSON.parse(Buffer.from(body).toString('utf8')).paymentExpiryTime) - now;
  },
  '`expiryMaxMs`': lastExpiry,
  'ids remembered by the request id guard': idsRemembered,
  '`bodyBytesMax` of a notification': largestNotification,
  '`bodyTimeoutMs` of a notification': slowestNotification,
};

it('the table has one row for each default that is looked at here, and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual(Object.keys(observed).toSorted());
});

it.each(Object.keys(observed))('%s is what the README says', async (setting) => {
  const value = await observed[setting]?.();
  expect(String(value)).toBe(rows.get(setting));
});

it('the settings of the connection are all in the table', () => {
  const { ca: _ca, ...numbers } = transportDefaults;
  for (const name of Object.keys(numbers)) expect(rows.has(`\`${name}\``), name).toBe(true);
});
