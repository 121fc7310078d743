import { describe, expect, it } from 'vitest';
import type { PaymentEvent } from '../../../src/checkout/payment-event.ts';
import { price, type Story, tell } from '../support/payment-story.ts';

// docs/wire/acquiring §8.3: one id, growing gaps, never a second refund while one is undecided.

const intent: PaymentEvent = { type: 'refund-intent', atMs: 0, refundAttemptId: 'refund_1', amount: price };
const refunding = { pay: ['paid'], happenings: [{ atS: 100, event: intent }] } as const satisfies Story;
const refundsOf = ({ sends }: { readonly sends: readonly string[] }): readonly string[] =>
  sends.filter((send) => !send.startsWith('pay'));

describe('a refund', () => {
  it('is sent at once and ends with the answer', () => {
    const told = tell({ ...refunding, refund: ['refunded'] });
    expect(refundsOf(told)).toEqual(['refund@100']);
    expect(told.says.slice(1)).toEqual(['refund: 599', 'refund ended: refunded']);
  });

  it('is declined by a refusal of its first sending', () => {
    const { state } = tell({ ...refunding, refund: ['declined:REFUND_AMOUNT_EXCEED'] });
    expect(state.refunds[0]).toMatchObject({ end: 'declined', resultCode: 'REFUND_AMOUNT_EXCEED' });
  });

  it.each(['unknown', 'processing', 'not-sent'])(
    '%s: is repeated under its id after 5, 10, 20, 40 and 60 s',
    (answer) => {
      const told = tell({ ...refunding, refund: [answer] });
      expect(refundsOf(told)).toEqual([100, 105, 115, 135, 175, 235].map((atS) => `refund@${atS}`));
      expect(told.says.slice(-2)).toEqual(['refund ended: manual', 'alarm: refund-undecided']);
    },
  );

  it('follows the gaps of its policy', () => {
    const told = tell({ ...refunding, policy: { refundGapsMs: [1_000, 3_000] }, refund: ['unknown'] });
    expect(refundsOf(told)).toEqual(['refund@100', 'refund@101', 'refund@104']);
  });

  it('is decided by any repetition', () => {
    const told = tell({ ...refunding, refund: ['unknown', 'processing', 'refunded'] });
    expect(refundsOf(told)).toEqual(['refund@100', 'refund@105', 'refund@115']);
    expect(told.says.at(-1)).toBe('refund ended: refunded');
  });

  it('that our own check refuses is declined and not repeated', () => {
    const told = tell({ ...refunding, refund: ['not-sent:ERR_REQUEST_INVALID'] });
    expect(refundsOf(told)).toEqual(['refund@100']);
    expect(told.says.at(-1)).toBe('refund ended: declined');
  });

  it('that our own check refuses after a sending stays undecided', () => {
    const told = tell({ ...refunding, refund: ['unknown', 'not-sent:ERR_REQUEST_INVALID'] });
    expect(told.says.at(-1)).toBe('alarm: refund-undecided');
  });
});

describe('a refund of a payment whose id at Alipay is not known', () => {
  const withoutId: Story = { ...refunding, pay: ['paid-without-id'], refund: ['refunded'] };

  it('asks for it first', () => {
    const told = tell({ ...withoutId, query: ['unknown', 'paid'] });
    expect(refundsOf(told)).toEqual(['query@100', 'query@104', 'refund@104']);
  });

  it('is left to a person after three queries', () => {
    const told = tell({ ...withoutId, query: ['paid-without-id'] });
    expect(refundsOf(told)).toEqual(['query@100', 'query@104', 'query@108']);
    expect(told.says.slice(-2)).toEqual(['refund ended: manual', 'alarm: refund-undecided']);
  });
});

describe('a refund that nobody knows the end of', () => {
  const reopened: PaymentEvent = { type: 'refund-reopened', atMs: 0, refundAttemptId: 'refund_1' };
  const policy = { refundGapsMs: [1_000] };
  const happenings = [...refunding.happenings, { atS: 200, event: reopened }];

  it('is repeated under the same id when it is asked for again, and closes its alarm', () => {
    const told = tell({ ...refunding, policy, happenings, refund: ['unknown', 'unknown', 'refunded'] });
    expect(refundsOf(told)).toEqual(['refund@100', 'refund@101', 'refund@200']);
    expect(told.says.slice(-2)).toEqual(['refund ended: refunded', 'settled: refund-undecided, refunded']);
  });

  it('is not refunded after all', () => {
    const refund = ['unknown', 'unknown', 'declined:REFUND_NOT_SUPPORTED'];
    const told = tell({ ...refunding, policy, happenings, refund });
    expect(told.says.slice(-2)).toEqual([
      'refund ended: declined',
      'settled: refund-undecided, not-refunded',
    ]);
  });

  it('raises no second alarm when it stays undecided', () => {
    const told = tell({ ...refunding, policy, happenings, refund: ['unknown'] });
    expect(told.says.filter((line) => line.startsWith('alarm'))).toHaveLength(1);
    expect(refundsOf(told)).toHaveLength(4);
  });
});
