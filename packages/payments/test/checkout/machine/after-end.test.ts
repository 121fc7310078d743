import { describe, expect, it } from 'vitest';
import type { NotifiedFact } from '../../../src/checkout/payment-event.ts';
import { price, type Story, tell } from '../support/payment-story.ts';

// An end never changes. What contradicts it is told, looked into, and given back.

const paid: NotifiedFact = { kind: 'paid', amount: price, providerId: 'alipay_1' };

/** Reversed after second 60, seen at Alipay before, and then something is notified at second 100. */
const reversed = { pay: ['processing'], cancel: ['cancelled'] } as const satisfies Story;
const asked = Array<string>(15).fill('processing');
const late = (notified: NotifiedFact): Story['happenings'] => [{ atS: 100, notified }];
const afterTheEnd = (sends: readonly string[]): string[] =>
  sends.filter((send) => Number(send.split('@')[1]) >= 100);

describe('paid is told after a reversal', () => {
  it('still paid: the money is given back by a refund, once', () => {
    const story: Story = {
      ...reversed,
      query: [...asked, 'paid'],
      refund: ['refunded'],
      happenings: late(paid),
    };
    const { sends, says, state } = tell(story);
    expect(afterTheEnd(sends)).toEqual(['query@100', 'refund@100']);
    expect(says.slice(2)).toEqual([
      'alarm: paid-after-end',
      'refund: 599',
      'refund ended: refunded',
      'settled: paid-after-end, refunded',
    ]);
    expect(state.end?.end).toBe('reversed');
    expect(state.openAlarms.size).toBe(0);
  });

  it('cancelled since: the reversal stands, and nothing is refunded', () => {
    const { sends, says } = tell({ ...reversed, query: [...asked, 'cancelled'], happenings: late(paid) });
    expect(afterTheEnd(sends)).toEqual(['query@100']);
    expect(says.slice(2)).toEqual(['alarm: paid-after-end', 'settled: paid-after-end, reversal-stands']);
  });

  it('still open: looked at five times, 6 s apart, then left to a person', () => {
    const { sends, says, state } = tell({
      ...reversed,
      query: [...asked, 'processing'],
      happenings: late(paid),
    });
    expect(afterTheEnd(sends)).toEqual([100, 106, 112, 118, 124].map((atS) => `query@${atS}`));
    expect(says.slice(2)).toEqual(['alarm: paid-after-end']);
    expect([...state.openAlarms]).toEqual(['paid-after-end']);
  });

  it('a network that is away: looked at again with growing gaps, and refunded when it is back', () => {
    const query = [...asked, ...Array<string>(8).fill('unknown'), 'paid'];
    const { sends, state } = tell({ ...reversed, query, refund: ['refunded'], happenings: late(paid) });
    const looks = [100, 106, 118, 142, 190, 286, 478, 862, 1630].map((atS) => `query@${atS}`);
    expect(afterTheEnd(sends)).toEqual([...looks, 'refund@1630']);
    expect(state.openAlarms.size).toBe(0);
  });

  it('never an answer: looked at for half a day, then left to a person', () => {
    const { sends, says, state } = tell({
      ...reversed,
      query: [...asked, 'unknown'],
      happenings: late(paid),
    });
    expect(afterTheEnd(sends)).toHaveLength(21);
    expect(says.slice(2)).toEqual(['alarm: paid-after-end']);
    expect([...state.openAlarms]).toEqual(['paid-after-end']);
  });

  it('clear at the second look', () => {
    const query = [...asked, 'unknown', 'paid'];
    const { sends } = tell({ ...reversed, query, refund: ['refunded'], happenings: late(paid) });
    expect(afterTheEnd(sends)).toEqual(['query@100', 'query@106', 'refund@106']);
  });

  it('only told where the policy says so', () => {
    const policy = { paidAfterEnd: 'alarm' } as const;
    const { sends, state } = tell({ ...reversed, policy, query: [...asked, 'paid'], happenings: late(paid) });
    expect(afterTheEnd(sends)).toEqual(['query@100']);
    expect([...state.openAlarms]).toEqual(['paid-after-end']);
    expect(state.refunds).toEqual([]);
  });

  it.each(['ORDER_IS_CANCELED', 'ORDER_IS_CLOSED'])('refund refused with %s: the reversal stands', (code) => {
    const refund = [`declined:${code}`];
    const { says } = tell({ ...reversed, query: [...asked, 'paid'], refund, happenings: late(paid) });
    expect(says.slice(-2)).toEqual(['refund ended: declined', 'settled: paid-after-end, reversal-stands']);
  });

  it('refund refused otherwise: both alarms stay open', () => {
    const refund = ['declined:MERCHANT_BALANCE_NOT_ENOUGH'];
    const { says, state } = tell({ ...reversed, query: [...asked, 'paid'], refund, happenings: late(paid) });
    expect(says.at(-1)).toBe('alarm: refund-refused');
    expect([...state.openAlarms]).toEqual(['paid-after-end', 'refund-refused']);
  });

  it('another amount: a person decides, nothing is refunded', () => {
    const other: NotifiedFact = { kind: 'paid', amount: { ...price, value: '1' } };
    const { state } = tell({ ...reversed, query: [...asked, 'paid:1'], happenings: late(other) });
    expect([...state.openAlarms]).toEqual(['amount-differs']);
    expect(state.refunds).toEqual([]);
  });

  it('told again while it is looked into: one alarm, one refund', () => {
    const happenings = [
      { atS: 100, notified: paid },
      { atS: 102, notified: { ...paid, providerId: 'alipay_2' } },
    ];
    const query = [...asked, 'unknown', 'paid'];
    const { says, state } = tell({ ...reversed, query, refund: ['refunded'], happenings });
    expect(says.filter((line) => line === 'alarm: paid-after-end')).toHaveLength(1);
    expect(state.refunds).toHaveLength(1);
  });
});

