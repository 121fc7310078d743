import { expect, it } from 'vitest';
import { openTill, orderOf } from '../support/till.ts';

// The line "sent" was written, its confirmation was lost, and before the next try a notification ended the payment: the
// placing was repeated all the same.
it('nothing is sent behind a line whose confirmation was lost, when the payment has ended meanwhile', async () => {
  const till = openTill({}, {});
  const { append } = till.journal;
  const { attemptId, ...order } = orderOf();
  let isLost = false;
  const journal = {
    ...till.journal,
    append: async (entry: Parameters<typeof append>[0]) => {
      const result = await append(entry);
      if (isLost || !entry.events.some((event) => event.type === 'sent' && event.action === 'pay'))
        return result;
      isLost = true;
      const { amount } = order;
      await till.checkout.recordNotification({ attemptId, kind: 'paid', amount, providerId: 'alipay_1' });
      throw new Error('the confirmation is lost');
    },
  };
  const shop = openTill(
    { pay: ['unknown'], query: ['paid'] },
    { clock: till.clock, journal, railName: 'entry-code', session: 'shop' },
  );
  const closesAtMs = till.clock.now() + 300_000;
  const outcome = await shop.run(shop.checkout.collect({ attemptId, ...order, closesAtMs }));
  expect(outcome.kind).toBe('paid');
  expect(isLost).toBe(true);
  expect(shop.rail.calls.filter(({ verb }) => verb === 'pay')).toHaveLength(1);
});
