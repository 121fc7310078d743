import { createRequestId } from '@alipay-intl/payments';
import { afterEach, describe, expect, it } from 'vitest';
import { type Counter, type CounterOrder, openCounter } from './support/counter.ts';
import { expectKind } from './support/shop.ts';

// Orders that the buyer pays later, over the real simulator: sockets, signatures, notifications.

const counters: Counter[] = [];
afterEach(async () => {
  for (const counter of counters.splice(0)) await counter.close();
});

const amount = { currency: 'USD', value: '599' };

describe.each(['entry-code', 'order-code', 'pre-create'] as const)('%s', (name) => {
  async function open(): Promise<Counter & { readonly order: () => CounterOrder }> {
    const counter = await openCounter(name);
    counters.push(counter);
    const order = (): CounterOrder => ({
      attemptId: createRequestId(),
      orderId: createRequestId(),
      description: 'Coffee',
      amount,
      scannedCode: '',
      closesAtMs: counter.clock.now() + 300_000,
    });
    return { ...counter, order };
  }

  it('placed, the buyer pays later, the notification ends it', async () => {
    const { checkout, simulator, clock, order, recorded, operations } = await open();
    const request = order();
    const { attemptId } = request;
    const started = expectKind(await clock.run(checkout.start(request)), 'pending');
    expect(started.handover).toBeDefined();
    await clock.pass(4_000);
    await simulator.control.confirm(attemptId);
    await simulator.control.settled();
    expectKind(await checkout.status(attemptId), 'paid');
    expect(recorded).toEqual(['recorded']);
    await simulator.control.resendNotification(attemptId);
    await simulator.control.settled();
    expect(recorded).toEqual(['recorded', 'known']);
    // The notification was enough: nothing was asked.
    expect(simulator.control.calls().map(({ operation }) => operation)).toEqual([operations.pay]);
  });

  it('nobody pays: asked for the last time before it closes, and reversed', async () => {
    const { checkout, simulator, clock, order } = await open();
    const request = order();
    const handovers: unknown[] = [];
    const collecting = checkout.collect(request, { onPlaced: (handover) => handovers.push(handover) });
    const outcome = expectKind(await clock.run(collecting), 'reversed');
    expect([outcome.because, handovers.length]).toEqual(['time-limit', 1]);
    expect(clock.now()).toBeLessThanOrEqual(request.closesAtMs ?? 0);
    expect(simulator.control.payment(request.attemptId)?.paymentStatus).toBe('CANCELLED');
    await expect(simulator.control.confirm(request.attemptId)).rejects.toThrow('not PROCESSING');
  });

  it('the buyer pays in the last moment, while the shop gives up: reversed, and the money is back', async () => {
    const { checkout, simulator, clock, order } = await open();
    const request = order();
    const collecting = checkout.collect(request);
    await clock.pass(100_000);
    simulator.control.failNext({ operation: 'any', fault: 'lose-request', times: 100 });
    simulator.control.notifyNext({ copies: 0 });
    await simulator.control.confirm(request.attemptId);
    await clock.pass(182_000);
    simulator.control.clearFaults();
    const outcome = await clock.run(collecting);
    expect(['paid', 'reversed']).toContain(outcome.kind);
    const truth = outcome.kind === 'paid' ? 'SUCCESS' : 'CANCELLED';
    expect(simulator.control.payment(request.attemptId)?.paymentStatus).toBe(truth);
  });

  it('the process is gone after the placing: another one goes on to the end', async () => {
    const { checkout, simulator, clock, order } = await open();
    const request = order();
    expectKind(await clock.run(checkout.start(request)), 'pending');
    await simulator.control.confirm(request.attemptId);
    const stop = new AbortController();
    const recovering = checkout.keepRecovering({ signal: stop.signal });
    await clock.pass(20_000);
    expectKind(await checkout.status(request.attemptId), 'paid');
    stop.abort();
    await recovering;
  });

  it('the answer of the placing is lost: placed again with the same id, once', async () => {
    const { checkout, simulator, clock, order, operations } = await open();
    const request = order();
    simulator.control.failNext({ operation: operations.pay, fault: 'lose-answer' });
    const started = await clock.run(checkout.start(request));
    expect(started.kind).toBe('pending');
    expect(simulator.control.payments()).toHaveLength(1);
    const hasHandover = started.kind === 'pending' && started.handover !== undefined;
    // preCreate is not documented as repeatable, so nobody repeats it, and the buyer starts over.
    expect(hasHandover).toBe(name !== 'pre-create');
    const outcome = await clock.run(checkout.resume(request.attemptId));
    expectKind(outcome, 'reversed');
    expect(simulator.control.payments()[0]?.paymentStatus).toBe('CANCELLED');
  });
});