describe('what contradicts other ends', () => {
  it.each([
    ['cancelled', 'alarm: cancelled-after-paid'],
    ['declined', 'alarm: declined-after-paid'],
  ] as const)('%s after paid is an alarm, and the payment stays paid', (kind, alarm) => {
    const { says, sends, state } = tell({ pay: ['paid'], happenings: late({ kind }) });
    expect(says).toEqual(['ended: paid', alarm]);
    expect(sends).toEqual(['pay@0']);
    expect(state.end?.end).toBe('paid');
  });

  it.each(['cancelled', 'declined'] as const)('%s after reversed is none', (kind) => {
    const { says } = tell({ ...reversed, query: ['processing'], happenings: late({ kind }) });
    expect(says).toEqual(['abandoned: time-limit', 'ended: reversed']);
  });

  it('paid after declined is looked into and given back', () => {
    const story: Story = { pay: ['declined:RISK_REJECT'], query: ['paid'], refund: ['refunded'] };
    const { says, state } = tell({ ...story, happenings: late(paid) });
    expect(says).toContain('settled: paid-after-end, refunded');
    expect(state.end?.end).toBe('declined');
  });

  it('paid while a person looks is told, and left to the person', () => {
    const story: Story = { pay: ['processing'], query: ['processing'], cancel: ['unknown'] };
    const { says, state } = tell({ ...story, happenings: late(paid) });
    expect(says.at(-1)).toBe('alarm: paid-while-manual');
    expect([state.end?.end, state.refunds.length]).toEqual(['manual', 0]);
  });
});

