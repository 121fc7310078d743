import { createManualClock, type Simulator, type SimulatorOptions } from '@alipay-intl/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { call, isGenuine, newId, payBody } from './support/merchant.ts';
import { acknowledgement, startNotifyServer } from './support/notify-server.ts';
import { startQuickly } from './support/start.ts';

const startMs = Date.parse('2026-11-01T12:00:00+08:00');
const minute = 60_000;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: SimulatorOptions = {}) {
  const simulator = await startQuickly({ clock: createManualClock(startMs), ...options });
  cleanups.push(simulator.close);
  return simulator;
}
async function listen(answer?: Parameters<typeof startNotifyServer>[0]) {
  const server = await startNotifyServer(answer);
  cleanups.push(server.close);
  return server;
}
async function place(simulator: Simulator, url: string) {
  const body = payBody('OrderCode', { paymentNotifyUrl: url });
  await call(simulator, 'pay', body);
  return body.paymentRequestId;
}

describe('the notification', () => {
  it('is signed over path and query, and tells what was paid', async () => {
    const simulator = await start();
    const server = await listen();
    const id = await place(simulator, `${server.url}?shop=1`);
    const snapshot = await simulator.control.confirm(id);
    await simulator.control.settled();
    const [message] = server.received;
    expect(message!.path).toBe('/notify?shop=1');
    expect(isGenuine(message!, '/notify?shop=1', simulator.credentials.alipayPublicKey)).toBe(true);
    expect(message!.headers).toMatchObject({
      'client-id': 'TEST_SIMULATOR',
      'request-time': '2026-11-01T12:00:00+08:00',
    });
    expect(server.bodies()[0]).toMatchObject({
      notifyType: 'PAYMENT_RESULT',
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
      paymentRequestId: id,
      paymentId: snapshot.paymentId,
      paymentAmount: { currency: 'USD', value: '599' },
      paymentTime: '2026-11-01T12:00:00+08:00',
    });
    expect(simulator.control.deliveries()).toEqual([
      {
        notifyType: 'PAYMENT_RESULT',
        paymentRequestId: id,
        paymentId: snapshot.paymentId,
        resultCode: 'SUCCESS',
        url: `${server.url}?shop=1`,
        attempt: 1,
        status: 200,
        acknowledged: true,
        error: undefined,
        at: startMs,
      },
    ]);
  });

  it('comes for a payment code that pays at once', async () => {
    const simulator = await start();
    const server = await listen();
    await call(simulator, 'pay', payBody('PaymentCode', { paymentNotifyUrl: server.url }));
    await simulator.control.settled();
    expect(server.bodies()).toHaveLength(1);
  });

  it('is small for a refusal and for an expiry', async () => {
    const simulator = await start();
    const server = await listen();
    const refused = await place(simulator, server.url);
    const { paymentId } = await simulator.control.decline(refused);
    await simulator.control.settled();
    const expired = await place(simulator, server.url);
    await simulator.control.advance(10 * minute);
    const [first, second] = server.bodies();
    expect(first).toEqual({
      notifyType: 'PAYMENT_RESULT',
      result: {
        resultCode: 'USER_BALANCE_NOT_ENOUGH',
        resultStatus: 'F',
        resultMessage: 'user balance not enough',
      },
      paymentRequestId: refused,
      paymentId,
    });
    expect(second).toMatchObject({ paymentRequestId: expired, result: { resultCode: 'ORDER_IS_CLOSED' } });
  });

  it('does not come after a cancel, nor when it is switched off', async () => {
    const simulator = await start();
    const server = await listen();
    const paymentRequestId = await place(simulator, server.url);
    await call(simulator, 'cancel', { paymentRequestId });
    const silent = await start({ notifications: 'off' });
    await silent.control.confirm(await place(silent, server.url));
    await simulator.control.settled();
    await silent.control.settled();
    expect(server.received).toHaveLength(0);
  });
});

