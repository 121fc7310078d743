import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { openTill, orderOf } from '../support/till.ts';

describe('a signal', () => {
  it('ends the wait; the payment stays and can be resumed at once', async () => {
    const till = openTill({ pay: ['processing'], query: ['paid'] });
    const order = orderOf();
    const controller = new AbortController();
    const collected = till.checkout.collect(order, { signal: controller.signal });
    await till.pass(2);
    controller.abort();
    expect(await caught(till.run(collected))).toMatchObject({
      code: 'ERR_CHECKOUT_STOPPED',
      attemptId: order.attemptId,
    });
    const beforeMs = till.clock.now();
    expect((await till.run(till.checkout.resume(order.attemptId))).kind).toBe('paid');
    // The lease was given back: nobody had to wait for its end.
    expect(till.clock.now() - beforeMs).toBe(3_000);
  });

  it('does not cut a call that is under way: its answer is written down', async () => {
    const till = openTill({ pay: ['paid'] }, { callMs: 4_000 });
    const order = orderOf();
    const controller = new AbortController();
    const collected = till.checkout.collect(order, { signal: controller.signal });
    await till.pass(1);
    controller.abort();
    expect((await till.run(collected)).kind).toBe('paid');
  });

  it('that has aborted before the payment is begun: nothing is sent and nothing written', async () => {
    const till = openTill({ pay: ['paid'] });
    const order = orderOf();
    const error = await caught(till.run(till.checkout.collect(order, { signal: AbortSignal.abort() })));
    expect(error.code).toBe('ERR_CHECKOUT_STOPPED');
    expect(error.message).toContain('sent nothing');
    expect((await caught(till.run(till.checkout.status(order.attemptId)))).code).toBe(
      'ERR_CHECKOUT_PAYMENT_UNKNOWN',
    );
  });

  it.each(['resume', 'cancel'] as const)(
    'that has aborted before stops %s where waiting would begin',
    async (method) => {
      const till = openTill({ pay: ['processing'], query: ['processing'], cancel: ['unknown'] });
      const order = orderOf();
      await till.run(till.checkout.start(order));
      const signal = AbortSignal.abort();
      const error = await caught(till.run(till.checkout[method](order.attemptId, { signal })));
      expect(error.code).toBe('ERR_CHECKOUT_STOPPED');
    },
  );

  it('stops whoever follows, not the worker that drives', async () => {
    const till = openTill({ pay: ['processing'], query: ['processing', 'paid'] });
    const order = orderOf();
    const driving = till.checkout.collect(order);
    const controller = new AbortController();
    const following = till.checkout.resume(order.attemptId, { signal: controller.signal });
    await till.pass(6);
    controller.abort();
    expect((await caught(till.run(following))).code).toBe('ERR_CHECKOUT_STOPPED');
    expect((await till.run(driving)).kind).toBe('paid');
  });

  it('stops a refund, which goes on with the same id', async () => {
    const till = openTill({ pay: ['paid'], refund: ['unknown', 'refunded'] });
    const order = orderOf();
    await till.run(till.checkout.collect(order));
    const refund = { attemptId: order.attemptId, refundAttemptId: 'r1', amount: order.amount };
    const controller = new AbortController();
    const refunding = till.checkout.refund(refund, { signal: controller.signal });
    await till.pass(1);
    controller.abort();
    expect((await caught(till.run(refunding))).code).toBe('ERR_CHECKOUT_STOPPED');
    expect((await till.run(till.checkout.refund(refund))).kind).toBe('refunded');
    expect(till.rail.sends.filter((send) => send.startsWith('refund'))).toHaveLength(2);
  });
});
