import { expect, test } from 'vitest';
import { createCheckout } from '../../../src/checkout/create-checkout.ts';
import type { Journal } from '../../../src/checkout/journal.ts';
import { createMemoryJournal } from '../../../src/checkout/memory-journal.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { answer, deafRail } from './deaf-rail.ts';

// Only the first placing was held back when its process had stood still; a repeated one could reach Alipay behind the
// cancellation of another worker.
test('a placing is not repeated by a process that stood still for longer than its lease', async () => {
  const clock = createVirtualClock();
  const store = createMemoryJournal(clock);
  const journal: Journal = {
    ...store,
    append: async (append) => {
      const result = await store.append(append);
      if (append.events.some((event) => event.type === 'sent' && event.action === 'pay'))
        await clock.sleep(60_000);
      return result;
    },
  };
  let placings = 0;
  const deaf = deafRail({ query: answer('not-found'), cancel: answer('cancelled') }, 'entry-code');
  const rail: typeof deaf = {
    ...deaf,
    pay: (order) => {
      placings += 1;
      return deaf.pay(order);
    },
  };
  const checkout = createCheckout({ rail, journal, clock, leaseMs: 30_000 });
  const order = {
    attemptId: 'A1',
    orderId: 'O1',
    description: 'Tea',
    amount: { currency: 'USD', value: '599' },
    closesAtMs: clock.now() + 600_000,
  };
  const outcome = await clock.run(checkout.collect(order));
  expect(outcome.kind).toBe('reversed');
  expect(placings).toBe(1);
});
