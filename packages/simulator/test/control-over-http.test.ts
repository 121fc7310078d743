import { createManualClock, type Simulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, exchange, type Json, newId, payBody, send } from './support/merchant.ts';
import { startNotifyServer } from './support/notify-server.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
let server: Awaited<ReturnType<typeof startNotifyServer>>;
beforeAll(async () => {
  server = await startNotifyServer();
  const contract = { refundMode: 'asynchronous' } as const;
  simulator = await startQuickly({ clock: createManualClock(1_800_000_000_000), contract });
});
afterAll(async () => {
  await simulator.close();
  await server.close();
});

async function command(name: string, body: unknown = {}, headers: Record<string, string> = {}) {
  const answer = await exchange(simulator.url, 'POST', `/__control/${name}`, {
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, value: JSON.parse(answer.body.toString('utf8')) as Json };
}
async function view(name: string) {
  const answer = await exchange(simulator.url, 'GET', `/__control/${name}`);
  return { status: answer.status, value: JSON.parse(answer.body.toString('utf8')) as Json };
}
async function place() {
  const body = payBody('OrderCode', { paymentNotifyUrl: server.url });
  await call(simulator, 'pay', body);
  return body.paymentRequestId;
}

describe('control over HTTP', () => {
  it('pays, refuses and shows', async () => {
    const id = await place();
    expect(await command('confirm', { id })).toMatchObject({
      status: 200,
      value: { paymentStatus: 'SUCCESS' },
    });
    expect(await command('confirm', { id })).toMatchObject({
      status: 409,
      value: { error: { code: 'ERR_SIMULATOR_STATE' } },
    });
    const other = await place();
    const declined = await command('decline', { id: other, resultCode: 'RISK_REJECT' });
    expect(declined.value.paymentResultCode).toBe('RISK_REJECT');
    expect((await command('settled')).value).toEqual({ done: true });
    expect((await view(`payments/${id}`)).value.paymentRequestId).toBe(id);
    expect((await view('payments')).value).toHaveLength(2);
    expect((await view('deliveries')).value).toHaveLength(2);
    expect((await view('calls')).value.at(-1)).toMatchObject({ operation: 'pay', paymentRequestId: other });
  });

  it('spoils answers', async () => {
    expect((await command('fail-next', { fault: 'status-500', times: 2 })).status).toBe(200);
    expect((await send(simulator, 'pay', payBody('OrderCode'))).status).toBe(500);
    expect((await command('clear-faults')).status).toBe(200);
    expect((await send(simulator, 'pay', payBody('OrderCode'))).status).toBe(200);
    const wrong = await command('fail-next', { fault: 'explode' });
    expect(wrong).toMatchObject({ status: 400, value: { error: { code: 'ERR_SIMULATOR_OPTION_INVALID' } } });
  });

  it('spoils answers by chance, and shows what it did', async () => {
    expect((await view('fault-plan')).status).toBe(404);
    const plan = { seed: 5, faults: ['html'], switchOn: 1, fire: 1, operations: ['pay'] };
    const started = await command('plan-faults', plan);
    expect(started).toMatchObject({
      status: 200,
      value: { seed: 5, switchedOn: [{ fault: 'html' }], hits: [] },
    });
    expect((await send(simulator, 'pay', payBody('OrderCode'))).status).toBe(502);
    expect((await command('stop-fault-plan')).status).toBe(200);
    expect((await send(simulator, 'pay', payBody('OrderCode'))).status).toBe(200);
    const { value } = await view('fault-plan');
    expect(value).toMatchObject({ isRunning: false, hits: [{ operation: 'pay', fault: 'html' }] });
    expect(
      (await view('calls')).value.find((line: Json) => line.number === value.hits[0].number),
    ).toMatchObject({
      fault: 'html',
      isPlanned: true,
    });
    expect((await command('plan-faults', { seed: 'x' })).value.error.message).toBe(
      'seed must be a whole number',
    );
  });

  it('holds late calls and delivers them', async () => {
    await command('fail-next', { fault: 'late', until: 'query' });
    const body = payBody('PaymentCode');
    await expect(send(simulator, 'pay', body)).rejects.toThrow(/hang up|reset/);
    expect((await view('held-calls')).value).toMatchObject([
      { operation: 'pay', paymentRequestId: body.paymentRequestId, until: 'query' },
    ]);
    expect((await command('deliver-held-calls')).status).toBe(200);
    expect((await view('held-calls')).value).toEqual([]);
    expect((await view(`payments/${body.paymentRequestId}`)).value.paymentStatus).toBe('SUCCESS');
  });

  it('moves the clock and finishes refunds', async () => {
    const id = await place();
    const { value } = await command('confirm', { id });
    const refundRequestId = newId('refund');
    const refundAmount = { currency: 'USD', value: '1' };
    await call(simulator, 'refund', { refundRequestId, paymentId: value.paymentId, refundAmount });
    const finished = await command('finish-refund', { id: refundRequestId, refundStatus: 'SUCCESS' });
    expect(finished.value.refundStatus).toBe('SUCCESS');
    expect((await command('finish-refund', { id: refundRequestId, refundStatus: 'DONE' })).status).toBe(400);
    const open = await place();
    expect((await command('advance', { ms: 600_000 })).status).toBe(200);
    expect((await view(`payments/${open}`)).value.paymentStatus).toBe('FAIL');
    expect((await command('advance', { ms: '1' })).status).toBe(400);
    expect((await command('advance', { ms: -1 })).status).toBe(400);
  });

  it('shapes notifications', async () => {
    await command('settled');
    server.received.length = 0;
    expect((await command('notify-next', { copies: 2 })).status).toBe(200);
    expect((await command('hold-notifications')).status).toBe(200);
    const id = await place();
    await command('confirm', { id });
    expect((await command('release-notifications', { order: 'sideways' })).status).toBe(400);
    expect((await command('release-notifications', { order: 'reversed' })).status).toBe(200);
    expect((await command('resend-notification', { id })).status).toBe(200);
    await command('settled');
    expect(server.received).toHaveLength(3);
  });

  it('empties the purse of the merchant', async () => {
    const id = await place();
    await command('confirm', { id });
    expect((await command('merchant-funded', { isFunded: false })).status).toBe(200);
    const refused = await call(simulator, 'cancel', { paymentRequestId: id });
    expect(refused.result.resultCode).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
    expect((await command('merchant-funded', { isFunded: 'yes' })).status).toBe(400);
    await command('merchant-funded', { isFunded: true });
  });

  it('shows public keys and changes Alipay’s', async () => {
    const before = (await view('credentials')).value;
    expect(before).toMatchObject({ url: simulator.url, clientId: 'TEST_SIMULATOR', keyVersion: '1' });
    expect(JSON.stringify(before)).not.toContain('PRIVATE');
    const { value } = await command('rotate-alipay-key', { keyVersion: '2' });
    const after = (await view('credentials')).value;
    expect(after).toMatchObject({ keyVersion: '2', alipayPublicKey: value.alipayPublicKey });
    expect(after.alipayPublicKey).not.toBe(before.alipayPublicKey);
    expect((await command('rotate-alipay-key', { keyVersion: 'a,b' })).status).toBe(400);
  });

  it('answers what it does not know', async () => {
    expect((await view('nothing')).status).toBe(404);
    expect((await view('payments/nothing')).status).toBe(404);
    expect((await command('nothing')).status).toBe(404);
    expect(await command('confirm', { id: 'nothing' })).toMatchObject({
      status: 404,
      value: { error: { code: 'ERR_SIMULATOR_PAYMENT_UNKNOWN' } },
    });
    expect((await command('confirm', {})).value.error.message).toBe('id is missing');
    expect((await command('confirm', '[]')).status).toBe(400);
    expect((await exchange(simulator.url, 'DELETE', '/__control/payments')).status).toBe(405);
  });

  it('is closed to web pages of other sites', async () => {
    expect((await command('clear-faults', {}, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await command('clear-faults', {}, { host: 'evil.example' })).status).toBe(403);
    expect(
      (await command('clear-faults', {}, { host: `localhost:${new URL(simulator.url).port}` })).status,
    ).toBe(200);
  });
});
