import { createManualClock, type FaultName, type FaultOrder, type Simulator } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  barcodeBody,
  callAcquiring,
  codeOf,
  isSealed,
  resultOf,
  sendEnvelope,
  signedText,
} from './support/acquirer.ts';
import { call, payBody } from './support/merchant.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(Date.parse('2026-11-01T12:00:00+08:00')) });
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.clearFaults());

async function hit(order: FaultOrder, timeoutMs = 10_000) {
  simulator.control.failNext(order);
  const body = barcodeBody();
  const answer = await sendEnvelope(simulator, 'pay', body, { timeoutMs, head: { reqMsgId: 'mine' } }).catch(
    (error: Error) => error,
  );
  const isPaid = simulator.control.payment(body.merchantTransId)?.paymentStatus === 'SUCCESS';
  if (answer instanceof Error) return { error: answer, isPaid, body };
  return { answer, isPaid, body, text: answer.body.toString('utf8') };
}
const seal = (text: string, options: Parameters<typeof isSealed>[2] = {}) =>
  isSealed(text, simulator.credentials.alipayPublicKey, options);
const parse = (text: string) => JSON.parse(text).response;
const statusOf = (text: string) => parse(text).body.resultInfo.resultStatus;

describe('lost and late', () => {
  it.each<[FaultName, boolean]>([
    ['lose-request', false],
    ['lose-answer', true],
    ['truncated', true],
  ])('%s cuts the connection; paid: %s', async (fault, isPaid) => {
    const result = await hit({ operation: 'acquiring.pay', fault });
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
    expect(seal(result.text!)).toBe(true);
  });

  it('late is carried out after the query that asked for it', async () => {
    const result = await hit({ operation: 'acquiring.pay', fault: 'late', delayMs: 5000 });
    expect(result.error?.message).toMatch(/hang up|reset/);
    const { merchantId, merchantTransId } = result.body;
    const state = async () =>
      (await callAcquiring(simulator, 'payQuery', { merchantId, merchantTransId })).acquirementStatus;
    expect(await state()).toBeUndefined();
    await simulator.control.advance(4999);
    expect(await state()).toBeUndefined();
    await simulator.control.advance(1);
    expect(await state()).toBe('TRADE_SUCCESS');
    expect(simulator.control.calls().find((line) => line.fault === 'late')).toMatchObject({
      operation: 'acquiring.pay',
      isProcessed: true,
      resultCode: 'SUCCESS',
      paymentRequestId: merchantTransId,
    });
  });

  it('late finds the door closed after payCancel', async () => {
    const { body } = await hit({ fault: 'late' });
    const { merchantId, merchantTransId } = body;
    expect(codeOf(await callAcquiring(simulator, 'payCancel', { merchantId, merchantTransId }))).toBe(
      'SUCCESS/S',
    );
    await simulator.control.advance(1000);
    expect(simulator.control.payment(merchantTransId)).toBeUndefined();
    expect(simulator.control.calls().at(-1)).toMatchObject({
      fault: 'late',
      resultCode: 'ORDER_IS_CANCELED',
    });
  });

  it('late works in v1, too', async () => {
    simulator.control.failNext({ operation: 'pay', fault: 'late' });
    const body = payBody('PaymentCode');
    await expect(call(simulator, 'pay', body)).rejects.toThrow(/hang up|reset/);
    expect(simulator.control.payment(body.paymentRequestId)).toBeUndefined();
    await simulator.control.advance(1000);
    expect(simulator.control.payment(body.paymentRequestId)?.paymentStatus).toBe('SUCCESS');
  });
});

