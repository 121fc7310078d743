import { TransportError } from '@alipay-intl/core';
import type { CallOptions } from '@alipay-intl/payments';
import { type Simulator, startSimulator } from '@alipay-intl/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, resultOf, startAnsweringServer } from './support/answering-server.ts';
import { caught } from './support/caught.ts';
import {
  entryCodeRequest,
  openShop,
  openShopAt,
  orderCodeRequest,
  paymentCodeRequest,
  refundRequest,
  type Shop,
} from './support/shop.ts';

let server: AnsweringServer;
let shop: Shop;
let simulator: Simulator;
let slowShop: Shop;

beforeAll(async () => {
  server = await startAnsweringServer();
  server.answer({ result: resultOf('UNKNOWN_EXCEPTION', 'U') });
  shop = await openShop(server.url);
  simulator = await startSimulator({ notifications: 'off' });
  slowShop = await openShopAt(simulator, { gateway: { deadlineMs: 5_000 } });
});
afterAll(async () => {
  await shop.close();
  await server.close();
  await slowShop.close();
  await simulator.close();
});

type Run = (at: Shop, options?: CallOptions) => Promise<{ readonly kind: string }>;
const operations: readonly (readonly [string, Run])[] = [
  ['payEntryCode', (at, options) => at.payments.payEntryCode(entryCodeRequest(), options)],
  ['payOrderCode', (at, options) => at.payments.payOrderCode(orderCodeRequest(), options)],
  ['payPaymentCode', (at, options) => at.payments.payPaymentCode(paymentCodeRequest(), options)],
  ['inquiryPayment', (at, options) => at.payments.inquiryPayment({ paymentRequestId: 'p' }, options)],
  ['cancel', (at, options) => at.payments.cancel({ paymentRequestId: 'p' }, options)],
  ['refund', (at, options) => at.payments.refund(refundRequest(), options)],
  ['inquiryRefund', (at, options) => at.payments.inquiryRefund({ refundRequestId: 'r' }, options)],
];

describe.each(operations)('%s', (_name, run) => {
  it('sends the agent token as a header, and none by default', async () => {
    await run(shop, { agentToken: 'agent-token-48' });
    expect(server.last().headers['agent-token']).toBe('agent-token-48');
    expect(server.last().text).not.toContain('agent-token-48');
    await run(shop);
    expect(server.last().headers).not.toHaveProperty('agent-token');
  });

  it('is given up at its own deadline', async () => {
    simulator.control.failNext({ fault: 'delay', delayMs: 3_000 });
    const startedMs = Date.now();
    expect((await run(slowShop, { deadlineMs: 100 })).kind).toBe('unknown');
    expect(Date.now() - startedMs).toBeLessThan(1_500);
  });

  it('is given up by its signal', async () => {
    simulator.control.failNext({ fault: 'stall' });
    const given = new AbortController();
    const call = run(slowShop, { signal: given.signal });
    setTimeout(() => given.abort(), 100);
    const outcome = (await call) as { kind: string; cause?: { code: string } };
    expect(outcome.kind).toBe('unknown');
    expect(outcome.cause?.code).toBe('ERR_TRANSPORT_ABORTED');
    const error = await caught(() => run(slowShop, { signal: given.signal }), TransportError);
    expect(error.bytesMayHaveLeft).toBe(false);
  });
});
