import { expect, test } from 'vitest';
import { createCheckout } from '../../../src/checkout/create-checkout.ts';
import type { Journal } from '../../../src/checkout/journal.ts';
import { createMemoryJournal } from '../../../src/checkout/memory-journal.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { answer, deafRail } from './deaf-rail.ts';

// A payment that is due by the store's clock and not yet by the worker's was taken and given back without end.
test('recovery returns although the clock of the store is ahead', async () => {
  const clock = createVirtualClock();
  const store = createMemoryJournal({ now: () => clock.now() + 60_000 });
  let takings = 0;
  const journal: Journal = {
    ...store,
    takeDue: (request) => {
      takings += 1;
      if (takings > 100) throw new Error('It turns and turns.');
      return store.takeDue(request);
    },
  };
  const rail = deafRail({ pay: answer('processing'), query: answer('processing') });
  const checkout = createCheckout({ rail, journal, clock });
  const order = {
    attemptId: 'A1',
    orderId: 'O1',
    description: 'Tea',
    amount: { currency: 'USD', value: '599' },
    scannedCode: '28763443825664394',
  };
  expect((await clock.run(checkout.start(order))).kind).toBe('pending');
  expect(await clock.run(checkout.recover())).toMatchObject({ failed: [] });
  expect(takings).toBeLessThan(5);
});
