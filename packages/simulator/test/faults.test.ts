import type { FaultName, FaultOrder, Simulator } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, isGenuine, operationPath, payBody, send } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ notifications: 'off' });
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.clearFaults());

async function hit(order: FaultOrder, timeoutMs = 10_000) {
  simulator.control.failNext(order);
  const body = payBody('PaymentCode');
  const answer = await send(simulator, 'pay', body, { timeoutMs }).catch((error: Error) => error);
  const payment = simulator.control.payment(body.paymentRequestId);
  const isPaid = payment?.paymentStatus === 'SUCCESS';
  if (answer instanceof Error) return { error: answer, isPaid, body };
  const genuine = isGenuine(answer, operationPath('pay'), simulator.credentials.alipayPublicKey);
  return { answer, isPaid, genuine, text: answer.body.toString('utf8'), body };
}

describe('lost and late', () => {
  it.each<[FaultName, boolean]>([
    ['lose-request', false],
    ['lose-answer', true],
    ['truncated', true],
  ])('%s cuts the connection; paid: %s', async (fault, isPaid) => {
    const result = await hit({ fault });
    expect(result.error?.message).toMatch(/hang up|reset|aborted/);
    expect(result.isPaid).toBe(isPaid);
  });

  it.each<[FaultName, boolean]>([
    ['stall', false],
    ['stall-body', true],
  ])('%s never ends; paid: %s', async (fault, isPaid) => {
    const result = await hit({ fault }, 300);
    expect(result.error?.message).toMatch(/test timeout|aborted/);
    expect(result.isPaid).toBe(isPaid);
  });

  it('delay answers rightly, but later', async () => {
    const started = performance.now();
    const result = await hit({ fault: 'delay', delayMs: 120 });
    expect(performance.now() - started).toBeGreaterThan(110);
    expect(result).toMatchObject({ genuine: true, isPaid: true });
  });
});

describe('untrustworthy answers', () => {
  it.each<FaultName>(['wrong-signature', 'foreign-key', 'unsigned', 'empty-signature', 'no-response-time'])(
    '%s says S, is paid, and cannot be verified',
    async (fault) => {
      const result = await hit({ fault });
      expect(result).toMatchObject({ genuine: false, isPaid: true });
      expect(JSON.parse(result.text!).result.resultStatus).toBe('S');
    },
  );

  it('they differ in their headers', async () => {
    const headersOf = async (fault: FaultName) => (await hit({ fault })).answer!.headers;
    const unsigned = await headersOf('unsigned');
    expect([unsigned['signature'], unsigned['response-time']]).toEqual([undefined, undefined]);
    expect((await headersOf('empty-signature'))['signature']).toMatch(/signature=$/);
    const timeless = await headersOf('no-response-time');
    expect(timeless['signature']).toMatch(/signature=\S{100}/);
    expect(timeless).not.toHaveProperty('response-time');
  });

  it('wrong-client is validly signed, but for someone else', async () => {
    const result = await hit({ fault: 'wrong-client' });
    expect(result).toMatchObject({ genuine: true, isPaid: true });
    expect(result.answer?.headers['client-id']).not.toBe(simulator.credentials.clientId);
  });

  it('repeated-key is validly signed and says two things', async () => {
    const result = await hit({ fault: 'repeated-key' });
    expect(result).toMatchObject({ genuine: true, isPaid: true });
    expect(result.text!.match(/"result":/g)).toHaveLength(2);
    expect(result.text).toContain('"resultStatus":"S"');
    expect(JSON.parse(result.text!).result.resultStatus).toBe('F');
  });

  it('unsigned-failure refuses without a signature, and nothing happened', async () => {
    const result = await hit({ fault: 'unsigned-failure' });
    expect(result).toMatchObject({ genuine: false, isPaid: false });
    expect(JSON.parse(result.text!).result).toMatchObject({
      resultCode: 'INVALID_SIGNATURE',
      resultStatus: 'F',
    });
  });

  it('a forged failure can hide a paid payment', async () => {
    const result = await hit({ fault: 'unsigned-failure', resultCode: 'PROCESS_FAIL', isProcessed: true });
    expect(result).toMatchObject({ genuine: false, isPaid: true });
    expect(JSON.parse(result.text!).result.resultCode).toBe('PROCESS_FAIL');
  });

  it('gbk-failure is not UTF-8', async () => {
    const result = await hit({ fault: 'gbk-failure' });
    expect(result.isPaid).toBe(false);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(result.answer!.body)).toThrow();
    const parsed = JSON.parse(new TextDecoder('gbk').decode(result.answer!.body));
    expect(parsed.result).toEqual({
      resultCode: 'INVALID_SIGNATURE',
      resultStatus: 'F',
      resultMessage: '签名错误',
    });
  });
});