describe('resending', () => {
  it('keeps to the documented schedule and ends after eight deliveries', async () => {
    const simulator = await start();
    const server = await listen((_count, response) => response.end('{}'));
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.advance(48 * 60 * minute);
    const minutes = simulator.control.deliveries().map(({ at }) => (at - startMs) / minute);
    expect(minutes).toEqual([0, 2, 12, 22, 82, 202, 562, 1462]);
    expect(simulator.control.deliveries().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const times = server.received.map(({ headers }) => headers['request-time']);
    expect(new Set(times).size).toBe(8);
    for (const message of server.received) {
      expect(isGenuine(message, '/notify', simulator.credentials.alipayPublicKey)).toBe(true);
    }
  });

  it('does not come early', async () => {
    const simulator = await start();
    const server = await listen((_count, response) => response.end());
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.advance(2 * minute - 1);
    expect(server.received).toHaveLength(1);
    await simulator.control.advance(1);
    expect(server.received).toHaveLength(2);
  });

  it('ends with the acknowledgement', async () => {
    const simulator = await start();
    const server = await listen((count, response) => {
      response.statusCode = count === 1 ? 500 : 200;
      response.end(acknowledgement);
    });
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.advance(48 * 60 * minute);
    const deliveries = simulator.control.deliveries();
    expect(deliveries.map(({ status, acknowledged }) => [status, acknowledged])).toEqual([
      [500, false],
      [200, true],
    ]);
  });

  it('follows a schedule of its own on a running clock', async () => {
    const simulator = await startQuickly({ resendSchedule: [10, 10] });
    cleanups.push(simulator.close);
    const server = await listen((_count, response) => response.end());
    await simulator.control.confirm(await place(simulator, server.url));
    await expect.poll(() => simulator.control.deliveries().length).toBe(2);
  });

  it('goes on after a merchant that is down or silent', async () => {
    const simulator = await start({ deliveryTimeoutMs: 100 });
    const silent = await listen(() => undefined);
    await simulator.control.confirm(await place(simulator, silent.url));
    await simulator.control.confirm(await place(simulator, 'http://127.0.0.1:9/'));
    await simulator.control.advance(2 * minute);
    const errors = simulator.control.deliveries().map(({ error }) => error);
    expect(errors.filter((error) => error === 'no answer within 100 ms')).toHaveLength(2);
    expect(errors.filter((error) => error?.includes('ECONNREFUSED'))).toHaveLength(2);
  });
});

describe('where it goes', () => {
  it('never calls another machine', async () => {
    const simulator = await start();
    await simulator.control.confirm(await place(simulator, 'https://shop.example/notify'));
    await simulator.control.advance(10 * minute);
    expect(simulator.control.deliveries()).toMatchObject([
      {
        acknowledged: false,
        status: undefined,
        error: expect.stringContaining('shop.example is not this machine'),
      },
    ]);
  });

  it('does not follow a redirect', async () => {
    const simulator = await start();
    const target = await listen();
    const server = await listen((_count, response) =>
      response.writeHead(307, { location: target.url }).end(),
    );
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.settled();
    expect(target.received).toHaveLength(0);
    expect(simulator.control.deliveries()).toMatchObject([{ status: 307, error: 'HTTP status 307' }]);
  });

  it('reads no endless acknowledgement', async () => {
    const simulator = await start();
    const server = await listen((_count, response) => response.end('x'.repeat(100_000)));
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.settled();
    expect(simulator.control.deliveries()[0]?.error).toBe('the acknowledgement is too long');
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '[::1]', '0x7f.1'])('may be %s', async (host) => {
    const simulator = await start();
    await simulator.control.confirm(await place(simulator, `http://${host}:9/notify`));
    await simulator.control.settled();
    expect(simulator.control.deliveries()[0]?.error).not.toContain('refused:');
  });

  it.each(['localhost.example', '127.0.0.1.example', '10.0.0.1', '[::2]', '0.0.0.0', '127-0-0-1.example'])(
    'may not be %s',
    async (host) => {
      const simulator = await start();
      await simulator.control.confirm(await place(simulator, `http://${host}:9/notify`));
      await simulator.control.settled();
      expect(simulator.control.deliveries()[0]?.error).toContain('refused:');
    },
  );

  it('reaches a server by name', async () => {
    const simulator = await start();
    const server = await listen();
    await simulator.control.confirm(await place(simulator, server.url.replace('127.0.0.1', 'localhost')));
    await simulator.control.settled();
    expect(simulator.control.deliveries()[0]?.acknowledged).toBe(true);
  });
});

describe('shaping', () => {
  it('sends copies, and PAYMENT_PENDING first', async () => {
    const simulator = await start();
    const server = await listen();
    simulator.control.notifyNext({ copies: 2, pendingFirst: true });
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.settled();
    const types = server.bodies().map(({ notifyType }) => notifyType);
    expect(types.filter((type) => type === 'PAYMENT_PENDING')).toHaveLength(1);
    expect(types.filter((type) => type === 'PAYMENT_RESULT')).toHaveLength(3);
    expect(server.bodies()[0]).toMatchObject({
      notifyType: 'PAYMENT_PENDING',
      result: { resultCode: 'PAYMENT_IN_PROCESS', resultStatus: 'U' },
    });
  });

  it('can send nothing, and send again later', async () => {
    const simulator = await start();
    const server = await listen();
    simulator.control.notifyNext({ copies: 0 });
    const id = await place(simulator, server.url);
    await simulator.control.confirm(id);
    await simulator.control.settled();
    expect(server.received).toHaveLength(0);
    await simulator.control.resendNotification(id);
    await simulator.control.settled();
    expect(server.received).toHaveLength(1);
    const open = await place(simulator, server.url);
    await expect(simulator.control.resendNotification(open)).rejects.toMatchObject({
      code: 'ERR_SIMULATOR_STATE',
    });
  });

  it.each(['sent', 'reversed'] as const)('holds and releases in the order %s', async (order) => {
    const simulator = await start();
    const server = await listen();
    simulator.control.holdNotifications();
    const ids = [await place(simulator, server.url), await place(simulator, server.url)];
    for (const id of ids) await simulator.control.confirm(id);
    await simulator.control.settled();
    expect(server.received).toHaveLength(0);
    simulator.control.releaseNotifications(order);
    await simulator.control.settled();
    const arrived = server.bodies().map(({ paymentRequestId }) => paymentRequestId);
    expect(arrived).toEqual(order === 'sent' ? ids : ids.toReversed());
  });

  it.each(['wrong-signature', 'unsigned', 'empty-signature', 'foreign-key'] as const)(
    '%s spoils the first delivery only',
    async (fault) => {
      const simulator = await start();
      const server = await listen((_count, response) => response.end());
      simulator.control.notifyNext({ fault });
      await simulator.control.confirm(await place(simulator, server.url));
      await simulator.control.advance(2 * minute);
      const { alipayPublicKey } = simulator.credentials;
      expect(server.received.map((message) => isGenuine(message, '/notify', alipayPublicKey))).toEqual([
        false,
        true,
      ]);
    },
  );

  it('wrong-client, repeated-key and wrong-amount are validly signed', async () => {
    const simulator = await start();
    const server = await listen();
    for (const fault of ['wrong-client', 'repeated-key', 'wrong-amount'] as const) {
      simulator.control.notifyNext({ fault });
      await simulator.control.confirm(await place(simulator, server.url));
      await simulator.control.settled();
    }
    const { alipayPublicKey } = simulator.credentials;
    expect(server.received.every((message) => isGenuine(message, '/notify', alipayPublicKey))).toBe(true);
    expect(server.received[0]!.headers['client-id']).not.toBe('TEST_SIMULATOR');
    expect(server.received[1]!.body.toString().match(/"result":/g)).toHaveLength(2);
    expect(server.bodies()[2].paymentAmount.value).toBe('600');
  });

  it('refuses a shape that is none', async () => {
    const simulator = await start();
    expect(() => simulator.control.notifyNext({ copies: 101 })).toThrow('copies');
    expect(() => simulator.control.notifyNext({ fault: 'delay' as 'unsigned' })).toThrow('fault');
  });
});

describe('the acknowledgement', () => {
  async function isAcknowledged(body: string) {
    const simulator = await start({ resendSchedule: [0] });
    const server = await listen((_count, response) => response.end(body));
    await simulator.control.confirm(await place(simulator, server.url));
    await simulator.control.settled();
    return simulator.control.deliveries()[0]?.acknowledged;
  }

  it('may have any order and spacing', async () => {
    const reordered = ' {"result": {"resultStatus":"S","resultMessage":"success","resultCode":"SUCCESS"}}\n';
    expect(await isAcknowledged(reordered)).toBe(true);
  });

  it.each([
    '',
    'null',
    'success',
    '{"result":null}',
    '{"result":{"resultCode":"SUCCESS","resultStatus":"S"}}',
    '{"result":{"resultCode":"SUCCESS","resultStatus":"F","resultMessage":"success"}}',
    '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success","more":"1"}}',
    '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"more":"1"}',
    '{"result":{"resultCode":"UNKNOWN_EXCEPTION","resultStatus":"U","resultMessage":"UNKNOWN_EXCEPTION"}}',
  ])('is not %j', async (body) => {
    expect(await isAcknowledged(body)).toBe(false);
  });
});

describe('closing', () => {
  it('ends a delivery that hangs and plans no other', async () => {
    const server = await listen(() => undefined);
    const simulator = await startQuickly();
    const id = newId();
    await call(
      simulator,
      'pay',
      payBody('PaymentCode', { paymentNotifyUrl: server.url, paymentRequestId: id }),
    );
    await expect.poll(() => server.received.length).toBe(1);
    await simulator.close();
    expect(simulator.control.deliveries()).toMatchObject([{ paymentRequestId: id, acknowledged: false }]);
  });
});