describe('untrustworthy answers', () => {
  it.each<FaultName>(['wrong-signature', 'foreign-key', 'unsigned', 'empty-signature', 'sha1-signature'])(
    '%s says S, is paid, and cannot be verified',
    async (fault) => {
      const result = await hit({ fault });
      expect(result.isPaid).toBe(true);
      expect(seal(result.text!)).toBe(false);
      expect(statusOf(result.text!)).toBe('S');
    },
  );

  it('they differ in their signature', async () => {
    const signatureOf = async (fault: FaultName) => JSON.parse((await hit({ fault })).text!).signature;
    expect(await signatureOf('unsigned')).toBeUndefined();
    expect(await signatureOf('empty-signature')).toBe('');
    expect(seal((await hit({ fault: 'sha1-signature' })).text!, { hash: 'sha1' })).toBe(true);
  });

  it.each([
    ['double-base64', 2],
    ['triple-base64', 3],
  ] as const)('%s is signed, and encoded %d times', async (fault, times) => {
    const { text } = await hit({ fault });
    expect(seal(text!)).toBe(false);
    expect(seal(text!, { times })).toBe(true);
  });

  it.each<[FaultName, string]>([
    ['wrong-client', 'clientId'],
    ['wrong-message', 'reqMsgId'],
    ['wrong-function', 'function'],
    ['no-response-time', 'respTime'],
  ])('%s is validly signed, and only %s differs', async (fault, member) => {
    await callAcquiring(simulator, 'payQuery', { merchantId: 'TEST_MERCHANT', merchantTransId: 'x' });
    const earlier = simulator.control.calls().at(-1)?.reqMsgId;
    const { [member]: right, ...others } = parse((await hit({ fault: 'delay', delayMs: 0 })).text!).head;
    await callAcquiring(
      simulator,
      'payQuery',
      { merchantId: 'TEST_MERCHANT', merchantTransId: 'x' },
      {
        head: { reqMsgId: earlier },
      },
    );
    const { text, isPaid } = await hit({ fault });
    const { [member]: wrong, ...rest } = parse(text!).head;
    expect(seal(text!)).toBe(true);
    expect(isPaid).toBe(true);
    expect(rest).toEqual(others);
    expect(wrong).not.toBe(right);
    if (fault === 'wrong-message') expect(wrong).toBe(earlier);
  });

  it('wrong-message and wrong-function find another value everywhere', async () => {
    const fresh = await startQuickly();
    fresh.control.failNext({ fault: 'wrong-message' });
    fresh.control.failNext({ fault: 'wrong-function' });
    const query = { merchantId: 'TEST_MERCHANT', merchantTransId: 'x' };
    const head = async () =>
      parse((await sendEnvelope(fresh, 'payQuery', query, { head: { reqMsgId: 'mine' } })).body.toString())
        .head;
    expect((await head()).reqMsgId).toMatch(/^[\da-f-]{36}$/);
    expect((await head()).function).toBe('alipay.intl.acquiring.offline.pay');
    await fresh.close();
  });

  it('repeated-key is validly signed and says two things', async () => {
    const { text } = await hit({ fault: 'repeated-key' });
    expect(seal(text!)).toBe(true);
    expect(text!.match(/"resultInfo":/g)).toHaveLength(2);
    expect(text).toContain('"resultStatus":"S"');
    expect(statusOf(text!)).toBe('F');
  });

  it.each([
    ['repeated-member', '"response":{'],
    ['hidden-member', '"respons\\u0065":{'],
  ] as const)('%s says the opposite behind the signed member', async (fault, second) => {
    const { text, isPaid } = await hit({ fault });
    expect(isPaid).toBe(true);
    expect(text!.lastIndexOf(second)).toBeGreaterThan(text!.indexOf('"signature"'));
    expect(JSON.parse(signedText(text!)).body.resultInfo.resultStatus).toBe('S');
    expect(seal(text!)).toBe(true);
    expect(statusOf(text!)).toBe('F');
  });

  it('a forged success can stand behind a signed failure', async () => {
    simulator.control.failNext({ fault: 'repeated-member' });
    const answer = await sendEnvelope(simulator, 'pay', barcodeBody({ identityCode: '289902000000000000' }));
    expect(resultOf(answer)).toBe('SUCCESS/S');
    expect(signedText(answer.body.toString())).toContain('USER_BALANCE_NOT_ENOUGH');
  });

  it('trailing-bytes is a right envelope with something behind it', async () => {
    const { text } = await hit({ fault: 'trailing-bytes' });
    expect(() => JSON.parse(text!)).toThrow();
    expect(text!.endsWith('};0')).toBe(true);
    expect(seal(text!.slice(0, -2))).toBe(true);
  });

  it('unsigned-failure refuses without a signature, and nothing happened', async () => {
    const result = await hit({ fault: 'unsigned-failure' });
    expect(result.isPaid).toBe(false);
    expect(resultOf(result.answer!)).toBe('INVALID_SIGNATURE/F');
    expect(JSON.parse(result.text!)).not.toHaveProperty('signature');
  });

  it('gbk-failure is not UTF-8', async () => {
    const { answer, isPaid } = await hit({ fault: 'gbk-failure' });
    expect(isPaid).toBe(false);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(answer!.body)).toThrow();
    const { body } = parse(new TextDecoder('gbk').decode(answer!.body));
    expect(body.resultInfo).toMatchObject({ resultCode: 'INVALID_SIGNATURE', resultMsg: '签名错误' });
  });
});

describe('answers of another kind', () => {
  it('html, status-500 and empty-body come from elsewhere', async () => {
    expect((await hit({ fault: 'html' })).answer?.status).toBe(502);
    expect((await hit({ fault: 'status-500' })).answer?.status).toBe(500);
    expect(await hit({ fault: 'empty-body' })).toMatchObject({ text: '', isPaid: false });
  });

  it('oversize is genuine and long', async () => {
    const { text } = await hit({ fault: 'oversize', bodyBytes: 100_000 });
    expect(text!.length).toBeGreaterThanOrEqual(100_000);
    expect(statusOf(text!)).toBe('S');
    expect(JSON.parse(text!).response.body.padding).toMatch(/^x+$/);
  });

  it('result is genuine and says what was ordered', async () => {
    const { text, isPaid } = await hit({ fault: 'result', resultCode: 'NEW_CODE', resultStatus: 'U' });
    expect(isPaid).toBe(false);
    expect(seal(text!)).toBe(true);
    expect(parse(text!).body.resultInfo).toEqual({
      resultStatus: 'U',
      resultCodeId: '99999999',
      resultCode: 'NEW_CODE',
      resultMsg: 'new code',
    });
  });
});

describe('failNext', () => {
  it('knows the operations of the family', async () => {
    simulator.control.failNext({ operation: 'acquiring.payCancel', fault: 'result', times: 2 });
    const { merchantId, merchantTransId } = barcodeBody();
    const cancel = async () =>
      codeOf(await callAcquiring(simulator, 'payCancel', { merchantId, merchantTransId }));
    expect([await cancel(), await cancel(), await cancel()]).toEqual([
      'UNKNOWN_EXCEPTION/U',
      'UNKNOWN_EXCEPTION/U',
      'SUCCESS/S',
    ]);
  });

  it('lets v1 calls pass by the faults of the envelope', async () => {
    simulator.control.failNext({ fault: 'wrong-message' });
    expect((await call(simulator, 'pay', payBody('PaymentCode'))).result.resultStatus).toBe('S');
    expect(parse((await hit({ fault: 'html' })).text!).head.reqMsgId).not.toBe('mine');
    expect(() => simulator.control.failNext({ operation: 'pay', fault: 'hidden-member' })).toThrow(
      'needs an operation that begins with acquiring.',
    );
  });
});
