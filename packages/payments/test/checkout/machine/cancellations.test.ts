import { describe, expect, it } from 'vitest';
import type { RailName } from '../../../src/rail/payment-rail.ts';
import { price, type Story, tell } from '../support/payment-story.ts';

// docs/wire/acquiring §8.1, §8.2; docs/wire/v1 §5.3.

/** Given up at once by the cashier, so that the cancellations begin at second 0. */
const givenUp = {
  pay: ['processing'],
  happenings: [{ atS: 0, event: { type: 'cancel-asked', atMs: 0 } }],
} as const satisfies Story;

const sixFrom = (rail: RailName): string[] =>
  [0, 1, 2, 3, 4, 5].map((tries) => `cancel@${tries * (rail === 'barcode' ? 5 : 10)}`);

describe('the cashier gives the sale up', () => {
  it('it is cancelled at once, and nothing is asked first', () => {
    const { sends, says } = tell({ ...givenUp, cancel: ['cancelled'] });
    expect(sends).toEqual(['pay@0', 'cancel@0']);
    expect(says).toEqual(['abandoned: caller', 'ended: reversed']);
  });

  it('in the middle of the queries too', () => {
    const happenings = [{ atS: 7, event: { type: 'cancel-asked', atMs: 0 } }] as const;
    const { sends } = tell({ pay: ['unknown'], query: ['processing'], cancel: ['cancelled'], happenings });
    expect(sends).toEqual(['pay@0', 'query@5', 'cancel@7']);
  });
});

describe('a cancellation whose end is not known', () => {
  it.each(['barcode', 'payment-code'] as const)('%s: is repeated five times with the gap', (rail) => {
    const { sends, says } = tell({ ...givenUp, rail, cancel: ['unknown'], query: ['processing'] });
    const lookAtS = rail === 'barcode' ? 30 : 60;
    expect(sends).toEqual(['pay@0', ...sixFrom(rail), `query@${lookAtS}`]);
    expect(says).toEqual(['abandoned: caller', 'ended: manual, cancel-undecided']);
  });

  it.each([3, 4, 5])('may be repeated %i times by policy', (cancelRepeats) => {
    const { sends } = tell({
      ...givenUp,
      policy: { cancelRepeats },
      cancel: ['unknown'],
      query: ['processing'],
    });
    expect(sends.filter((send) => send.startsWith('cancel'))).toHaveLength(cancelRepeats + 1);
  });

  it.each([1, 2, 3, 4, 5])('is confirmed by repetition %i', (repetition) => {
    const cancel = [...Array<string>(repetition).fill('unknown'), 'cancelled'];
    const { sends, says } = tell({ ...givenUp, cancel });
    expect(sends).toEqual(['pay@0', ...sixFrom('barcode').slice(0, repetition + 1)]);
    expect(says.at(-1)).toBe('ended: reversed');
  });

  it.each([
    ['cancelled', 'ended: reversed'],
    ['declined:TRADE_CLOSED', 'ended: declined, TRADE_CLOSED'],
    ['paid', 'ended: manual, cancel-undecided'],
    ['processing', 'ended: manual, cancel-undecided'],
    ['unknown', 'ended: manual, cancel-undecided'],
    ['not-found', 'ended: manual, cancel-undecided'],
    ['paid:1', 'ended: manual, amount-differs'],
  ])('one last look that finds %s: %s', (answer, end) => {
    const { sends, says } = tell({ ...givenUp, cancel: ['unknown'], query: [answer] });
    expect(sends.filter((send) => send.startsWith('query'))).toHaveLength(1);
    expect(says.at(-1)).toBe(end);
  });

  it('counts as undecided where it was not sent at all', () => {
    const { says } = tell({ ...givenUp, cancel: ['not-sent'], query: ['processing'] });
    expect(says.at(-1)).toBe('ended: manual, cancel-undecided');
  });
});

