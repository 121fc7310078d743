import { expect, test } from 'vitest';
import { tell } from '../support/payment-story.ts';

// A look back whose answer proved nothing counted as done, so a request that came late was never found.
test('a look back is repeated until its answer decides something', () => {
  const { state } = tell({
    rail: 'payment-code',
    policy: { neverFound: 'declined' },
    pay: ['unknown'],
    query: ['not-found', 'not-found', 'not-found', 'not-found', 'not-found', 'unknown', 'unknown', 'paid'],
    cancel: ['declined:ORDER_NOT_EXIST'],
    refund: ['refunded'],
  });
  expect(state.refunds).toMatchObject([{ isAutomatic: true, end: 'refunded' }]);
});

test('a look back is given up at last where no answer ever decides something', () => {
  const { sends } = tell({
    rail: 'payment-code',
    policy: { neverFound: 'declined' },
    pay: ['unknown'],
    query: ['not-found', 'not-found', 'not-found', 'not-found', 'unknown'],
    cancel: ['declined:ORDER_NOT_EXIST'],
  });
  expect(sends.length).toBeLessThan(60);
});
