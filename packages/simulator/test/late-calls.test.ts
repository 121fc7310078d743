import { createManualClock, type FaultOrder, type Simulator } from '@alipay-intl/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callAcquiring, payOnce } from './support/acquirer.ts';
import { families, tillOf, v1 } from './support/families.ts';
import { startQuickly } from './support/start.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuickly({ clock: createManualClock(1_800_000_000_000), notifications: 'off' });
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.control.clearFaults();
  simulator.control.deliverHeldCalls();
});

describe.each(families)('a late call of %s', (_name, family) => {
  const { operations } = family;
  const till = () => tillOf(simulator, family);
  const late = (order: Partial<FaultOrder> = {}) =>
    simulator.control.failNext({ operation: operations.pay, fault: 'late', ...order });

  it('comes right behind the next query of the same payment', async () => {
    const { lose, result, newId, statusOf } = till();
    const id = newId();
    late({ until: 'query' });
    expect(await lose('pay', id)).toBe('ECONNRESET');
    expect(simulator.control.heldCalls()).toEqual([
      { number: expect.any(Number), operation: operations.pay, paymentRequestId: id, until: 'query' },
    ]);
    expect(await result('query', newId())).toBe('ORDER_NOT_EXIST/F');
    await simulator.control.advance(3_600_000);
    expect(statusOf(id)).toBeUndefined();
    expect(await result('query', id)).toBe('ORDER_NOT_EXIST/F');
    expect(statusOf(id)).toBe('SUCCESS');
    expect(simulator.control.heldCalls()).toEqual([]);
    expect(await result('query', id)).toBe('SUCCESS/S');
    const [pay, , query] = simulator.control
      .calls()
      .slice(-3)
      .toSorted((one, other) => one.number - other.number);
    expect(query).toMatchObject({ operation: operations.query });
    expect(pay).toMatchObject({
      operation: operations.pay,
      fault: 'late',
      isProcessed: true,
      isPlanned: false,
    });
  });

  it('is not brought in by a query that is lost, nor by a cancel', async () => {
    const { lose, result, newId, statusOf } = till();
    const id = newId();
    late({ until: 'query' });
    await lose('pay', id);
    simulator.control.failNext({ operation: operations.query, fault: 'lose-request' });
    await lose('query', id);
    expect(statusOf(id)).toBeUndefined();
    await result('cancel', id);
    expect(simulator.control.heldCalls()).toHaveLength(1);
  });

  it('is brought in by a query whose answer is lost', async () => {
    const { lose, newId, statusOf } = till();
    const id = newId();
    late({ until: 'query' });
    await lose('pay', id);
    simulator.control.failNext({ operation: operations.query, fault: 'lose-answer' });
    await lose('query', id);
    expect(statusOf(id)).toBe('SUCCESS');
  });

  it('comes right behind the next cancel, and is cancelled by the one behind it', async () => {
    const { lose, result, newId, statusOf } = till();
    const id = newId();
    late({ until: 'cancel' });
    await lose('pay', id);
    expect(await result('query', id)).toBe('ORDER_NOT_EXIST/F');
    expect(await result('cancel', id)).toBe(family.cancelOfUnknown);
    expect(statusOf(id)).toBe(family === v1 ? 'SUCCESS' : undefined);
    expect(simulator.control.calls().at(-1)).toMatchObject({
      fault: 'late',
      resultCode: family === v1 ? 'SUCCESS' : 'ORDER_IS_CANCELED',
    });
    expect(await result('cancel', id)).toBe('SUCCESS/S');
    expect(statusOf(id)).toBe(family === v1 ? 'CANCELLED' : undefined);
  });

  it('can wait a while behind the call that it waits for', async () => {
    const { lose, result, newId, statusOf } = till();
    const id = newId();
    late({ until: 'query', delayMs: 5000 });
    await lose('pay', id);
    await simulator.control.advance(60_000);
    await result('query', id);
    expect(simulator.control.heldCalls()).toMatchObject([{ paymentRequestId: id, until: 'time' }]);
    await simulator.control.advance(4999);
    expect(statusOf(id)).toBeUndefined();
    await simulator.control.advance(1);
    expect(statusOf(id)).toBe('SUCCESS');
  });

  it('may be a cancel that comes behind a query, or a query', async () => {
    const { lose, result, newId, statusOf } = till();
    const id = newId();
    await result('pay', id);
    simulator.control.failNext({ operation: operations.cancel, fault: 'late', until: 'query' });
    await lose('cancel', id);
    simulator.control.failNext({ operation: operations.query, fault: 'late', until: 'query' });
    await lose('query', id);
    expect(statusOf(id)).toBe('SUCCESS');
    await result('query', id);
    expect(statusOf(id)).toBe('CANCELLED');
    expect(simulator.control.heldCalls()).toEqual([]);
  });

  it('can be delivered by hand, in the order of coming', async () => {
    const { lose, newId, statusOf } = till();
    const ids = [newId(), newId()];
    late({ until: 'cancel' });
    late({ delayMs: 1000 });
    for (const id of ids) await lose('pay', id);
    expect(simulator.control.heldCalls().map(({ until }) => until)).toEqual(['cancel', 'time']);
    simulator.control.deliverHeldCalls();
    expect(ids.map(statusOf)).toEqual(['SUCCESS', 'SUCCESS']);
    const lines = simulator.control.calls().length;
    await simulator.control.advance(1000);
    expect(simulator.control.calls()).toHaveLength(lines);
  });
});

describe('a late pay request behind a confirmed reversal', () => {
  it('is paid when the contract does not block it', async () => {
    const open = await startQuickly({ notifications: 'off', contract: { cancelBlocksLatePay: false } });
    const [, family] = families[1]!;
    const till = tillOf(open, family);
    const id = till.newId();
    open.control.failNext({ fault: 'late', until: 'cancel' });
    await till.lose('pay', id);
    expect(await till.result('cancel', id)).toBe('SUCCESS/S');
    expect(till.statusOf(id)).toBe('SUCCESS');
    expect((await till.ask('query', id)).state).toBe('TRADE_SUCCESS');
    expect(await till.result('cancel', id)).toBe('SUCCESS/S');
    expect((await till.ask('query', id)).state).toBe('TRADE_CLOSED');
    await open.close();
  });
});

describe('the payment of a held call', () => {
  it('is found by either of its ids', async () => {
    const { merchantTransId, acquirementId } = await payOnce(simulator);
    simulator.control.failNext({ operation: 'acquiring.refund', fault: 'late', until: 'query' });
    const refund = {
      merchantId: 'TEST_MERCHANT',
      acquirementId,
      merchantRefundId: `refund_${acquirementId}`,
      refundAmount: { currency: 'USD', value: '599' },
    };
    await expect(callAcquiring(simulator, 'refund', refund)).rejects.toThrow(/hang up|reset/);
    expect(simulator.control.heldCalls()).toMatchObject([{ paymentRequestId: merchantTransId }]);
    await callAcquiring(simulator, 'payQuery', { merchantId: 'TEST_MERCHANT', merchantTransId });
    expect(simulator.control.payment(acquirementId)?.refunds).toHaveLength(1);
  });

  it('must be named by the operation', () => {
    const order = { fault: 'late', until: 'query' } as const;
    expect(() => simulator.control.failNext({ ...order, operation: 'inquiryRefund' })).toThrow('until needs');
    expect(() => simulator.control.failNext({ fault: 'delay', until: 'query' })).toThrow('late only');
    expect(() => simulator.control.failNext({ ...order, until: 'refund' as 'query' })).toThrow(
      'until must be',
    );
  });
});