describe('a payment that Alipay never knew', () => {
  const never: Story = { pay: ['unknown'], query: ['not-found'], cancel: ['cancelled'] };

  it('is asked for 30 s and 180 s after its end: its request may still be on the way', () => {
    const { sends, says } = tell(never);
    expect(sends.slice(-3)).toEqual(['cancel@17', 'query@47', 'query@197']);
    expect(says).toEqual(['abandoned: not-found', 'ended: reversed']);
  });

  it('is given back where it has arrived since', () => {
    const query = [...Array<string>(3).fill('not-found'), 'paid'];
    const { sends, says } = tell({ ...never, query, refund: ['refunded'] });
    expect(sends.slice(-3)).toEqual(['query@47', 'query@47', 'refund@47']);
    expect(says.at(-1)).toBe('settled: paid-after-end, refunded');
  });

  it.each([[[]], [[1_000]], [[1_000, 2_000, 3_000, 4_000, 86_400_000]]])(
    'looks back as the policy says: %j',
    (lookBacksMs) => {
      const { sends } = tell({ ...never, policy: { lookBacksMs } });
      const looks = lookBacksMs.map((ms) => `query@${17 + ms / 1_000}`);
      expect(sends.slice(5)).toEqual(looks);
    },
  );

  it('also where it was declined by policy', () => {
    const story: Story = {
      ...never,
      cancel: ['declined:ORDER_NOT_EXIST'],
      policy: { neverFound: 'declined' },
    };
    const { sends, says } = tell(story);
    expect(says.at(-1)).toBe('ended: declined, ORDER_NOT_EXIST');
    expect(sends.slice(-2).every((send) => send.startsWith('query'))).toBe(true);
  });

  it('but a payment that was seen is not: nothing of it can be on its way', () => {
    const { sends } = tell({ ...reversed, query: ['processing'] });
    expect(sends.at(-1)).toBe('cancel@60');
  });
});

describe('regressions', () => {
  it('a late request that is found waiting for the buyer is looked at again', () => {
    const query = ['not-found', 'not-found', 'not-found', 'processing', 'paid'];
    const { says, sends } = tell({ pay: ['unknown'], query, cancel: ['cancelled'], refund: ['refunded'] });
    expect(sends.slice(-4)).toEqual(['query@47', 'query@197', 'query@197', 'refund@197']);
    expect(says.at(-1)).toBe('settled: paid-after-end, refunded');
  });

  it('a payment that arrives behind its cancellation and is notified before the confirmation is given back', () => {
    const happenings = [{ atS: 20.5, notified: paid }];
    const query = ['not-found', 'not-found', 'not-found', 'paid'];
    const story: Story = {
      pay: ['unknown'],
      query,
      cancel: ['cancelled'],
      refund: ['refunded'],
      callS: 1,
      happenings,
    };
    const { says } = tell(story);
    expect(says.slice(0, 2)).toEqual(['abandoned: not-found', 'ended: reversed']);
    expect(says.at(-1)).toBe('settled: paid-after-end, refunded');
  });

  it('paid without an amount after the end is looked into', () => {
    const story: Story = { ...reversed, query: [...asked, 'paid'], refund: ['refunded'] };
    const { says } = tell({ ...story, happenings: late({ kind: 'paid' }) });
    expect(says.at(-1)).toBe('settled: paid-after-end, refunded');
  });

  it('paid without an amount while a person looks is told', () => {
    const story: Story = { pay: ['processing'], query: ['processing'], cancel: ['unknown'] };
    expect(tell({ ...story, happenings: late({ kind: 'paid' }) }).says.at(-1)).toBe(
      'alarm: paid-while-manual',
    );
  });

  it('an automatic refund without Alipay’s id of the payment does not ask for ever', () => {
    const query = [...asked, 'paid-without-id'];
    const fact: NotifiedFact = { kind: 'paid', amount: price };
    const { sends, says } = tell({ ...reversed, query, happenings: late(fact) });
    expect(afterTheEnd(sends).length).toBeLessThan(6);
    expect(says.at(-1)).toBe('alarm: refund-undecided');
  });
});

describe('a payment that was never found before its reversal', () => {
  it('open at the last look: a person is told once, because its buyer may still pay', () => {
    const { sends, says, state } = tell({
      pay: ['unknown'],
      query: ['not-found', 'not-found', 'not-found', 'not-found', 'processing'],
      cancel: ['cancelled'],
    });
    expect(sends).toEqual(['pay@0', 'query@5', 'query@11', 'query@17', 'cancel@17', 'query@47', 'query@197']);
    expect(says.at(-1)).toBe('alarm: open-after-end');
    expect([...state.openAlarms]).toEqual(['open-after-end']);
    expect(state.end?.end).toBe('reversed');
  });
});
