import { describe, expect, it } from 'vitest';
import { caught } from '../../support/caught.ts';
import { openTill, orderOf } from '../support/till.ts';

// A refund asked for through the checkout of another rail was written down, answered with "nothing was sent", and carried
// out later by the right worker; a second one asked for in good faith gave the money back twice.
describe('a payment of another rail', () => {
  it.each(['refund', 'cancel', 'reverseAgain'] as const)(
    '%s is refused before anything is written',
    async (method) => {
      const till = openTill({ pay: [method === 'refund' ? 'paid' : 'processing'] });
      const other = openTill({}, { clock: till.clock, journal: till.journal, railName: 'pre-create' });
      const { attemptId, ...order } = orderOf();
      await till.run(till.checkout.start({ attemptId, ...order }));
      const before = await till.checkout.history(attemptId);
      const amount = { currency: 'USD', value: '400' };
      const calls: Record<typeof method, () => Promise<unknown>> = {
        refund: () => other.checkout.refund({ attemptId, refundAttemptId: 'r1', amount }),
        cancel: () => other.checkout.cancel(attemptId),
        reverseAgain: () => other.checkout.reverseAgain({ attemptId, by: 'ana' }),
      };
      expect((await caught(other.run(calls[method]()))).code).toBe('ERR_CHECKOUT_STATE');
      expect(await till.checkout.history(attemptId)).toEqual(before);
    },
  );
});
