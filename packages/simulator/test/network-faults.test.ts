import { connect } from 'node:net';
import { createManualClock, type FaultName, type Simulator } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callAcquiring, codeOf, payOnce } from './support/acquirer.ts';
import { acquiring, families, tillOf, v1 } from './support/families.ts';
import { call, newId, payBody, send } from './support/merchant.ts';
import { startNotifyServer } from './support/notify-server.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
let server: Awaited<ReturnType<typeof startNotifyServer>>;
beforeAll(async () => {
  server = await startNotifyServer((_count, response) => void setTimeout(() => response.end(), 50));
  simulator = await startQuickly({
    clock: createManualClock(1_800_000_000_000),
    acquiring: { notifyUrl: server.url },
    resendSchedule: [0],
  });
});
afterAll(async () => {
  await simulator.close();
  await server.close();
});
afterEach(() => simulator.control.clearFaults());

/** Sends nonsense over a bare connection and tells what came back and how it ended. */
function exchangeBytes(path: string) {
  return new Promise<{ text: string; ending: string }>((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ text, ending: String(error.code) }));
    socket.on('end', () => resolve({ text, ending: 'end' }));
    socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\n\r\n{}`);
  });
}

describe.each(families)('faults of the network in %s', (name, family) => {
  const { operations } = family;
  const till = () => tillOf(simulator, family);
  const order = (fault: FaultName) => simulator.control.failNext({ operation: operations.pay, fault });

  it.each([
    ['reset', 'ECONNRESET'],
    ['truncated', 'end'],
  ] as const)('%s ends the connection in the middle of the body by %s', async (fault, expected) => {
    order(fault);
    const path = name === 'v1' ? '/ams/api/v1/payments/pay' : '/api/alipay/intl/acquiring/offline/pay.htm';
    const { text, ending } = await exchangeBytes(path);
    expect(ending).toBe(expected);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(head).toMatch(/^HTTP\/1.1 200/);
    expect(body.length).toBe(Math.floor(length / 2));
  });

  it('reset carries the call out', async () => {
    const { lose, newId: next, statusOf } = till();
    const id = next();
    order('reset');
    expect(await lose('pay', id)).toBe('ECONNRESET');
    expect(statusOf(id)).toBe('SUCCESS');
  });

  it('twice pays once, and tells what the second time said', async () => {
    const { ask, newId: next, statusOf } = till();
    const id = next();
    order('twice');
    expect(await ask('pay', id)).toMatchObject({ result: 'SUCCESS/S' });
    expect(statusOf(id)).toBe('SUCCESS');
    await simulator.control.settled();
    const lines = simulator.control.calls().filter((call) => call.paymentRequestId === id);
    expect(lines.map(({ fault, isProcessed }) => [fault, isProcessed])).toEqual([
      ['twice', true],
      ['twice', true],
    ]);
    expect(lines[0]!.number).toBe(lines[1]!.number);
    expect(simulator.control.payments().filter((one) => one.paymentRequestId === id)).toHaveLength(1);

    simulator.control.failNext({ operation: operations.cancel, fault: 'twice' });
    expect(await ask('cancel', id)).toMatchObject({ result: 'SUCCESS/S' });
    expect(statusOf(id)).toBe('CANCELLED');
  });
});

describe('a refund that arrives twice', () => {
  const refundAmount = { currency: 'USD', value: '599' };

  it('is refunded once in v1', async () => {
    const body = payBody('PaymentCode');
    const { paymentId } = await call(simulator, 'pay', body);
    simulator.control.failNext({ operation: 'refund', fault: 'twice' });
    const refund = { refundRequestId: newId('refund'), paymentId, refundAmount };
    expect((await call(simulator, 'refund', refund)).result.resultStatus).toBe('S');
    expect(simulator.control.payment(paymentId)?.refunds).toHaveLength(1);
  });

  it('is refunded once in the acquiring family', async () => {
    const { acquirementId } = await payOnce(simulator);
    simulator.control.failNext({ operation: 'acquiring.refund', fault: 'twice' });
    const refund = {
      merchantId: 'TEST_MERCHANT',
      acquirementId,
      merchantRefundId: newId('refund'),
      refundAmount,
    };
    expect(codeOf(await callAcquiring(simulator, 'refund', refund))).toBe('SUCCESS/S');
    expect(simulator.control.payment(acquirementId)?.refunds).toHaveLength(1);
  });
});

describe('old answers', () => {
  it.each(families)('of %s are genuine, and of another payment if there is one', async (_name, family) => {
    const fresh = await startQuickly({ notifications: 'off' });
    const { query } = family.operations;
    const [paid, unknown] = [newId(), newId()];
    await family.send(fresh, 'pay', paid);
    fresh.control.failNext({ operation: query, fault: 'replay' });
    const right = await family.send(fresh, 'query', paid);
    expect(fresh.control.calls().at(-1)?.fault).toBeUndefined();

    const replayed = await family.send(fresh, 'query', unknown);
    expect(fresh.control.calls().at(-1)).toMatchObject({ fault: 'replay', resultCode: 'ORDER_NOT_EXIST' });
    expect(replayed.body.equals(right.body)).toBe(true);
    expect(replayed.headers['signature']).toBe(right.headers['signature']);
    expect(replayed.headers['response-time']).toBe(right.headers['response-time']);
    expect(family.isGenuine(fresh, replayed)).toBe(true);

    await family.send(fresh, 'cancel', paid);
    fresh.control.failNext({ operation: query, fault: 'replay', replayOf: 'same' });
    const outdated = await family.send(fresh, 'query', paid);
    expect(outdated.body.equals(right.body)).toBe(true);
    expect(family.read(await family.send(fresh, 'query', paid)).state).toMatch(/CANCELLED|TRADE_CLOSED/);
    await fresh.close();
  });

  it('are never broken ones, nor answers to strangers', async () => {
    const fresh = await startQuickly({ notifications: 'off' });
    fresh.control.failNext({ fault: 'wrong-signature' });
    fresh.control.failNext({ fault: 'replay' });
    await send(fresh, 'pay', payBody('PaymentCode'));
    await send(fresh, 'pay', payBody('PaymentCode'), { time: 'never' });
    await send(fresh, 'pay', payBody('PaymentCode'));
    expect(fresh.control.calls().map(({ fault }) => fault)).toEqual([
      'wrong-signature',
      undefined,
      undefined,
    ]);
    await send(fresh, 'pay', payBody('PaymentCode'));
    expect(fresh.control.calls().at(-1)?.fault).toBe('replay');
    expect(() => fresh.control.failNext({ fault: 'replay', replayOf: 'any' as 'same' })).toThrow('replayOf');
    await fresh.close();
  });

  it('are kept of many payments, however often one of them is asked for', async () => {
    const fresh = await startQuickly({ notifications: 'off' });
    const { send: sendCall } = acquiring;
    const other = await sendCall(fresh, 'query', newId());
    const id = newId();
    for (let count = 0; count < 40; count += 1) await sendCall(fresh, 'query', id);
    fresh.control.failNext({ fault: 'replay' });
    expect((await sendCall(fresh, 'query', id)).body.equals(other.body)).toBe(true);
    await fresh.close();
  });
});

describe('a notification before its answer', () => {
  it.each(families)('reaches the merchant of %s first', async (_name, family) => {
    await simulator.control.settled();
    server.received.length = 0;
    simulator.control.failNext({ operation: family.operations.pay, fault: 'notification-first' });
    const id = newId();
    if (family === v1) {
      const body = payBody('PaymentCode', { paymentRequestId: id, paymentNotifyUrl: server.url });
      await send(simulator, 'pay', body);
    } else await family.send(simulator, 'pay', id);
    expect(simulator.control.deliveries().at(-1)).toMatchObject({ paymentRequestId: id, attempt: 1 });
    expect(server.received).toHaveLength(1);
  });

  it('is not waited for while notifications are held', async () => {
    simulator.control.holdNotifications();
    simulator.control.failNext({ fault: 'notification-first' });
    const id = newId();
    expect(await tillOf(simulator, acquiring).result('pay', id)).toBe('SUCCESS/S');
    simulator.control.releaseNotifications();
    await simulator.control.settled();
    expect(simulator.control.deliveries().at(-1)?.paymentRequestId).toBe(id);
  });
});
