import { expect, test } from 'vitest';
import { tell } from '../support/payment-story.ts';

// A look back beside an open alarm was counted as part of its look, so the next one was due at once, without end.
test('a late payment that only raises an alarm is not asked for without end', () => {
  const { sends, state } = tell({
    rail: 'payment-code',
    policy: { paidAfterEnd: 'alarm', neverFound: 'declined' },
    pay: ['unknown'],
    query: ['not-found', 'not-found', 'not-found', 'not-found', 'paid'],
    cancel: ['declined:ORDER_NOT_EXIST'],
  });
  expect([...state.openAlarms]).toEqual(['paid-after-end']);
  expect(sends.filter((sent) => sent.startsWith('query')).length).toBeLessThan(8);
});