describe('answers of another kind', () => {
  it('html is a proxy page', async () => {
    const result = await hit({ fault: 'html' });
    expect(result).toMatchObject({ isPaid: false, answer: { status: 502 } });
    expect(result.answer?.headers['content-type']).toBe('text/html');
  });

  it('status-500 and empty-body have nothing to say', async () => {
    expect((await hit({ fault: 'status-500' })).answer?.status).toBe(500);
    const empty = await hit({ fault: 'empty-body' });
    expect(empty).toMatchObject({ answer: { status: 200 }, text: '' });
  });

  it('oversize is genuine and long', async () => {
    const result = await hit({ fault: 'oversize', bodyBytes: 100_000 });
    expect(result).toMatchObject({ genuine: true, isPaid: true });
    expect(result.answer?.body.length).toBe(100_000);
    expect(JSON.parse(result.text!).result.resultStatus).toBe('S');
  });

  it('result is genuine and says what was ordered', async () => {
    const refused = await hit({ fault: 'result', resultCode: 'SYSTEM_ERROR' });
    expect(refused).toMatchObject({ genuine: true, isPaid: false });
    expect(JSON.parse(refused.text!).result).toMatchObject({ resultCode: 'SYSTEM_ERROR', resultStatus: 'F' });
    const strange = await hit({
      fault: 'result',
      resultCode: 'NEW_CODE',
      resultStatus: 'U',
      isProcessed: true,
    });
    expect(strange).toMatchObject({ genuine: true, isPaid: true });
    expect(JSON.parse(strange.text!).result).toMatchObject({ resultCode: 'NEW_CODE', resultStatus: 'U' });
  });
});

describe('failNext', () => {
  it('waits for its operation and ends after its times', async () => {
    simulator.control.failNext({ operation: 'inquiryPayment', fault: 'result', times: 2 });
    const body = payBody('PaymentCode');
    expect((await call(simulator, 'pay', body)).result.resultStatus).toBe('S');
    const inquire = async () =>
      (await call(simulator, 'inquiryPayment', { paymentRequestId: body.paymentRequestId })).result
        .resultCode;
    expect([await inquire(), await inquire(), await inquire()]).toEqual([
      'UNKNOWN_EXCEPTION',
      'UNKNOWN_EXCEPTION',
      'SUCCESS',
    ]);
    const faults = simulator.control
      .calls()
      .slice(-3)
      .map(({ fault, isProcessed }) => ({ fault, isProcessed }));
    expect(faults).toEqual([
      { fault: 'result', isProcessed: false },
      { fault: 'result', isProcessed: false },
      { fault: undefined, isProcessed: true },
    ]);
  });

  it('takes faults in the order in which they came', async () => {
    simulator.control.failNext({ fault: 'status-500' });
    simulator.control.failNext({ fault: 'html' });
    const statusOf = async () => (await send(simulator, 'pay', payBody('OrderCode'))).status;
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([500, 502, 200]);
  });

  it.each([
    { fault: 'explode' },
    { fault: 'toString' },
    { fault: 'html', operation: 'capture' },
    { fault: 'html', times: 0 },
    { fault: 'delay', delayMs: -1 },
    { fault: 'result', resultStatus: 'X' },
    { fault: 'result', resultCode: '"' },
    { fault: 'oversize', bodyBytes: 1e12 },
  ])('refuses %j', (order) => {
    expect(() => simulator.control.failNext(order as FaultOrder)).toThrow(
      expect.objectContaining({ code: 'ERR_SIMULATOR_OPTION_INVALID' }),
    );
  });
});

describe('close', () => {
  it('cuts what hangs', async () => {
    const other = await startQuickly({ notifications: 'off' });
    other.control.failNext({ fault: 'stall' });
    const hanging = send(other, 'pay', payBody('OrderCode')).catch((error: Error) => error.message);
    await expect.poll(() => other.control.calls().length).toBe(1);
    await other.close();
    await other.close();
    expect(await hanging).toMatch(/hang up|reset/);
  });
});
