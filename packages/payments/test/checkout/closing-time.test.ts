import { isAlipayError } from '@alipay-intl/core';
import { createCheckout, createMemoryJournal, type PaymentRail, type RailOrder } from '@alipay-intl/payments';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from './support/virtual-clock.ts';

// Two bugs: an order whose closing time was over could not be joined any more, though its payment was under way or paid;
// and a scanned code with a closing time was given up at the first query, while its buyer was confirming.

const proof = { traceId: undefined } as never;
const order = {
  attemptId: 'attempt_1',
  orderId: 'order_1',
  description: 'Coffee',
  amount: { currency: 'USD', value: '599' },
};

function open(name: PaymentRail['name']) {
  const clock = createVirtualClock();
  const sent: string[] = [];
  const answer =
    <Outcome>(verb: string, outcome: Outcome) =>
    async (): Promise<Outcome> => {
      sent.push(verb);
      return outcome;
    };
  const rail = {
    name,
    pay: answer('pay', { kind: 'placed', handover: 'code', providerId: '1', proof } as const),
    query: answer('query', { kind: 'paid', providerId: '1', amount: order.amount, proof } as const),
    cancel: answer('cancel', { kind: 'cancelled', proof } as const),
    refund: answer('refund', { kind: 'refunded', providerRefundId: '1', proof } as const),
  };
  const checkout = createCheckout<RailOrder, string>({ rail, journal: createMemoryJournal(clock), clock });
  return { clock, sent, checkout };
}

const codeOf = (error: unknown): unknown => (isAlipayError(error) ? [error.code, error.message] : error);

describe('an order whose closing time is over', () => {
  it('joins its payment, and says how that ended', async () => {
    const { clock, sent, checkout } = open('entry-code');
    const closing = { ...order, closesAtMs: clock.now() + 60_000 };
    expect((await clock.run(checkout.start(closing))).kind).toBe('pending');
    clock.jump(120_000);
    expect((await clock.run(checkout.collect(closing))).kind).toBe('paid');
    expect((await clock.run(checkout.start(closing))).kind).toBe('paid');
    expect(sent).toEqual(['pay', 'query']);
  });

  it('is refused where nothing was ever opened, or where it is another order', async () => {
    const { clock, sent, checkout } = open('entry-code');
    const closing = { ...order, closesAtMs: clock.now() + 60_000 };
    await clock.run(checkout.start(closing));
    clock.jump(120_000);
    const other = await checkout.collect({ ...closing, attemptId: 'attempt_2' }).catch(codeOf);
    expect(other).toEqual(['ERR_REQUEST_INVALID', expect.stringContaining('closesAtMs: must be after now')]);
    const changed = await checkout.collect({ ...closing, description: 'Tea' }).catch(codeOf);
    expect(changed).toEqual(['ERR_REQUEST_ID_REUSED', expect.any(String)]);
    expect(sent).toEqual(['pay']);
  });
});

describe('a closing time', () => {
  it.each([
    ['barcode', 'must be left out, because a scanned code is charged at once'],
    ['payment-code', 'must be left out, because a scanned code is charged at once'],
    ['entry-code', 'is needed, because the buyer pays later'],
    ['order-code', 'is needed, because the buyer pays later'],
    ['pre-create', 'is needed, because the buyer pays later'],
  ] as const)('over %s %s', async (name, message) => {
    const { clock, sent, checkout } = open(name);
    const closesAtMs = message.startsWith('is needed') ? undefined : clock.now() + 60_000;
    const refused = await checkout.collect({ ...order, closesAtMs }).catch(codeOf);
    expect(refused).toEqual(['ERR_REQUEST_INVALID', expect.stringContaining(`closesAtMs: ${message}`)]);
    expect(sent).toEqual([]);
    expect(await checkout.status(order.attemptId).catch(codeOf)).toEqual([
      'ERR_CHECKOUT_PAYMENT_UNKNOWN',
      expect.any(String),
    ]);
  });

  it('that is no order at all is refused as one', async () => {
    const { checkout } = open('barcode');
    for (const nothing of [undefined, null, 5]) {
      const refused = await checkout.collect(nothing as never).catch(codeOf);
      expect(refused).toEqual(['ERR_REQUEST_INVALID', expect.any(String)]);
    }
  });
});
