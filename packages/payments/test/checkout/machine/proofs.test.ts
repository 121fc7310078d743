import { describe, expect, it } from 'vitest';
import type { NotifiedFact } from '../../../src/checkout/payment-event.ts';
import { type Happening, price, tell } from '../support/payment-story.ts';

// Answers and notifications come in any order; each end needs a proof, and the strongest proof decides.

const paid: NotifiedFact = { kind: 'paid', amount: price, providerId: 'alipay_1' };
const declined: NotifiedFact = { kind: 'declined', resultCode: 'TRADE_CLOSED' };
const cancelled: NotifiedFact = { kind: 'cancelled' };
const other: NotifiedFact = { kind: 'paid', amount: { currency: 'USD', value: '5990' } };
const otherCurrency: NotifiedFact = { kind: 'paid', amount: { currency: 'JPY', value: '599' } };

/** Notifications that arrive while the answer to the payment is on its way. */
const while1S = (...facts: readonly NotifiedFact[]): Happening[] =>
  facts.map((notified) => ({ atS: 1, notified }));

describe('a notification before the answer', () => {
  it.each([
    ['paid', paid, 'unknown', 'ended: paid'],
    ['declined', declined, 'unknown', 'ended: declined, TRADE_CLOSED'],
    ['cancelled', cancelled, 'unknown', 'ended: reversed'],
    ['of another amount', other, 'unknown', 'ended: manual, amount-differs'],
    ['of another currency', otherCurrency, 'unknown', 'ended: manual, amount-differs'],
    ['paid', paid, 'paid', 'ended: paid'],
    ['paid', paid, 'declined:RISK_REJECT', 'ended: paid'],
    ['declined', declined, 'paid', 'ended: paid'],
    ['cancelled', cancelled, 'paid', 'ended: reversed'],
    ['of another amount', other, 'paid', 'ended: manual, amount-differs'],
    ['paid', paid, 'not-sent', 'ended: paid'],
  ])('%s: decides together with the answer %#', (_name, fact, answer, end) => {
    const { says, sends } = tell({ pay: [answer], callS: 2, happenings: while1S(fact) });
    expect(sends).toEqual(['pay@0']);
    expect(says).toEqual([end]);
  });
});

describe('proofs that contradict', () => {
  it.each([
    ['paid and cancelled', [paid, cancelled], 'ended: reversed'],
    ['paid and declined', [paid, declined], 'ended: paid'],
    ['declined and cancelled', [declined, cancelled], 'ended: reversed'],
    ['cancelled and another amount', [cancelled, other], 'ended: reversed'],
    ['paid and another amount', [paid, other], 'ended: manual, amount-differs'],
    ['declined and another amount', [declined, other], 'ended: manual, amount-differs'],
  ] as const)('%s, in either order', (_name, facts, end) => {
    for (const order of [facts, facts.toReversed()]) {
      const { says } = tell({ pay: ['unknown'], callS: 2, happenings: while1S(...order) });
      expect(says).toEqual([end]);
    }
  });
});

describe('what is no proof', () => {
  it.each(['unknown', 'processing', 'not-found'])('%s, whatever it is the answer to', (answer) => {
    const story = { pay: ['unknown'], query: [answer], cancel: ['unknown'] };
    const { says } = tell(story);
    expect(says.at(-1)).toBe('ended: manual, cancel-undecided');
  });

  it('paid without an amount in a notification: it is asked about at once', () => {
    const happenings = [{ atS: 2, notified: { kind: 'paid' } }] as const;
    const { sends, says } = tell({ pay: ['unknown'], query: ['processing', 'paid'], happenings });
    expect(sends).toEqual(['pay@0', 'query@2', 'query@6']);
    expect(says).toEqual(['ended: paid']);
  });

  it('a refusal of the cancellation: it says nothing of the payment', () => {
    const happenings = [{ atS: 0, event: { type: 'cancel-asked', atMs: 0 } }] as const;
    const story = {
      pay: ['processing'],
      query: ['unknown'],
      cancel: ['declined:USER_NOT_EXIST'],
      happenings,
    };
    expect(tell(story).says.at(-1)).toBe('ended: manual, cancel-refused');
  });
});

describe('what is kept of an end', () => {
  it('Alipay’s id, from whichever answer told it first', () => {
    const { state, events } = tell({ pay: ['paid'] });
    expect(state.providerId).toBe('alipay_1');
    expect(events.at(-1)).toMatchObject({ type: 'ended', end: 'paid', providerId: 'alipay_1' });
  });

  it('the code of the refusal', () => {
    const { events } = tell({ pay: ['declined:USER_BALANCE_NOT_ENOUGH'] });
    expect(events.at(-1)).toMatchObject({ end: 'declined', resultCode: 'USER_BALANCE_NOT_ENOUGH' });
  });
});