describe('a cancellation that is refused', () => {
  it.each([
    ['cancelled', 'ended: reversed'],
    ['declined:TRADE_CLOSED', 'ended: declined, TRADE_CLOSED'],
    ['paid', 'ended: manual, cancel-refused'],
    ['unknown', 'ended: manual, cancel-refused'],
    ['processing', 'ended: manual, cancel-refused'],
  ])('is followed by one look at once, which finds %s: %s', (answer, end) => {
    const { sends, says } = tell({ ...givenUp, cancel: ['declined:PROCESS_FAIL'], query: [answer] });
    expect(sends).toEqual(['pay@0', 'cancel@0', 'query@0']);
    expect(says).toEqual(['abandoned: caller', end]);
  });

  it('is not repeated after an undecided one either', () => {
    const { sends, says } = tell({
      ...givenUp,
      cancel: ['unknown', 'declined:PROCESS_FAIL'],
      query: ['paid'],
    });
    expect(sends).toEqual(['pay@0', 'cancel@0', 'cancel@5', 'query@5']);
    expect(says.at(-1)).toBe('ended: manual, cancel-refused');
  });
});

describe('a cancellation of what Alipay does not know (ORDER_NOT_EXIST)', () => {
  const never: Story = {
    rail: 'payment-code',
    pay: ['unknown'],
    query: ['not-found'],
    cancel: ['declined:ORDER_NOT_EXIST'],
    policy: { lookBacksMs: [86_400_000] },
  };

  it('is no refusal: it is repeated like an undecided one, then a person decides', () => {
    const { sends, says } = tell(never);
    expect(sends.slice(4)).toEqual([...[17, 27, 37, 47, 57, 67].map((atS) => `cancel@${atS}`), 'query@77']);
    expect(says).toEqual(['abandoned: not-found', 'ended: manual, never-found']);
  });

  it('is declined at last where the policy says so, with the code', () => {
    const { says } = tell({ ...never, policy: { neverFound: 'declined', lookBacksMs: [86_400_000] } });
    expect(says).toEqual(['abandoned: not-found', 'ended: declined, ORDER_NOT_EXIST']);
  });

  it.each([
    ['a payment that was seen before', { ...never, pay: ['processing'] }],
    ['an undecided last cancellation', { ...never, cancel: ['declined:ORDER_NOT_EXIST', 'unknown'] }],
    ['a last look without answer', { ...never, query: ['not-found', 'not-found', 'not-found', 'unknown'] }],
    ['a refusal among them', { ...never, cancel: ['declined:ORDER_NOT_EXIST', 'declined:PROCESS_FAIL'] }],
  ] as const)('is never declined by policy with %s', (_name, story) => {
    const { says } = tell({ ...story, policy: { neverFound: 'declined', lookBacksMs: [86_400_000] } });
    expect(says.at(-1)).toMatch(/^ended: manual, cancel-(undecided|refused)$/);
  });

  it('may be confirmed once the late request has arrived', () => {
    const { says } = tell({ ...never, cancel: ['declined:ORDER_NOT_EXIST', 'cancelled'] });
    expect(says.at(-1)).toBe('ended: reversed');
  });
});

describe('a payment that turns out as paid while the sale is given up', () => {
  it('does not stop the reversal', () => {
    const happenings = [
      ...givenUp.happenings,
      { atS: 2, notified: { kind: 'paid', amount: price, providerId: 'alipay_1' } },
    ] as const;
    const { says, sends } = tell({
      ...givenUp,
      happenings,
      cancel: ['unknown', 'cancelled'],
      policy: { lookBacksMs: [86_400_000] },
    });
    expect(sends).toEqual(['pay@0', 'cancel@0', 'cancel@5']);
    expect(says).toEqual(['abandoned: caller', 'ended: reversed']);
  });

  it('and that cannot be reversed is shown to the person as seen', () => {
    const { state } = tell({ ...givenUp, cancel: ['unknown'], query: ['paid'] });
    expect([state.end?.end, state.isPaid]).toEqual(['manual', true]);
  });

  it('ends as paid where the answer was there before anything was given up', () => {
    const { sends, says } = tell({ ...givenUp, pay: ['paid'] });
    expect(says).toEqual(['ended: paid']);
    expect(sends).toEqual(['pay@0']);
  });
});
