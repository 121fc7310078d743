import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../src/checkout/checkout-outcome.ts';
import { summaryOf } from '../../../src/checkout/derive.ts';
import type { PaymentEvent } from '../../../src/checkout/payment-event.ts';
import { price, type Story, tell } from '../support/payment-story.ts';

const manual: Story = { pay: ['processing'], query: ['processing'], cancel: ['unknown'] };
const settled = (as: 'paid' | 'declined' | 'reversed'): PaymentEvent => ({
  type: 'settled',
  atMs: 0,
  as,
  by: 'ana',
  note: 'seen in the portal',
});
const reopened: PaymentEvent = { type: 'reopened', atMs: 0, by: 'ana' };

describe('a payment that waits for a person', () => {
  it('needs one, keeps its order and has nothing more to do', () => {
    const { state } = tell(manual);
    expect(summaryOf(state, { kind: 'rest' })).toEqual({
      state: 'manual',
      needsPerson: true,
      wakeAtMs: undefined,
      freesOrder: false,
    });
  });

  it.each([
    ['paid', false],
    ['declined', true],
    ['reversed', true],
  ] as const)('is settled as %s', (as, freesOrder) => {
    const { state } = tell({ ...manual, happenings: [{ atS: 200, event: settled(as) }] });
    expect(outcomeOf(state)).toMatchObject({ kind: as, settledBy: 'ana', openAlarms: [] });
    expect(summaryOf(state, { kind: 'rest' })).toMatchObject({ state: as, needsPerson: false, freesOrder });
  });

  it('that was never found and settled as declined: money that is taken later is given back', () => {
    const { says, state } = tell({
      rail: 'payment-code',
      pay: ['unknown'],
      query: [...Array<string>(4).fill('not-found'), 'paid'],
      cancel: ['declined:ORDER_NOT_EXIST'],
      refund: ['refunded'],
      happenings: [
        { atS: 400, event: settled('declined') },
        { atS: 500, notified: { kind: 'paid', amount: price, providerId: 'alipay_1' } },
      ],
    });
    expect(says.slice(-3)).toEqual([
      'refund: 599',
      'refund ended: refunded',
      'settled: paid-after-end, refunded',
    ]);
    expect(outcomeOf(state)).toMatchObject({ kind: 'declined', openAlarms: [] });
  });

  it('that was settled raises a new alarm where Alipay says the opposite later', () => {
    const happenings = [
      { atS: 200, event: settled('declined') },
      { atS: 300, notified: { kind: 'paid', amount: price } },
    ] as const;
    const { says, state, sends } = tell({ ...manual, happenings });
    expect(says.at(-1)).toBe('alarm: paid-after-end');
    expect(summaryOf(state, { kind: 'rest' })).toMatchObject({ state: 'declined', needsPerson: true });
    // A person may have refunded it elsewhere.
    expect(sends.filter((send) => send.startsWith('refund'))).toEqual([]);
  });
});

describe('a payment that is reversed again', () => {
  it('begins anew with its cancellations', () => {
    const cancel = [...Array<string>(6).fill('unknown'), 'cancelled'];
    const { says, sends } = tell({ ...manual, cancel, happenings: [{ atS: 200, event: reopened }] });
    expect(sends.at(-1)).toBe('cancel@200');
    expect(says.slice(1)).toEqual(['ended: manual, cancel-undecided', 'ended: reversed']);
  });

  it('waits for a person again when that is not confirmed either', () => {
    const { says, sends } = tell({ ...manual, happenings: [{ atS: 200, event: reopened }] });
    expect(sends.filter((send) => send.startsWith('cancel'))).toHaveLength(12);
    expect(says.slice(1)).toEqual(['ended: manual, cancel-undecided', 'ended: manual, cancel-undecided']);
  });

  it('ends at once where the cancellation was told meanwhile', () => {
    const happenings = [
      { atS: 150, notified: { kind: 'cancelled' } },
      { atS: 200, event: reopened },
    ] as const;
    const { says, sends } = tell({ ...manual, happenings });
    expect(says.at(-1)).toBe('ended: reversed');
    expect(sends.filter((send) => send.startsWith('cancel'))).toHaveLength(6);
  });

  it('closes the alarm that it was paid while a person looked: the reversal takes that back', () => {
    const happenings = [
      { atS: 150, notified: { kind: 'paid', amount: price } },
      { atS: 200, event: reopened },
    ] as const;
    const cancel = [...Array<string>(6).fill('unknown'), 'cancelled'];
    const { state } = tell({ ...manual, cancel, happenings });
    expect(state.openAlarms.size).toBe(0);
    expect(state.end?.end).toBe('reversed');
  });
});

describe('the summary for the store', () => {
  it.each([
    ['paid', { pay: ['paid'] }, { state: 'paid', freesOrder: false }],
    ['declined', { pay: ['declined:X'] }, { state: 'declined', freesOrder: true }],
    ['not sent', { pay: ['not-sent'] }, { state: 'declined', freesOrder: true }],
    ['another amount', { pay: ['paid:1'] }, { state: 'manual', freesOrder: false }],
  ] as const)('%s', (_name, story, expected) => {
    expect(summaryOf(tell(story).state, { kind: 'rest' })).toMatchObject(expected);
  });

  it('says when somebody must go on', () => {
    const { state } = tell({ pay: ['paid'] });
    expect(summaryOf(state, { kind: 'send', action: 'query', number: 1, atMs: 7 }).wakeAtMs).toBe(7);
    expect(summaryOf(state, { kind: 'write', events: [] }).wakeAtMs).toBe(0);
  });
});
