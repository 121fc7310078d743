import { OptionError, TransportError } from '@alipay-intl/core/errors';
import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { notSent } from '../support/scripted-rail.ts';
import { eventTypes, openTill, orderOf } from '../support/till.ts';

const wrongOrder = new OptionError('ERR_REQUEST_INVALID', { what: 'Wrong.', next: 'Correct it.' });
const throwing = (error: unknown) => () => {
  throw error;
};

describe('a payment of which not one byte left', () => {
  it.each([
    ['no network', notSent(), 'ERR_TRANSPORT_CONNECT'],
    ['refused by the check of the rail', wrongOrder, 'ERR_REQUEST_INVALID'],
  ])('%s: is thrown, and written down as declined', async (_name, error, notSentCode) => {
    const till = openTill({ pay: [throwing(error)] });
    for (const method of ['collect', 'start'] as const) {
      const order = orderOf();
      const thrown: unknown = await till.run(till.checkout[method](order).catch((one: unknown) => one));
      expect(thrown).toBe(error);
      expect(await till.checkout.status(order.attemptId)).toMatchObject({
        kind: 'declined',
        notSent: notSentCode,
        reason: undefined,
      });
      expect(await eventTypes(till, order.attemptId)).toEqual(['intent', 'answered', 'ended declined']);
    }
  });

  it('frees its order for a new attempt', async () => {
    const till = openTill({ pay: [throwing(notSent()), 'paid'] });
    const order = orderOf();
    await caught(till.run(till.checkout.collect(order)), TransportError);
    const second = till.checkout.collect(orderOf({ orderId: order.orderId }));
    expect((await till.run(second)).kind).toBe('paid');
  });

  it('again with the same id gives its end, and sends nothing', async () => {
    const till = openTill({ pay: [throwing(notSent()), 'paid'] });
    const order = orderOf();
    await caught(till.run(till.checkout.collect(order)));
    expect(await till.run(till.checkout.collect(order))).toMatchObject({ kind: 'declined' });
    expect(till.rail.sends).toEqual(['pay@0']);
  });
});

describe('a payment of which bytes may have left', () => {
  const mayHaveLeft = new TransportError('ERR_TRANSPORT_LOST', {
    what: 'Lost.',
    next: 'Ask.',
    bytesMayHaveLeft: true,
  });
  it.each([
    ['a transport error', mayHaveLeft],
    ['an error that nobody knows', new TypeError('x is not a function')],
    ['no error at all', 'text'],
    ['undefined', undefined],
  ])('%s: is asked about, never taken for unsent', async (_name, error) => {
    const till = openTill({ pay: [throwing(error)], query: ['paid'] });
    expect((await till.run(till.checkout.collect(orderOf()))).kind).toBe('paid');
    expect(till.rail.sends).toEqual(['pay@0', 'query@5']);
  });
});

describe('an order that is not valid', () => {
  it.each([
    ['attemptId', { attemptId: '' }],
    ['attemptId', { attemptId: 'with space' }],
    ['attemptId', { attemptId: 'x'.repeat(55) }],
    ['orderId', { orderId: '' }],
    ['orderId', { orderId: 'x'.repeat(65) }],
    ['description', { description: '' }],
    ['description', { description: 'x'.repeat(257) }],
    ['amount', { amount: { currency: 'USD', value: '0' } }],
    ['amount', { amount: { currency: 'USD', value: '5.99' } }],
    ['amount', { amount: { currency: 'USD', value: 599 as never } }],
  ])('wrong %s: is refused before it is written down', async (path, changes) => {
    const till = openTill({ pay: ['paid'] });
    const error = await caught(till.run(till.checkout.collect(orderOf(changes))));
    expect(error).toMatchObject({ code: 'ERR_REQUEST_INVALID', issues: [{ path }] });
    expect(till.rail.sends).toEqual([]);
    expect(await till.checkout.list({ only: 'open', limit: 10 })).toEqual([]);
  });

  it('the longest id leaves room for the refund that is made from it', async () => {
    const attemptId = 'x'.repeat(54);
    const till = openTill({ pay: ['declined:RISK_REJECT'], query: ['paid'], refund: ['refunded'] });
    const order = orderOf({ attemptId });
    await till.run(till.checkout.collect(order));
    await till.checkout.recordNotification({ attemptId, kind: 'paid', amount: order.amount });
    await till.run(till.checkout.recover());
    const refund = till.rail.calls.find(({ verb }) => verb === 'refund');
    expect(refund?.input).toMatchObject({ refundAttemptId: expect.stringMatching(/^.{55,64}$/) });
  });
});
